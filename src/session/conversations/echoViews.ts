import type { EventRow } from '../../engine/base/brands';
import { DATA_PARAMETERS } from '../../engine/capture/eventTable';
import type { FieldContext } from '../../engine/fields/fieldReader';
import { movedBytes } from '../../engine/streams/movedBytes';
import { ECHO_FDS, EchoedCalls } from '../../engine/views/programs/echoFds';
import type { EchoBlock, EchoMode, EchoPage, EchoText } from '../echoProtocol';
import type { RowOrder, SelectionId, SessionParams } from '../protocol';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import type { OrderedRows, RowOrders } from '../rowOrders';
import type { SessionPort } from '../sessionPort';
import { SLICE_TIME } from '../slices';
import { dataRow } from './dataRow';
import { EchoableRows, EchoRows, type ScannedRows } from './echoRows';

/** How much of a call's data is shown unless more is asked for, in characters. */
const USUAL_DATA = 4096;
/** How long an answer looks for blocks that nobody waits for, in ms. */
const PATIENCE = 30;
/** How long an answer with text is, in characters, but for its last block. */
const TEXT_CHUNK = 1024 * 1024;

/** Which blocks, in what order, with their data in what mode. */
interface Echoed {
  readonly selection: SelectionId;
  readonly mode: EchoMode;
  readonly order: RowOrder;
}

/** Answers what `echo_fds` prints of a selection, block by block: nothing of it is kept but which rows have blocks. */
export class EchoViews {
  private made: EchoableRows | undefined;
  private readonly bySelection = new WeakMap<ScannedRows, EchoRows>();
  private readonly calls = new Map<EchoMode, EchoedCalls>();

  constructor(
    private readonly context: FieldContext,
    private readonly orders: RowOrders,
    private readonly port: Pick<SessionPort, 'breathe'>,
    private readonly selectionOf: (selection: SelectionId) => ScannedRows,
  ) {}

  /** Made when somebody asks for the first block. */
  private get all(): EchoableRows {
    this.made ??= new EchoableRows(this.context);
    return this.made;
  }

  async page(params: SessionParams<'echo'>, cancellation: Cancellation): Promise<EchoPage> {
    const { from, count, whole } = params;
    const deadline = performance.now() + PATIENCE;
    const echo = await this.rows(params, cancellation, ({ rows }) =>
      count > 0 ? rows.count >= from + count : performance.now() > deadline,
    );
    const end = Math.min(echo.ordered.count, from + count);
    const blocks: EchoBlock[] = [];
    for (let index = from; index < end; index++) {
      blocks.push(
        this.block(echo.ordered.rowAt(index), params.mode, whole === true ? Number.POSITIVE_INFINITY : USUAL_DATA),
      );
    }
    return { count: echo.ordered.count, complete: echo.complete, from, blocks };
  }

  /** Where the block of an event stands, or else the last one before it. */
  async place(
    params: SessionParams<'echoPlace'>,
    row: EventRow,
    cancellation: Cancellation,
  ): Promise<{ index: number; exact: boolean }> {
    const sought = dataRow(this.context.trace, row);
    const { ordered } = await this.rows(params, cancellation, ({ scanned }) => scanned > sought);
    const index = ordered.nearestIndex(sought);
    if (index < 0) return { index, exact: false };
    const found = ordered.rowAt(index);
    if (found === sought) return { index, exact: true };
    return { index: this.isBefore(found, sought, params.order) ? index : Math.max(0, index - 1), exact: false };
  }

  /** The next block from an index on, or the one before it, that contains a text in any case; once round. */
  async find(params: SessionParams<'echoFind'>, cancellation: Cancellation): Promise<{ index: number }> {
    const { ordered } = await this.rows(params, cancellation, () => false);
    const { count } = ordered;
    const sought = params.text.toLowerCase();
    const step = params.backwards ? count - 1 : 1;
    let index = count === 0 ? 0 : params.from % count;
    let sliceEnd = performance.now() + SLICE_TIME;
    for (let looked = 0; looked < count; looked++) {
      if (this.textOf(ordered.rowAt(index), params.mode).toLowerCase().includes(sought)) return { index };
      index = (index + step) % count;
      if (performance.now() < sliceEnd) continue;
      await this.port.breathe();
      throwIfCancelled(cancellation);
      sliceEnd = performance.now() + SLICE_TIME;
    }
    return { index: -1 };
  }

  /** The text of the blocks from an index on, as the command line prints it without colours; in pieces. */
  async text(params: SessionParams<'echoText'>, cancellation: Cancellation): Promise<EchoText> {
    const { ordered, complete } = await this.rows(params, cancellation, () => false);
    const pieces: string[] = [];
    let length = 0;
    const run = ECHO_FDS.create(
      {
        fields: this.contextOf(params.mode),
        showsContainers: this.hasContainers,
        json: false,
        write: (text) => {
          pieces.push(text);
          length += text.length;
        },
      },
      ['disable_color'],
    );
    let next = params.from;
    let sliceEnd = performance.now() + SLICE_TIME;
    while (next < ordered.count && length < TEXT_CHUNK) {
      run.event(ordered.rowAt(next++));
      if (performance.now() < sliceEnd) continue;
      await this.port.breathe();
      throwIfCancelled(cancellation);
      sliceEnd = performance.now() + SLICE_TIME;
    }
    if (next === ordered.count && complete) run.finish();
    return { text: pieces.join(''), next, count: ordered.count, complete: next === ordered.count && complete };
  }

  private async rows(
    { selection, order }: Echoed,
    cancellation: Cancellation,
    isEnough: (rows: EchoRows) => boolean,
  ): Promise<{ readonly ordered: OrderedRows; readonly complete: boolean }> {
    const base = this.selectionOf(selection);
    const echo = this.bySelection.get(base) ?? new EchoRows(this.all, base);
    this.bySelection.set(base, echo);
    echo.update();
    // By time every block has to be known before the first one is.
    while ((order === 'time' || !isEnough(echo)) && !(this.all.isCurrent && echo.scanned >= base.scanned)) {
      if (!this.all.isCurrent) this.all.advance();
      await this.port.breathe();
      throwIfCancelled(cancellation);
      echo.update();
    }
    const complete = this.all.isCurrent && echo.scanned >= base.scanned;
    return { ordered: await this.orders.rows(echo, order, cancellation), complete };
  }

  private block(row: EventRow, mode: EchoMode, most: number): EchoBlock {
    const call = this.callsIn(mode).at(row);
    const data = withoutOuterLineEnds(call.data);
    const cut = data.length > most + most / 4 ? endOfLine(data, most) : data.length;
    return {
      number: row + 1,
      direction: call.isRead ? 'read' : 'written',
      size: call.size,
      container: this.hasContainers ? `[${call.containerName}] [${call.containerId}]` : '',
      fd: call.fd,
      process: call.process,
      data: data.slice(0, cut),
      more: data.length - cut,
      missing: this.missing(row),
    };
  }

  private textOf(row: EventRow, mode: EchoMode): string {
    const { fd, process, containerName, data } = this.callsIn(mode).at(row);
    return `${containerName} ${fd} (${process})\n${data}`;
  }

  /** Bytes of a call that the capture lacks. */
  private missing(row: EventRow): number {
    const { trace, raw } = this.context;
    const index = DATA_PARAMETERS[trace.events.type(row)];
    return Math.max(0, movedBytes(trace, row) - (index < 0 ? 0 : raw.read(row).parameterLength(index)));
  }

  private isBefore(row: EventRow, other: EventRow, order: RowOrder): boolean {
    const { events } = this.context.trace;
    return (order === 'time' && events.time(row) - events.time(other) < 0) || row < other;
  }

  private callsIn(mode: EchoMode): EchoedCalls {
    const known = this.calls.get(mode);
    if (known) return known;
    const calls = new EchoedCalls(this.contextOf(mode));
    this.calls.set(mode, calls);
    return calls;
  }

  private contextOf(mode: EchoMode): FieldContext {
    return { ...this.context, textOptions: { dataMode: mode, wholeBuffers: true } };
  }

  /** As `-pc` on the command line: containers are told where there are any. */
  private get hasContainers(): boolean {
    return !this.context.trace.containers.isEmpty;
  }
}

/** The end of the last line before a place of a text, or the place itself where that line began long before. */
function endOfLine(text: string, place: number): number {
  const end = text.lastIndexOf('\n', place);
  return end > place / 2 ? end : place;
}

/** The mode `ascii` begins data with a line end, and every mode ends it with one. */
function withoutOuterLineEnds(data: string): string {
  const start = data.startsWith('\n') ? 1 : 0;
  let end = data.length;
  while (end > start && data[end - 1] === '\n') end--;
  return data.slice(start, end);
}
