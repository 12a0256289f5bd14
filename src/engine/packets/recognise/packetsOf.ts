import type { EventRow, FdVersion } from '../../base/brands';
import { DATA_PARAMETERS, EVENT_TYPES, EventFlag } from '../../capture/eventTable';
import { Protocol } from '../../capture/fdList';
import { SocketTuple } from '../../state/socketTuple';
import type { RawEvents } from '../../trace/rawEvents';
import type { Selection } from '../../trace/selection';
import type { Trace } from '../../trace/trace';
import { Carrier } from './carrier';
import { Carriers } from './carriers';
import { EventData } from './eventData';
import { framingOf } from './framing';
import { PacketIndex } from './packetIndex';

/** By event type: 1 for exits that carry what was read from or written to an fd. */
const HAS_DATA: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, flags, direction }) => {
  const moves = (flags & (EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD)) !== 0;
  return moves && direction === '<' && DATA_PARAMETERS[id] >= 0 ? 1 : 0;
});

/** What is asked of a capture. */
export interface PacketContextOfTrace {
  readonly trace: Trace;
  readonly raw: RawEvents;
}

/** Finds the packets of a selection in one walk. Throws a `RawBytesError` where bytes cannot be read again. */
export function packetsOf(context: PacketContextOfTrace, selection: Selection): PacketFinder {
  const finder = new PacketFinder(context);
  for (let index = 0; index < selection.count; index++) finder.take(selection.rowAt(index));
  return finder;
}

/** Finds packets among rows that are handed over in ascending order, each once. */
export class PacketFinder {
  readonly packets = new PacketIndex();
  readonly carriers: Carriers;
  private readonly data: EventData;
  private readonly tuple = new SocketTuple();

  constructor(private readonly context: PacketContextOfTrace) {
    this.carriers = new Carriers(context.trace, context.raw);
    this.data = new EventData(context.trace, context.raw);
  }

  /** Looks at a row: bytes are read only where its fd carries packets. True where it does carry one. */
  take(row: EventRow): boolean {
    const { events } = this.context.trace;
    if (HAS_DATA[events.type(row)] === 0) return false;
    const version = events.fd(row);
    if (version === 0) return false;
    const carrier = this.carriers.of(version);
    if (carrier === Carrier.NONE && !this.mayBeOverlay(version)) return false;
    if (!this.data.read(row)) return false;
    const { bytes, length } = this.data;
    const found = carrier === Carrier.NONE ? this.overlay() : carrier;
    const framing = found === Carrier.NONE ? undefined : framingOf(found, bytes, bytes.length, length);
    if (!framing) return false;
    this.packets.add(row, framing.start, framing.link, found);
    return true;
  }

  /** A UDP socket whose peer only the event names. */
  private mayBeOverlay(version: FdVersion): boolean {
    return this.context.trace.fds.get(version, 'protocol') === Protocol.UDP;
  }

  private overlay(): Carrier {
    const { tuple, data, carriers } = this;
    if (!tuple.readTuple(data.tuple, 0, data.tuple.length)) return Carrier.NONE;
    return carriers.overlay(tuple.sourcePort, tuple.destinationPort);
  }
}
