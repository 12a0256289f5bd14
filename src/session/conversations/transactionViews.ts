import type { EventRow } from '../../engine/base/brands';
import type { PacketContextOfTrace } from '../../engine/packets/recognise/packetsOf';
import { httpArchive } from '../../engine/streams/http/har';
import { httpBody, mediaType } from '../../engine/streams/http/httpBody';
import type { PlacedMessage } from '../../engine/streams/http/httpExchanges';
import { type HttpTransaction, mainExchange } from '../../engine/streams/http/httpTransactions';
import type { Selection } from '../../engine/trace/selection';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';
import type { StreamContent } from '../streamProtocol';
import type { SequencePage, TransactionPage, TransactionView } from '../transactionProtocol';
import type { OpenStreams } from './openStreams';
import { Sequence } from './sequence';
import { contentName } from './streamContents';
import { type ListedTransaction, TransactionList } from './transactionList';
import { TransactionText } from './transactionText';

/** How long a slice of the search takes, in ms, but for one long stream. */
const SLICE_TIME = 10;
/** Longest archive that is handed over, in characters. */
const LONGEST_ARCHIVE = 64 * 1024 * 1024;

/** The transactions of a selection: their places in the list, and their messages once somebody wants those. */
interface Kept {
  readonly list: TransactionList;
  readonly selection: Selection;
  /** Rows that the selection had then: it may grow. */
  readonly count: number;
  readonly ids: readonly number[];
  sequence: Sequence | undefined;
}

/** Answers what was asked over HTTP and DNS. The list is made when somebody looks, and anew where the capture has grown. */
export class TransactionViews {
  private readonly text: TransactionText;
  private list: TransactionList | undefined;
  /** What was found for the latest selection: pages of one list are asked for one after the other. */
  private kept: Kept | undefined;

  constructor(
    private readonly context: PacketContextOfTrace,
    private readonly streams: OpenStreams,
    private readonly port: Pick<SessionPort, 'breathe'>,
  ) {
    this.text = new TransactionText(context.trace);
  }

  async page(kept: Selection, from: number, count: number, cancellation: Cancellation): Promise<TransactionPage> {
    const list = await this.whole(cancellation);
    const { ids } = this.keptOf(list, kept);
    return {
      count: ids.length,
      total: list.entries.length,
      skipped: list.skipped,
      from,
      lines: ids.slice(from, from + count).map((id) => this.text.line(list.entries[id], id)),
    };
  }

  view(id: number): TransactionView {
    const listed = this.list?.entries[id];
    if (!listed) throw new SessionRequestError('bad-request', `There is no transaction ${id}.`);
    return this.text.view(listed, id);
  }

  async place(kept: Selection, row: EventRow, cancellation: Cancellation): Promise<{ readonly index: number }> {
    const list = await this.whole(cancellation);
    const rows = this.callOf(row);
    return {
      index: this.keptOf(list, kept).ids.findLastIndex((id) => list.entries[id].rows.some((each) => rows.has(each))),
    };
  }

  /** The messages of the transactions of a selection. */
  async sequencePage(kept: Selection, from: number, count: number, cancellation: Cancellation): Promise<SequencePage> {
    const sequence = this.sequenceOf(await this.whole(cancellation), kept);
    const { participants } = sequence;
    return { count: sequence.count, participants, from, lines: sequence.lines(from, count) };
  }

  async sequencePlace(kept: Selection, row: EventRow, cancellation: Cancellation): Promise<{ readonly index: number }> {
    const sequence = this.sequenceOf(await this.whole(cancellation), kept);
    return { index: sequence.placeOf(this.callOf(row)) };
  }

  /** The body of the HTTP message that an event begins. */
  async body(row: EventRow, most: number, cancellation: Cancellation): Promise<StreamContent> {
    const list = await this.whole(cancellation);
    for (const listed of list.entries) {
      const message = listed.kind === 'http' ? messageAt(listed.transaction, row) : undefined;
      if (!message) continue;
      const { bytes, lack } = httpBody(message.message, message.bytes);
      return {
        name: contentName(row, 'body'),
        bytes: bytes.slice(0, most),
        gaps: [],
        missing: message.message.bodyMissing,
        isCut: bytes.length > most,
        mediaType: mediaType(message.message.head),
        lack: lack ?? '',
      };
    }
    throw new SessionRequestError('bad-request', `No message of HTTP begins with event ${row + 1}.`);
  }

  async archive(
    kept: Selection,
    cancellation: Cancellation,
  ): Promise<{ readonly text: string; readonly entries: number }> {
    const list = await this.whole(cancellation);
    const exchanges = this.keptOf(list, kept).ids.flatMap((id) => {
      const listed = list.entries[id];
      return listed.kind === 'http' ? [mainExchange(listed.transaction)] : [];
    });
    const archive = httpArchive(this.context.trace, exchanges, { name: 'Scaplens', version: '' });
    const text = JSON.stringify(archive, undefined, 2);
    if (text.length > LONGEST_ARCHIVE) {
      throw new SessionRequestError(
        'bad-request',
        `The archive would have ${text.length} characters, more than the ${LONGEST_ARCHIVE} that can be handed over. Filter for fewer requests.`,
      );
    }
    return { text, entries: exchanges.filter(({ request }) => request !== undefined).length };
  }

  /** The rows of an event's call. */
  private callOf(row: EventRow): ReadonlySet<number> {
    return new Set([row, this.context.trace.events.partner(row)]);
  }

  private keptOf(list: TransactionList, selection: Selection): Kept {
    const { kept } = this;
    if (kept?.list === list && kept.selection === selection && kept.count === selection.count) return kept;
    this.kept = { list, selection, count: selection.count, ids: this.idsIn(list, selection), sequence: undefined };
    return this.kept;
  }

  private sequenceOf(list: TransactionList, selection: Selection): Sequence {
    const kept = this.keptOf(list, selection);
    kept.sequence ??= new Sequence(this.context.trace, list.entries, this.text, kept.ids);
    return kept.sequence;
  }

  /** Those that have an event of a selection in their chain: then the whole chain is kept. */
  private idsIn({ entries }: TransactionList, kept: Selection): number[] {
    const roots = new Set<number>();
    for (const entry of entries) if (!roots.has(entry.root) && this.isIn(entry, kept)) roots.add(entry.root);
    return entries.flatMap(({ root }, id) => (roots.has(root) ? [id] : []));
  }

  private isIn({ rows }: ListedTransaction, kept: Selection): boolean {
    const { events } = this.context.trace;
    return rows.some((row) => kept.has(row) || kept.has(events.partner(row)));
  }

  private async whole(cancellation: Cancellation): Promise<TransactionList> {
    await this.streams.update(cancellation);
    if (this.list?.rowsSeen !== this.streams.index.rowsSeen)
      this.list = new TransactionList(this.context, this.streams);
    const { list } = this;
    while (!list.isComplete) {
      const end = performance.now() + SLICE_TIME;
      do list.advance();
      while (!list.isComplete && performance.now() < end);
      await this.port.breathe();
      throwIfCancelled(cancellation);
    }
    return list;
  }
}

/** The request or answer that a row begins, at either end. */
function messageAt({ client, server }: HttpTransaction, row: EventRow): PlacedMessage | undefined {
  return [client?.request, client?.response, server?.request, server?.response].find(
    (message) => message?.firstRow === row,
  );
}
