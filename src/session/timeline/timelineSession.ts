import type { EventRow } from '../../engine/base/brands';
import { hostNameOf } from '../../engine/trace/trace';
import type { CaptureInput } from '../captureInput';
import { CaptureSession, type HostOfCapture } from '../captureSession';
import { FilterLanguage } from '../filterLanguage';
import { FilterSurroundings } from '../filterSurroundings';
import type {
  CaptureDescription,
  CaptureProgress,
  EventLine,
  LinePage,
  SessionEventName,
  SessionEvents,
  SessionMethod,
  SessionNotification,
  SessionParams,
  SessionResult,
} from '../protocol';
import type { Cancellation, SessionAddress, SessionHandlers } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';
import { numberOf, placed, placeOf } from './hostAddress';
import { summedCounts, summedExplanations, summedProgress, summedValues } from './hostSums';
import { placedDetail, placedPacket, placedStream, placedStreamPage } from './placedAnswers';
import { REFUSED_METHODS } from './refusedMethods';
import { timelineLists } from './timelineLists';
import { TimelineSelections } from './timelineSelections';

/** How often it is looked after hosts that are silent, in ms. */
const SILENCE_INTERVAL = 250;

/** One capture of a timeline: the name of its file, and its host. */
export interface TimelineCapture extends HostOfCapture {
  readonly fileName: string;
}

/**
 * Several captures read as one, in order of time. Each has a session of its own, so that nothing of two hosts ever mixes; this one
 * asks them, puts their lines in order, adds up their counts, and passes on what is about one event to the one that has it.
 */
export class TimelineSession {
  /** One function for each method of the protocol. */
  readonly handlers: SessionHandlers;
  private readonly sessions: readonly CaptureSession[];
  private readonly selections: TimelineSelections;
  private readonly surroundings = new FilterSurroundings();
  /** Captures that are neither open nor known to be unreadable. */
  private unopened: number;
  /** What times count from: those of the first capture that had an event. */
  private timeBase: bigint | undefined;

  constructor(
    private readonly port: Pick<SessionPort, 'post' | 'breathe'>,
    private readonly address: SessionAddress,
    private readonly fileName: string,
    private readonly captures: readonly TimelineCapture[],
  ) {
    this.unopened = captures.length;
    const breathe = (): Promise<void> => port.breathe();
    this.sessions = captures.map((capture) => {
      const post = (message: { kind: string }): void => this.heard(message as SessionNotification);
      return new CaptureSession({ post, breathe }, address, capture.fileName, capture);
    });
    this.selections = new TimelineSelections(this.sessions, {
      timeBase: () => this.base(),
      breathe,
      announce: (progress) => this.announce('selection', progress),
    });
    const language = this.createLanguage();
    const [first] = this.sessions;
    const { diagnose, signature, format, savedFilters } = first.handlers;
    this.handlers = {
      describe: () => this.describe(),
      progress: () => this.progress(),
      lines: (params) => this.linesOf(params),
      select: ({ filter }, cancellation) => this.selections.select(filter, cancellation),
      release: ({ selection }) => {
        this.selections.release(selection);
        return null;
      },
      locate: ({ selection, number }) => this.locate(selection, number),
      detail: async ({ number }, cancellation) => {
        const place = this.place(number);
        const detail = await this.at(number, 'detail', {}, cancellation);
        return placedDetail(detail, place, this.hostOf(place), this.captures[place].clockCorrection ?? 0n);
      },
      neighbour: async ({ number, of, step }, cancellation) =>
        placed(await this.at(number, 'neighbour', { of, step }, cancellation), this.place(number), ['number']),
      complete: (params, cancellation) => language.complete(params, cancellation),
      diagnose,
      hover: (params, cancellation) => language.hover(params, cancellation),
      signature,
      format,
      fieldValues: (params, cancellation) => language.values(params, cancellation),
      count: async (params, cancellation) => summedCounts(await this.all('count', params, cancellation)),
      explain: async (params, cancellation) => summedExplanations(await this.all('explain', params, cancellation)),
      translate: (params, cancellation) =>
        params.tool === 'sysdig'
          ? {
              said: false,
              reason: 'sysdig reads one capture at a time: copy the filter where one host is open by itself.',
            }
          : first.handlers.translate(params, cancellation),
      savedFilters,
      ...REFUSED_METHODS,
      setSurroundings: async (params, cancellation) => {
        this.surroundings.set(params.files, params.targetVersion);
        await this.all('setSurroundings', params, cancellation);
        this.announce('surroundings', {});
        return null;
      },
      packet: async ({ number }, cancellation) =>
        placedPacket(await this.at(number, 'packet', {}, cancellation), this.place(number)),
      stream: async ({ number }, cancellation) =>
        placedStream(await this.at(number, 'stream', {}, cancellation), this.place(number)),
      streamLines: async (params, cancellation) =>
        placedStreamPage(await this.at(params.number, 'streamLines', params, cancellation), this.place(params.number)),
      streamPlace: (params, cancellation) => this.at(params.number, 'streamPlace', params, cancellation),
      streamContent: (params, cancellation) => this.at(params.number, 'streamContent', params, cancellation),
      streamFind: (params, cancellation) => this.at(params.number, 'streamFind', params, cancellation),
      streamFile: (params, cancellation) => this.at(params.number, 'streamFile', params, cancellation),
      ...timelineLists({
        sessions: this.sessions,
        names: () => this.hosts,
        partsOf: (selection) => this.selections.get(selection).parts,
        placeOf: (address) => this.place(address),
      }),
      ended: ({ place }) => {
        this.sessions.at(place)?.reading.ended();
        return null;
      },
      stop: async (_none, cancellation) => {
        await this.all('stop', {}, cancellation);
        return null;
      },
    };
  }

  /**
   * Opens the captures and reads them all to their ends, side by side; resolves then, and never rejects. `open` opens the capture
   * at a place.
   */
  async run(open: (place: number) => CaptureInput | Promise<CaptureInput>): Promise<void> {
    const watching = setInterval(() => this.lookAfterSilent(), SILENCE_INTERVAL);
    await Promise.all(this.sessions.map((session, place) => session.run(async () => open(place))));
    clearInterval(watching);
  }

  /** No page is going to ask for lines soon: the reading must not wait for that. */
  notLookedAt(): void {
    for (const session of this.sessions) session.reading.notLookedAt();
  }

  private createLanguage(): FilterLanguage {
    return new FilterLanguage(
      {
        values: async (request, cancellation) =>
          summedValues(await this.all('fieldValues', request, cancellation), request.limit),
        count: async (filter, cancellation) => {
          const outcomes = await this.all('count', { filter }, cancellation);
          const { capture } = this.address;
          return outcomes.map((outcome, place) => ({ capture, label: this.hostOf(place), outcome }));
        },
      },
      this.surroundings,
    );
  }

  /**
   * What a session of a capture says unasked. Of a later reading nothing is said before all captures are open: what is shown of
   * the former one stays until then, and it has to be known by how much numbers of events have fallen.
   */
  private heard({ event }: SessionNotification): void {
    if (event === 'restarted' && --this.unopened === 0) this.announce('restarted', this.describe());
    if (this.address.generation > 1 && this.unopened > 0) return;
    if (event === 'progress') this.announce('progress', this.progress());
    if (event === 'selection' || event === 'progress') this.selections.grow();
  }

  /** A host that is not waited for any more lets lines of others be shown, of which nobody would hear. */
  private lookAfterSilent(): void {
    if (this.sessions.some((session) => session.reading.isGrowing)) this.selections.grow();
  }

  private describe(): CaptureDescription {
    const each = this.sessions.map((session) => session.describe());
    return {
      fileName: this.fileName,
      bytesTotal: each.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0),
      compressed: each.some(({ compressed }) => compressed),
      hostName: '',
      processors: each.reduce((sum, { processors }) => sum + processors, 0),
      eventsBefore: each.flatMap(({ eventsBefore }) => eventsBefore),
    };
  }

  private progress(): CaptureProgress {
    const readings = this.sessions.map((session) => session.reading.progress);
    const progress = summedProgress(this.hosts, readings);
    const { lateLines } = this.selections.get(0);
    if (lateLines === 0) return progress;
    const message =
      `${lateLines.toLocaleString('en-US')} events of a host came more than two seconds after younger ones of others had been shown: ` +
      'they stand where their time says, between lines that were there before.';
    return { ...progress, notices: [...progress.notices, { severity: 'info', reason: 'late-lines', message }] };
  }

  private async linesOf({ selection, from, count, fields = [] }: SessionParams<'lines'>): Promise<LinePage> {
    const { lines: merged } = this.selections.get(selection);
    const first = Math.max(0, from - 1);
    const rows = merged.lines(first, count + from - first);
    const lines: EventLine[] = [];
    let before: number | undefined;
    for (const [index, { capture, row }] of rows.entries()) {
      const session = this.sessions[capture];
      const time = session.trace.events.time(row) + Number(session.trace.timeBase - this.base());
      if (first + index >= from) {
        const delta = before === undefined ? null : time - before;
        lines.push({ ...placed(session.lineOf(row, fields), capture, ['number']), delta });
      }
      before = time;
    }
    if (lines.length > 0) for (const session of this.sessions) session.reading.lookedAt();
    return { selection, from, lines };
  }

  private locate(id: number, number: number): { index: number } {
    const selection = this.selections.get(id);
    const capture = Math.min(placeOf(number), this.sessions.length - 1);
    const { length } = this.sessions[capture].trace.events;
    if (length === 0) return { index: selection.lines.count === 0 ? -1 : 0 };
    const row = Math.min(Math.max(0, numberOf(number) - 1), length - 1) as EventRow;
    return { index: selection.nearestIndex({ capture, row }) };
  }

  /** Asks every capture the same. */
  private all<M extends SessionMethod>(
    method: M,
    params: SessionParams<M>,
    cancellation: Cancellation,
  ): Promise<Awaited<SessionResult<M>>[]> {
    return Promise.all(this.sessions.map(async (session) => ask(session, method, params, cancellation)));
  }

  /** Asks the capture that has an event about it. */
  private at<M extends NumberMethod>(
    number: number,
    method: M,
    params: Omit<SessionParams<M>, 'number'>,
    cancellation: Cancellation,
  ): Promise<SessionResult<M>> {
    const own = { ...params, number: numberOf(number) } as unknown as SessionParams<M>;
    return ask(this.sessions[this.place(number)], method, own, cancellation);
  }

  /** The place of the capture that an event's address names; throws a `SessionRequestError` where there is none. */
  private place(address: number): number {
    const place = placeOf(address);
    if (place < this.sessions.length) return place;
    throw new SessionRequestError('bad-request', `There is no capture ${place + 1} on this timeline.`);
  }

  private get hosts(): readonly string[] {
    return this.sessions.map((_session, place) => this.hostOf(place));
  }

  /** What a host is called; its capture's file, while that is not known. */
  private hostOf(place: number): string {
    return hostNameOf(this.sessions[place].trace) || this.captures[place].fileName;
  }

  private base(): bigint {
    this.timeBase ??= this.sessions.find(({ trace }) => trace.events.length > 0)?.trace.timeBase;
    return this.timeBase ?? 0n;
  }

  private announce<E extends SessionEventName>(event: E, payload: SessionEvents[E]): void {
    // The pair of event and payload is right by this method's signature.
    this.port.post({ kind: 'event', event, payload, ...this.address } as SessionNotification);
  }
}

/** Methods that ask about one event. */
type NumberMethod = {
  [M in SessionMethod]: 'number' extends keyof SessionParams<M> ? M : never;
}[SessionMethod];

async function ask<M extends SessionMethod>(
  session: CaptureSession,
  method: M,
  params: SessionParams<M>,
  cancellation: Cancellation,
): Promise<Awaited<SessionResult<M>>> {
  const handler: SessionHandlers[M] = session.handlers[method];
  // A method's own handler gives its own result; the union of all methods loses that pairing.
  return (await handler(params, cancellation)) as Awaited<SessionResult<M>>;
}
