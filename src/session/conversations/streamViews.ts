import { type EventRow, NO_FD, type OpenFileId } from '../../engine/base/brands';
import { decodeText, encodeText } from '../../engine/base/text';
import { fdNameBytes } from '../../engine/fields/fdName';
import { fdTypeWord } from '../../engine/format/fdText';
import { LocalClock } from '../../engine/format/timeText';
import type { PacketContextOfTrace } from '../../engine/packets/recognise/packetsOf';
import type { Stream } from '../../engine/streams/stream';
import { StreamBytes } from '../../engine/streams/streamBytes';
import { Direction } from '../../engine/streams/streamIndex';
import { timeOf } from '../eventLines';
import type { SessionParams } from '../protocol';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';
import { inSlices } from '../slices';
import type { StreamContent, StreamHead, StreamLine, StreamMode, StreamPage, StreamPart } from '../streamProtocol';
import { dataRow } from './dataRow';
import type { OpenStreams } from './openStreams';
import { processText } from './processText';
import { contentName, StreamContents } from './streamContents';
import { lineText } from './streamLayout';
import { StreamSearch } from './streamSearch';
import { type PlacedLine, StreamTable } from './streamTable';

/** Streams whose layout is kept. */
const TABLES_KEPT = 6;
/** How long an answer lays lines out that nobody asked for yet, in ms; and how long one slice of it takes at most. */
const LAYOUT_PATIENCE = 30;
const SLICE_TIME = 10;
/** Pieces that are laid out between two looks at the clock. */
const PIECES = 16;

/** Answers what was said over an open file: both directions, line by line, as far as somebody looks. */
export class StreamViews {
  private readonly bytes: StreamBytes;
  private readonly contents: StreamContents;
  private readonly clock = new LocalClock();
  /** In order of last use, oldest first (a Map keeps insertion order). */
  private readonly tables = new Map<string, { readonly stream: Stream; readonly table: StreamTable }>();

  constructor(
    private readonly context: PacketContextOfTrace,
    private readonly streams: OpenStreams,
    private readonly port: Pick<SessionPort, 'breathe'>,
  ) {
    this.bytes = new StreamBytes(context.trace, context.raw);
    this.contents = new StreamContents(context);
  }

  /** Why an event is about no stream, as a sentence; undefined where it is about one. */
  lackOf(row: EventRow): string | undefined {
    return this.versionRow(row) === undefined ? 'This event is about no file, socket or pipe.' : undefined;
  }

  async head(row: EventRow, cancellation: Cancellation): Promise<StreamHead> {
    const file = await this.fileOf(row, cancellation);
    const stream = await this.streams.stream(file, cancellation);
    const { count, failed, readLength, writeLength } = stream;
    const last = count > 0 ? stream.rowAt(count - 1) : (this.versionRow(row) ?? row);
    const peer = this.streams.peers.peerOf(file);
    const peerRow = peer && this.streams.index.trafficOf(peer.file)?.firstRow;
    return {
      id: file,
      ...this.nameOf(last),
      processes: this.processesOf(stream, row),
      peer:
        peer && peerRow !== undefined
          ? { event: peerRow + 1, process: processText(this.context.trace, peerRow), joining: peer.joining }
          : null,
      calls: count,
      failed,
      readLength,
      writtenLength: writeLength,
    };
  }

  async lines(
    row: EventRow,
    { mode, from, count, start = false }: Omit<SessionParams<'streamLines'>, 'number'>,
    cancel: Cancellation,
  ): Promise<StreamPage> {
    const table = await this.table(row, mode, cancel, start);
    const deadline = performance.now() + LAYOUT_PATIENCE;
    // What was asked for, and then some more, so that the list soon knows how long it is.
    while (!table.isComplete && (table.lineCount < from + count || performance.now() < deadline)) {
      await this.layOut(table, cancel);
    }
    const lines = table.lines(from, count).map((placed) => this.line(placed, mode));
    return { count: table.lineCount, complete: table.isComplete, from, lines };
  }

  async place(row: EventRow, mode: StreamMode, cancel: Cancellation): Promise<{ readonly index: number }> {
    const table = await this.table(row, mode, cancel);
    if (table.stream.count === 0) return { index: -1 };
    const piece = this.callOf(table.stream, row);
    while (table.laidOut <= piece) await this.layOut(table, cancel);
    return { index: table.startOf(piece) };
  }

  async content(
    row: EventRow,
    part: Exclude<StreamPart, 'body'>,
    most: number,
    cancel: Cancellation,
  ): Promise<StreamContent> {
    const stream = await this.streams.stream(await this.fileOf(row, cancel), cancel);
    const content = await inSlices(this.contents.steps(stream, part, most), this.port, cancel);
    return { name: contentName(row, part), ...content };
  }

  async find(
    row: EventRow,
    mode: StreamMode,
    text: string,
    from: number,
    cancel: Cancellation,
  ): Promise<{ readonly index: number }> {
    const table = await this.table(row, mode, cancel);
    const search = new StreamSearch(table.stream, this.bytes, encodeText(text));
    const { count } = table.stream;
    while (!table.isComplete && table.lineCount <= from) await this.layOut(table, cancel);
    const isBehind = from >= table.lineCount;
    const first = isBehind ? 0 : table.pieceOfLine(from);
    const begin = isBehind ? 0 : table.byteOfLine(from);
    let sliceEnd = performance.now() + SLICE_TIME;
    // Once round: what is before `from` in its own call comes last.
    for (let step = 0; step <= count && count > 0; step++) {
      const index = (first + step) % count;
      const place = search.placeIn(index, step === 0 ? begin : 0);
      if (place >= 0) {
        while (table.laidOut <= index) await this.layOut(table, cancel);
        return { index: table.lineOfByte(index, place) };
      }
      if (performance.now() < sliceEnd) continue;
      await this.port.breathe();
      throwIfCancelled(cancel);
      sliceEnd = performance.now() + SLICE_TIME;
    }
    return { index: -1 };
  }

  private line({ piece, bytes, unwritten, line, first }: PlacedLine, mode: StreamMode): StreamLine {
    const { trace } = this.context;
    const { row, direction, length } = piece;
    return {
      number: row + 1,
      direction: direction === Direction.READ ? 'read' : 'written',
      kind: line.kind,
      first,
      time: this.clock.timeOfDay(timeOf(trace, row)),
      process: processText(trace, row),
      offset: piece.start + line.start,
      length,
      missing: length - bytes.length,
      unwritten,
      ...lineText(line, piece, bytes, mode, { result: trace.events.result(row), unwritten }),
    };
  }

  /** The layout of the stream of an event; with `start` of what of it comes from the event's call on. */
  private async table(
    row: EventRow,
    mode: StreamMode,
    cancellation: Cancellation,
    start = false,
  ): Promise<StreamTable> {
    const file = await this.fileOf(row, cancellation);
    const stream = await this.streams.stream(file, cancellation);
    const first = start ? this.callOf(stream, row) : 0;
    const key = `${mode} ${file} ${first}`;
    const known = this.tables.get(key);
    // A stream that went on is laid out anew: calls of several processors may come between those that were there.
    const isKnown = known?.stream === stream;
    const table = isKnown ? known.table : new StreamTable(stream.from(first), mode, this.bytes);
    this.tables.delete(key);
    this.tables.set(key, { stream, table });
    for (const oldest of this.tables.keys()) {
      if (this.tables.size <= TABLES_KEPT) break;
      this.tables.delete(oldest);
    }
    return table;
  }

  /** The call of an event in its stream, or the latest before it; the first where there is none before. */
  private callOf(stream: Stream, row: EventRow): number {
    return Math.max(0, stream.indexAtOrBefore(dataRow(this.context.trace, row)));
  }

  private async layOut(table: StreamTable, cancellation: Cancellation): Promise<void> {
    const end = performance.now() + SLICE_TIME;
    do table.advance(PIECES);
    while (!table.isComplete && performance.now() < end);
    await this.port.breathe();
    throwIfCancelled(cancellation);
  }

  private async fileOf(row: EventRow, cancellation: Cancellation): Promise<OpenFileId> {
    const about = this.versionRow(row);
    if (about === undefined) throw new SessionRequestError('bad-request', this.lackOf(row) ?? '');
    await this.streams.update(cancellation);
    return this.streams.index.fileOf(about);
  }

  /** The row that says which fd an event is about: `open` and `accept` know it at their end. */
  private versionRow(row: EventRow): EventRow | undefined {
    const { events, fds } = this.context.trace;
    const exit = dataRow(this.context.trace, row);
    return [exit, row].find((each) => {
      const version = events.fd(each);
      return version !== NO_FD && fds.number(version) >= 0;
    });
  }

  private nameOf(row: EventRow): Pick<StreamHead, 'type' | 'name'> {
    const { events, fds } = this.context.trace;
    const version = events.fd(row);
    if (!fds.isKnown(version)) return { type: 'unknown', name: `fd ${fds.number(version)}` };
    const name = decodeText(fdNameBytes(this.context.trace, version));
    return { type: fdTypeWord(fds.get(version, 'kind')), name: name === '' ? `fd ${fds.number(version)}` : name };
  }

  private processesOf({ firstOfThreads }: Stream, row: EventRow): string[] {
    const rows = firstOfThreads.length > 0 ? firstOfThreads : [row];
    return [...new Set(rows.map((each) => processText(this.context.trace, each)))];
  }
}
