import type { EventRow } from '../engine/base/brands';
import { attemptedPaths } from '../engine/fields/attemptedPaths';
import type { FieldContext } from '../engine/fields/field';
import { type ExplanationOutcome, explainFilter } from '../engine/filter/explanation';
import { compileFilter, type FilterOutcome } from '../engine/filter/filter';
import type { ByteSource } from '../engine/trace/byteSource';
import { RawEvents } from '../engine/trace/rawEvents';
import { selectShown } from '../engine/trace/selection';
import { TraceBuilder } from '../engine/trace/traceBuilder';
import type { CaptureInput } from './captureInput';
import { CaptureValues } from './captureValues';
import { Conversations } from './conversations/conversations';
import { EventDetails } from './eventDetail';
import { EventLines } from './eventLines';
import { failureOf } from './failures';
import { FilterCounts } from './filterCounts';
import { Explanations } from './filterExplanation';
import { FilterLanguage } from './filterLanguage';
import { FilterRehearsal } from './filterRehearsal';
import { FilterSurroundings } from './filterSurroundings';
import { translateFilter } from './filterTranslation';
import { FirstLook } from './firstLook';
import { type LiveSelection, LiveSelections } from './liveSelections';
import { neighbourEvent } from './neighbourEvents';
import type {
  CaptureDescription,
  CaptureProgress,
  EventDetail,
  EventLine,
  LinePage,
  SelectionId,
  SelectOutcome,
  SessionEventName,
  SessionEvents,
  SessionNotification,
  SessionParams,
} from './protocol';
import { finishTrace, ReadingProgress, startTrace } from './readingProgress';
import { type Cancellation, type SessionAddress, type SessionHandlers, throwIfCancelled } from './requestQueue';
import { RowOrders } from './rowOrders';
import { savedFilters } from './savedFilters';
import { SessionRequestError } from './sessionError';
import type { SessionPort } from './sessionPort';
import { Throttle } from './throttle';

/** Least time between two messages about the reading, in ms. */
const PROGRESS_INTERVAL = 100;

/** Of how many blocks of rows the attempted paths are read between two looks for messages: some 2 MB of a capture. */
const PATHS_SLICE = 1;
/** How long the answer to `select` waits for the selection to be complete, in ms: then the list appears at once. */
const SELECT_PATIENCE = 40;
/** How long nothing has to come of a capture that is being written until nobody waits for it any more, in ms. */
const SILENCE = 2000;

/** What a timeline says of the host of a capture, as `Trace` has it. */
export interface HostOfCapture {
  readonly host?: string | undefined;
  readonly clockCorrection?: bigint;
}

/**
 * One reading of one capture: reads it in the background, from its first byte to its last, and answers requests about what
 * has been read, meanwhile and afterwards. It runs in a worker, and talks through a port. Captures of a timeline each have one.
 */
export class CaptureSession {
  /** One function for each method of the protocol. */
  readonly handlers: SessionHandlers;
  private readonly builder = new TraceBuilder();
  readonly trace = this.builder.trace;
  /** What the file gives; nothing before it is open. */
  private readonly source: ByteSource = { read: (offset, target) => this.input?.source.read(offset, target) ?? 0 };
  private readonly raw = new RawEvents(this.trace, this.source);
  private readonly lines: EventLines;
  private readonly conversations: Conversations;
  private readonly details: EventDetails;
  private readonly selections: LiveSelections;
  private readonly orders: RowOrders;
  private readonly reading: ReadingProgress;
  private readonly announcing = new Throttle(PROGRESS_INTERVAL);
  private readonly firstLook = new FirstLook();
  private readonly surroundings = new FilterSurroundings();
  private input: CaptureInput | undefined;
  private stopped = false;
  /** When bytes came last, in ms. */
  private heard = performance.now();

  constructor(
    private readonly port: Pick<SessionPort, 'post' | 'breathe'>,
    private readonly address: SessionAddress,
    private readonly fileName: string,
    { host, clockCorrection = 0n }: HostOfCapture = {},
  ) {
    this.trace.hostLabel = host;
    this.trace.clockCorrection = clockCorrection;
    this.reading = new ReadingProgress(this.builder, () => this.input);
    const { events } = this.trace;
    const idle = this.ownContext();
    const rehearsal = new FilterRehearsal(this.trace, (filter) => compileFilter(filter, this.ownContext()));
    this.selections = new LiveSelections(this.trace, (from, to, into) => selectShown(events, from, to, into), {
      announce: (progress) => this.announce('selection', progress),
      breathe: () => port.breathe(),
      prepare: () => attemptedPaths(this.trace).advance(idle, PATHS_SLICE) || rehearsal.advance(),
      unreadable: (error) => this.reading.note('error', 'unreadable', error.message),
    });
    const isGrowing = (): boolean => this.reading.state === 'reading';
    const counts = new FilterCounts(this.trace, port, (filter) => this.compile(filter), isGrowing);
    const explanations = new Explanations(this.trace, port, (filter) => this.beginExplanation(filter), isGrowing);
    const capture = { capture: address.capture, label: fileName };
    const values = new CaptureValues(this.ownContext(), port, isGrowing);
    const language = new FilterLanguage(
      {
        values: (request, cancellation) => values.values(request, cancellation),
        count: async (filter, cancellation) => [{ ...capture, outcome: await counts.count(filter, cancellation) }],
      },
      this.surroundings,
    );
    this.orders = new RowOrders(this.trace, port);
    this.lines = new EventLines(this.trace, this.raw, this.ownContext());
    this.conversations = new Conversations(this.ownContext(), port, this.orders, (id) => this.selections.get(id));
    this.details = new EventDetails(this.trace, this.raw, (row) => this.conversations.lacksOf(row));
    this.handlers = {
      describe: () => this.describe(),
      progress: () => this.reading.now,
      lines: (params, cancellation) => this.linesOf(params, cancellation),
      select: (params, cancellation) => this.select(params.filter, cancellation),
      release: ({ selection }) => this.release(selection),
      locate: (params, cancellation) => this.locate(params, cancellation),
      detail: ({ number }) => this.detail(number),
      neighbour: (params, cancellation) => this.neighbour(params, cancellation),
      complete: (params, cancellation) => language.complete(params, cancellation),
      diagnose: ({ text }) => language.diagnose(text),
      hover: (params, cancellation) => language.hover(params, cancellation),
      signature: (params) => language.signature(params),
      format: ({ text }) => language.format(text),
      fieldValues: (params, cancellation) => language.values(params, cancellation),
      explain: ({ filter }, cancellation) => explanations.explain(filter, cancellation),
      translate: ({ filter, tool }) => translateFilter(filter, tool, fileName, this.surroundings.definitions),
      savedFilters: ({ files }) => ({ filters: savedFilters(files) }),
      setSurroundings: ({ files, targetVersion }) => {
        this.surroundings.set(files, targetVersion);
        // What was counted under the former definitions says nothing about these.
        counts.forget();
        explanations.forget();
        this.announce('surroundings', {});
        return null;
      },
      count: ({ filter }, cancellation) => counts.count(filter, cancellation),
      ...this.conversations.handlers,
      ended: () => this.ended(),
      stop: () => this.stop(),
    };
  }

  get progress(): CaptureProgress {
    return this.reading.now;
  }

  /** The reading is over. */
  get isOver(): boolean {
    return this.reading.state !== 'reading';
  }

  /** The capture is being written. */
  get isGrowing(): boolean {
    return !this.isOver && this.input?.growing === true;
  }

  /** The capture is being written, and nothing has come of it for a while. */
  get isSilent(): boolean {
    return this.isGrowing && performance.now() - this.heard >= SILENCE;
  }

  /** Throws a `SessionRequestError` for an id that is not in use. */
  selection(id: SelectionId): LiveSelection {
    return this.selections.get(id);
  }

  /** Whether there are events that a selection was not asked about. */
  isBehind(selection: LiveSelection): boolean {
    return this.selections.isBehind(selection);
  }

  /** The line of a row by itself, which has no line before it. */
  lineOf(row: EventRow, fields: readonly string[]): EventLine {
    return this.lines.line(row, undefined, fields);
  }

  /** Lines were given to a page: the reading need not wait for that. */
  lookedAt(): void {
    this.firstLook.given();
  }

  /**
   * Opens the capture and reads it to its end; resolves then, and never rejects: what goes wrong is a notice. Requests are
   * answered from the beginning on. A second and later reading of a capture is announced as `restarted`.
   */
  async run(open: () => CaptureInput | Promise<CaptureInput>): Promise<void> {
    try {
      this.input = await open();
    } catch (error) {
      this.noteFailure(error);
    }
    if (this.address.generation > 1) this.announce('restarted', this.describe());
    try {
      if (this.input) await this.read(this.input);
    } catch (error) {
      this.noteFailure(error);
    }
    this.reading.end(this.stopped);
    this.announce('progress', this.reading.now);
    this.selections.finish();
    if (await this.reading.lookThrough(this.port)) this.announce('progress', this.reading.now);
  }

  private async read(input: CaptureInput): Promise<void> {
    startTrace(this.builder, input);
    for (let piece = await input.next(); piece !== undefined; piece = await input.next()) {
      this.builder.feed(piece);
      if (piece.length > 0) this.heard = performance.now();
      this.selections.grow();
      if (piece.length === 0) this.announceNews();
      else if (this.selections.get(0).rows.count > 0 && this.firstLook.isDue(input)) await this.waitForFirstLook();
      else if (this.announcing.due()) this.announce('progress', this.reading.now);
      await this.port.breathe();
      if (this.stopped || this.builder.ended) return;
    }
    finishTrace(this.builder, input);
  }

  /** Nothing comes for a moment: what was held back, so that not too much is said, is said now. */
  private announceNews(): void {
    if (this.reading.hasNews) this.announce('progress', this.reading.now);
    this.selections.announceNews();
  }

  /** Everything there is to see is announced before: nothing else is said while the reading waits. */
  private async waitForFirstLook(): Promise<void> {
    this.announce('progress', this.reading.now);
    this.selections.announceAll();
    await this.firstLook.wait();
  }

  private noteFailure(error: unknown): void {
    const { reason, message } = failureOf(error);
    this.reading.note('error', reason, message);
  }

  describe(): CaptureDescription {
    const { input, trace, fileName } = this;
    return {
      fileName,
      bytesTotal: input?.bytesTotal ?? 0,
      compressed: input?.compressed ?? false,
      hostName: trace.machine?.hostName ?? '',
      processors: trace.machine?.processors ?? 0,
      eventsBefore: input?.eventsBefore ?? 0,
    };
  }

  private async linesOf(
    { selection, from, count, order = 'file', fields = [] }: SessionParams<'lines'>,
    cancellation: Cancellation,
  ): Promise<LinePage> {
    const rows = await this.orders.rows(this.selections.get(selection), order, cancellation);
    const end = Math.min(rows.count, from + count);
    const lines = [];
    for (let index = from; index < end; index++) {
      lines.push(this.lines.line(rows.rowAt(index), index === 0 ? undefined : rows.rowAt(index - 1), fields));
    }
    if (lines.length > 0) this.firstLook.given();
    return { selection, from, lines };
  }

  private async select(filter: string, cancellation: Cancellation): Promise<SelectOutcome> {
    if (filter.trim() === '') return { accepted: true, progress: this.selections.progress(this.selections.get(0)) };
    const outcome = this.compile(filter);
    if (!outcome.accepted) return { accepted: false, diagnostics: outcome.diagnostics };
    const { filter: compiled } = outcome;
    const selection = this.selections.create((from, to, into) => compiled.select(from, to, into));
    const deadline = performance.now() + SELECT_PATIENCE;
    while (this.selections.isBehind(selection) && performance.now() < deadline && !cancellation.cancelled) {
      await this.port.breathe();
    }
    if (cancellation.cancelled) this.selections.release(selection.id);
    throwIfCancelled(cancellation);
    // A page whose filter keeps nothing so far asks for no lines, and is not to be waited for.
    if (selection.rows.count === 0) this.firstLook.end();
    return { accepted: true, progress: this.selections.progress(selection) };
  }

  private compile(filter: string): FilterOutcome {
    return compileFilter(filter, this.ownContext(), this.surroundings.checks);
  }

  private beginExplanation(filter: string): ExplanationOutcome {
    return explainFilter(filter, this.ownContext(), this.surroundings.checks);
  }

  /** A scan and the lines on screen read at different places: each has a window of its own over the file. */
  private ownContext(): FieldContext {
    return { trace: this.trace, raw: new RawEvents(this.trace, this.source) };
  }

  release(selection: SelectionId): null {
    this.selections.release(selection);
    return null;
  }

  private async locate(
    { selection, number, order = 'file' }: SessionParams<'locate'>,
    cancellation: Cancellation,
  ): Promise<{ index: number }> {
    const rows = await this.orders.rows(this.selections.get(selection), order, cancellation);
    // By time the place of a row is known by its time, so it has to be one that there is.
    const row = Math.min(Math.max(0, number - 1), Math.max(0, this.trace.events.length - 1));
    return { index: rows.nearestIndex((order === 'file' ? number - 1 : row) as EventRow) };
  }

  private detail(number: number): EventDetail {
    return this.details.detail(this.rowOf(number));
  }

  private async neighbour(
    { number, of, step }: SessionParams<'neighbour'>,
    cancellation: Cancellation,
  ): Promise<{ number: number | null }> {
    const found = await neighbourEvent(this.trace, this.rowOf(number), of, step, this.port, cancellation);
    return { number: found === undefined ? null : found + 1 };
  }

  private rowOf(number: number): EventRow {
    const { length } = this.trace.events;
    if (number >= 1 && number <= length) return (number - 1) as EventRow;
    throw new SessionRequestError('bad-request', `There is no event ${number}; ${length} events have been read.`);
  }

  ended(): null {
    this.input?.end?.();
    return null;
  }

  private stop(): null {
    if (this.reading.state === 'reading') this.stopped = true;
    this.firstLook.end();
    return null;
  }

  private announce<E extends SessionEventName>(event: E, payload: SessionEvents[E]): void {
    // The pair of event and payload is right by this method's signature.
    this.port.post({ kind: 'event', event, payload, ...this.address } as SessionNotification);
  }
}
