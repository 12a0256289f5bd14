import type { EventRow } from '../../engine/base/brands';
import { NO_PACKET } from '../../engine/packets/analysis/packetList';
import { PacketTrace } from '../../engine/packets/analysis/packetTrace';
import { summaryText } from '../../engine/packets/dissection';
import { observerText } from '../../engine/packets/observer';
import { packetFacts } from '../../engine/packets/packetFacts';
import { packetFile } from '../../engine/packets/pcapng/packetFile';
import { type PacketContextOfTrace, PacketFinder } from '../../engine/packets/recognise/packetsOf';
import type { Selection } from '../../engine/trace/selection';
import type { PacketView } from '../packetProtocol';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';
import { SlicePace } from '../slicePace';
import { dataRow } from './dataRow';
import { pcapngBytes, pcapngFacts } from './pcapngBytes';

/** The packets of a capture; they are looked for when somebody asks for the first one, and from then on as more events come. */
export class PacketViews {
  private readonly finder: PacketFinder;
  private readonly packets: PacketTrace;
  private readonly pace = new SlicePace();
  /** How many rows have been looked at. */
  private taken = 0;

  constructor(
    private readonly context: PacketContextOfTrace,
    private readonly port: Pick<SessionPort, 'breathe'>,
  ) {
    this.finder = new PacketFinder(context);
    this.packets = new PacketTrace(context, this.finder.packets, this.finder.carriers);
  }

  /** Why an event carries no packet, as a sentence; undefined where it carries one. Looks at that event alone. */
  lackOf(row: EventRow): string | undefined {
    const carrying = dataRow(this.context.trace, row);
    if (new PacketFinder(this.context).take(carrying)) return undefined;
    return 'This event carries no packet: packets are looked for in the data of tun and tap devices, overlays, raw and netlink sockets.';
  }

  /** The packet of an event, with what the whole capture says of it. Throws a `SessionRequestError` where it has none. */
  async view(row: EventRow, cancellation: Cancellation): Promise<PacketView> {
    const carrying = dataRow(this.context.trace, row);
    const { trace } = this.context;
    await this.update(cancellation);
    const observation = this.finder.packets.indexOf(carrying);
    if (observation < 0)
      throw new SessionRequestError('bad-request', this.lackOf(row) ?? 'The packet is not known yet.');
    const { packets } = this;
    const packet = packets.list.packetOf.values[observation];
    const { layers, summary } = packets.dissectObservation(observation);
    const { bytes, length } = packets.reader.read(observation);
    const data = bytes.slice();
    const { hops, remarks } = packetFacts(trace, packets, packet);
    return {
      event: carrying + 1,
      number: packet + 1,
      count: packets.list.count,
      text: summaryText(summary),
      detail: summary.detail,
      layers,
      bytes: data,
      originalLength: length,
      hops: hops.map(({ observer, after, changes }) => ({
        event: observer.event,
        text: observerText(observer),
        after,
        changes,
      })),
      remarks,
      related: this.related(packet),
    };
  }

  /** The packets that an event of a selection read or wrote, as a pcapng file. */
  async file(
    kept: Selection,
    cancellation: Cancellation,
  ): Promise<{ readonly bytes: Uint8Array; readonly packets: number }> {
    await this.update(cancellation);
    const { packets } = this;
    const { trace } = this.context;
    let count = 0;
    const keeps = (packet: number): boolean => {
      const isKept = packets.list.hops(packet).some((hop) => this.isIn(kept, packets.index.row(hop)));
      if (isKept) count++;
      return isKept;
    };
    const blocks = packetFile(trace, packets, pcapngFacts(trace), keeps);
    const bytes = await pcapngBytes(blocks, 'packets -r FILE --pcapng OUT', this.port, cancellation);
    return { bytes, packets: count };
  }

  /** Whether a selection has a call, be it its enter or its exit event. */
  private isIn(kept: Selection, row: EventRow): boolean {
    const enter = this.context.trace.events.partner(row);
    return kept.has(row) || (enter >= 0 && kept.has(enter as EventRow));
  }

  private related(packet: number): PacketView['related'] {
    const { list } = this.packets;
    const others: readonly (readonly [name: string, packet: number])[] = [
      ['What this is about', list.cause.values[packet]],
      ['What came of it', list.outcome.values[packet]],
      ['What it acknowledges', list.acknowledges.values[packet]],
    ];
    return others.flatMap(([name, other]) =>
      other === NO_PACKET
        ? []
        : [{ text: `${name}: packet ${other + 1}`, event: this.finder.packets.row(list.first.values[other]) + 1 }],
    );
  }

  /** Looks at what came since, in slices. */
  private async update(cancellation: Cancellation): Promise<void> {
    const { events } = this.context.trace;
    while (this.taken < events.length) {
      this.pace.run((count) => {
        const end = Math.min(events.length, this.taken + count);
        for (; this.taken < end; this.taken++) this.finder.take(this.taken as EventRow);
        this.packets.update();
      });
      await this.port.breathe();
      throwIfCancelled(cancellation);
    }
  }
}
