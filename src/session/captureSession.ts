import type { EventRow } from '../engine/base/brands';
import type { FieldContext } from '../engine/fields/fieldReader';
import { prepareFields } from '../engine/fields/preparation';
import { type ExplanationOutcome, explainFilter } from '../engine/filter/explanation';
import { compileFilter, type FilterOutcome } from '../engine/filter/filter';
import { RawEvents } from '../engine/trace/rawEvents';
import { selectShown } from '../engine/trace/selection';
import type { Trace } from '../engine/trace/trace';
import type { CaptureInput } from './captureInput';
import { CaptureReading, type ReadingListener } from './captureReading';
import { CaptureValues } from './captureValues';
import { Conversations } from './conversations/conversations';
import { EventDetails } from './eventDetail';
import { EventLines } from './eventLines';
import { FilterCounts } from './filterCounts';
import { Explanations } from './filterExplanation';
import { FilterLanguage } from './filterLanguage';
import { FilterRehearsal } from './filterRehearsal';
import { FilterSurroundings } from './filterSurroundings';
import { translateFilter } from './filterTranslation';
import { type LiveSelection, LiveSelections } from './liveSelections';
import { neighbourEvent } from './neighbourEvents';
import type {
  CaptureDescription,
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
import { type Cancellation, type SessionAddress, type SessionHandlers, throwIfCancelled } from './requestQueue';
import { RowOrders } from './rowOrders';
import { savedFilters } from './savedFilters';
import { SessionRequestError } from './sessionError';
import type { SessionPort } from './sessionPort';

/** Of how many blocks of rows the events' texts are read between two looks for messages: some 2 MB of a capture. */
const KEPT_SLICE = 1;
/** How long the answer to `select` waits for the selection to be complete, in ms: then the list appears at once. */
const SELECT_PATIENCE = 40;

/** What a timeline says of the host of a capture, as `Trace` has it. */
export interface HostOfCapture {
  readonly host?: string | undefined;
  readonly clockCorrection?: bigint;
}

/**
 * One capture that is open: it is read in the background, and requests about what has been read are answered, meanwhile and
 * afterwards. It runs in a worker, and talks through a port. Captures of a timeline each have one.
 */
export class CaptureSession {
  /** One function for each method of the protocol. */
  readonly handlers: SessionHandlers;
  readonly reading: CaptureReading;
  readonly trace: Trace;
  private readonly lines: EventLines;
  private readonly conversations: Conversations;
  private readonly details: EventDetails;
  private readonly selections: LiveSelections;
  private readonly orders: RowOrders;
  private readonly surroundings = new FilterSurroundings();

  constructor(
    private readonly port: Pick<SessionPort, 'post' | 'breathe'>,
    private readonly address: SessionAddress,
    private readonly fileName: string,
    { host, clockCorrection = 0n }: HostOfCapture = {},
  ) {
    this.reading = new CaptureReading(port, this.createListener());
    this.trace = this.reading.trace;
    this.trace.hostLabel = host;
    this.trace.clockCorrection = clockCorrection;
    const { events } = this.trace;
    const idle = this.ownContext();
    const rehearsal = new FilterRehearsal(this.trace, (filter) => compileFilter(filter, this.ownContext()));
    this.selections = new LiveSelections(this.trace, (from, to, into) => selectShown(events, from, to, into), {
      announce: (progress) => this.announce('selection', progress),
      breathe: () => port.breathe(),
      prepare: () => prepareFields(idle, KEPT_SLICE) || rehearsal.advance(),
      unreadable: (error) => this.reading.note('error', 'unreadable', error.message),
    });
    const isGrowing = (): boolean => !this.reading.isOver;
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
    const { raw } = this.ownContext();
    this.lines = new EventLines(this.trace, raw, this.ownContext());
    this.conversations = new Conversations(this.ownContext(), port, this.orders, (id) => this.selections.get(id));
    this.details = new EventDetails(this.trace, raw, (row) => this.conversations.lacksOf(row));
    this.handlers = {
      describe: () => this.describe(),
      progress: () => this.reading.progress,
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
      ended: () => {
        this.reading.ended();
        return null;
      },
      stop: () => {
        this.reading.stop();
        return null;
      },
    };
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

  /** Opens and reads the capture to its end. A second and later reading of it is announced as `restarted`. */
  run(open: () => CaptureInput | Promise<CaptureInput>): Promise<void> {
    return this.reading.run(open);
  }

  private createListener(): ReadingListener {
    return {
      opened: () => {
        if (this.address.generation > 1) this.announce('restarted', this.describe());
      },
      grown: () => {
        this.selections.grow();
        return this.selections.get(0).rows.count > 0;
      },
      announce: (progress) => this.announce('progress', progress),
      announceNews: () => this.selections.announceNews(),
      announceAll: () => this.selections.announceAll(),
      finished: () => this.selections.finish(),
    };
  }

  describe(): CaptureDescription {
    const { reading, trace, fileName } = this;
    return {
      fileName,
      ...reading.file,
      hostName: trace.machine?.hostName ?? '',
      processors: trace.machine?.processors ?? 0,
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
    if (lines.length > 0) this.reading.lookedAt();
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
    if (selection.rows.count === 0) this.reading.notLookedAt();
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
    return { trace: this.trace, raw: new RawEvents(this.trace, this.reading.source) };
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

  private announce<E extends SessionEventName>(event: E, payload: SessionEvents[E]): void {
    // The pair of event and payload is right by this method's signature.
    this.port.post({ kind: 'event', event, payload, ...this.address } as SessionNotification);
  }
}
