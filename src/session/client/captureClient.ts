import type {
  CaptureId,
  CaptureProgress,
  MessageFromSession,
  SessionFailure,
  SessionMethod,
  SessionParams,
  SessionRequest,
  SessionResponse,
  WorkspaceFilters,
} from '../protocol';
import { outlineOf } from '../requestCheck';
import { contentOf } from '../sentContent';
import type { WorkerData } from '../workerData';
import type { CapturePlace, HostPlace } from './capturePlace';
import { Page, type PageConnection } from './page';
import { Successor } from './successor';
import type { StartWorker, WorkerLink } from './workerLink';

/** Where an answer belongs: request ids are each page's own, so they get ids of the worker's on the way. */
interface Route {
  readonly page: Page | undefined;
  readonly id: number;
  readonly method: unknown;
}

const NOTHING_READ: CaptureProgress = {
  state: 'reading',
  bytesRead: 0,
  bytesTotal: 0,
  events: 0,
  notices: [],
  growing: false,
  eventsBefore: [],
};
const READ_ANEW: SessionFailure = { reason: 'cancelled', message: 'The capture is being read anew.' };

/**
 * The host's side of one open capture: one worker, shared by all pages that show it. Holds no captured data. When the file
 * changes on disk, the worker is replaced by one of the next generation; a capture that is still being written is followed
 * instead, and watched from its end on. Where only the end of that is kept, the next generation takes over now and then, without
 * anybody waiting for it. Ends with `dispose`.
 */
export class CaptureClient {
  /** Counts the readings of the capture, from 1. */
  generation = 0;
  private worker: WorkerLink | undefined;
  private readonly pages = new Set<Page>();
  private readonly routes = new Map<number, Route>();
  private nextId = 1;
  private progress = NOTHING_READ;
  /** Why the worker is dead, while it is. */
  private death: SessionFailure | undefined;
  /** The captures: one, unless it is a timeline. */
  private readonly captures: readonly HostPlace[];
  /** Which of them are still being written, and how. */
  private readonly growing: WorkerData['captures'][number]['growing'][];
  /** Of those that are complete, the events of the recording before the first one in the file. */
  private readonly droppedBefore: number[];
  /** The reading that is to take the worker's place. */
  private successor: Successor | undefined;
  private disposed = false;
  private readonly stopWatching: (() => void)[] = [];
  private surroundings: WorkspaceFilters | undefined;

  constructor(
    readonly capture: CaptureId,
    private readonly place: CapturePlace,
    private readonly startWorker: StartWorker,
  ) {
    this.captures = place.captures ?? [{ ...place, host: undefined, clockCorrection: 0n }];
    this.growing = this.captures.map(({ growth }) => growth && (growth.inParts ? 'parts' : 'file'));
    this.droppedBefore = this.captures.map(() => 0);
    this.start();
    for (const [index, { growth }] of this.captures.entries()) {
      if (!growth) {
        this.watch(index);
        continue;
      }
      void growth.complete.then((eventsBefore) => this.completed(index, eventsBefore));
      const listener = { outgrown: () => this.outgrown(), roomNeeded: () => this.letGo() };
      this.stopWatching.push(growth.listen(listener));
    }
  }

  /** Several captures are read as one. */
  get isTimeline(): boolean {
    return this.place.captures !== undefined;
  }

  /** Nothing of it could be read, or nothing can be asked any more. */
  get isUnreadable(): boolean {
    return this.progress.state === 'failed';
  }

  /** As the latest progress has it; null before the first one. */
  get eventsBefore(): readonly number[] | null {
    return this.progress === NOTHING_READ ? null : this.progress.eventsBefore;
  }

  /** Connects a page; from now on it gets the session's events, and the answers to its own requests. */
  connect(send: (message: MessageFromSession) => void): PageConnection {
    const page = new Page(this, send);
    this.pages.add(page);
    return page;
  }

  /** Tells the session, and every one after it, what filters can name. */
  setSurroundings(surroundings: WorkspaceFilters): void {
    this.surroundings = surroundings;
    this.tell('setSurroundings', surroundings);
    if (this.successor) this.tellSuccessor('setSurroundings', surroundings);
  }

  /** Reads the capture anew. Pages are told by the new worker's `restarted`. */
  restart(): void {
    void this.letGo();
    this.start();
  }

  dispose(): void {
    this.disposed = true;
    for (const stop of this.stopWatching) stop();
    this.failAll({ reason: 'cancelled', message: 'The capture was closed.' });
    void this.letGo();
    this.pages.clear();
  }

  /** Sends a page's message to the worker. */
  forward(page: Page, message: unknown): void {
    const outline = outlineOf(message);
    if (outline === undefined) return;
    const { id, generation, body } = outline;
    if (outline.kind === 'cancel') {
      for (const [routed, route] of this.routes) if (route.page === page && route.id === id) this.cancel(routed);
    } else if (generation !== this.generation || body.capture !== this.capture) {
      this.fail(page, id, { reason: 'cancelled', message: 'The capture has been read anew since.' }, generation);
    } else if (this.death) {
      this.answerForTheDead(page, id, body.method, this.death);
    } else {
      this.post({ page, id, method: body.method }, body);
    }
  }

  /** Forgets a page and what the worker keeps for it. */
  detach(page: Page): void {
    this.pages.delete(page);
    for (const [routed, route] of this.routes) if (route.page === page) this.cancel(routed);
    for (const selection of page.selections) this.release(selection);
  }

  /** Nobody writes to a capture any more: its reading ends where the file ends; what lay in parts is read from that file. */
  private completed(place: number, eventsBefore: number): void {
    const { growing } = this;
    const wasInParts = growing[place] === 'parts';
    growing[place] = undefined;
    if (this.disposed) return;
    this.watch(place);
    if (!wasInParts) {
      this.tell('ended', { place });
      if (this.successor) this.tellSuccessor('ended', { place });
      return;
    }
    this.droppedBefore[place] = eventsBefore;
    void this.successor?.worker.terminate();
    this.renew();
  }

  private watch(place: number): void {
    const stop = this.captures[place].watch?.(() => this.restart());
    if (stop) this.stopWatching.push(stop);
  }

  /** What is kept should be read anew, which may be under way. */
  private outgrown(): void {
    if (!this.successor) this.renew();
  }

  /** Reads the capture anew behind what is shown, and shows it once it has come as far. */
  private renew(): void {
    if (!this.worker) {
      this.start();
      return;
    }
    const worker = this.startReading(this.generation + 1, true);
    this.successor = new Successor(worker, (messages, { state }) => {
      const isUseless = state === 'failed' && this.growing.some((growing) => growing !== undefined);
      if (isUseless) void worker.terminate();
      else this.succeed(worker, messages);
      this.successor = undefined;
    });
    if (this.surroundings) this.tellSuccessor('setSurroundings', this.surroundings);
  }

  private succeed(worker: WorkerLink, messages: readonly MessageFromSession[]): void {
    void this.worker?.terminate();
    this.worker = worker;
    this.generation++;
    this.death = undefined;
    this.forgetReading();
    for (const message of messages) this.receive(message);
  }

  /** Ends what reads, so that nothing is open any more; whoever asks is answered by the next reading. */
  private async letGo(): Promise<void> {
    const closing = [this.worker?.terminate(), this.successor?.worker.terminate()];
    this.worker = undefined;
    this.successor = undefined;
    this.forgetReading();
    await Promise.all(closing);
  }

  private forgetReading(): void {
    this.failAll(READ_ANEW);
    for (const page of this.pages) page.selections.clear();
  }

  private start(): void {
    this.generation++;
    this.death = undefined;
    this.progress = NOTHING_READ;
    this.worker = this.startReading(this.generation, false);
    if (this.surroundings) this.tell('setSurroundings', this.surroundings);
  }

  /** `behind`: another reading is shown meanwhile. */
  private startReading(generation: number, behind: boolean): WorkerLink {
    const { capture, place } = this;
    const captures = this.captures.map(({ path, read, host, clockCorrection }, index) => ({
      path,
      sent: read !== undefined,
      growing: this.growing[index],
      eventsBefore: this.droppedBefore[index],
      host,
      clockCorrection,
    }));
    const worker = this.startWorker(
      { path: place.path, captures, timeline: place.captures !== undefined, capture, generation, behind },
      {
        message: (message) =>
          generation === this.generation ? this.receive(message) : this.successor?.receive(message),
        died: (error) => this.died(error, generation),
      },
    );
    // A worker that has been replaced meanwhile does not hear it any more.
    for (const [index, { read }] of this.captures.entries()) {
      if (read) void contentOf(read, index).then((content) => worker.post(content));
    }
    return worker;
  }

  private post(route: Route, body: Readonly<Record<string, unknown>>): void {
    const id = this.nextId++;
    this.routes.set(id, route);
    // The session checks method and parameters itself; whatever they are, it answers.
    this.worker?.post({ ...body, kind: 'request', id } as SessionRequest);
  }

  private cancel(id: number): void {
    this.worker?.post({ kind: 'cancel', id, capture: this.capture, generation: this.generation });
  }

  private release(selection: number): void {
    this.tell('release', { selection });
  }

  /** Asks something of the session whose answer nobody waits for. */
  private tell<M extends SessionMethod>(method: M, params: SessionParams<M>): void {
    const { capture, generation } = this;
    this.post({ page: undefined, id: 0, method }, { method, params, capture, generation });
  }

  private tellSuccessor<M extends SessionMethod>(method: M, params: SessionParams<M>): void {
    const address = { capture: this.capture, generation: this.generation + 1 };
    this.successor?.worker.post({ kind: 'request', id: this.nextId++, method, params, ...address } as SessionRequest);
  }

  private receive(message: MessageFromSession): void {
    if (message.kind === 'event') {
      if (message.event === 'progress') this.progress = message.payload;
      for (const page of this.pages) page.send(message);
      return;
    }
    const route = this.routes.get(message.id);
    this.routes.delete(message.id);
    if (!route?.page) return;
    this.noteSelections(route.page, message, route.method);
    if (!route.page.closed) route.page.send({ ...message, id: route.id });
  }

  /** Remembers which page a selection was made for, so that it can be released when that page goes. */
  private noteSelections(page: Page, message: SessionResponse, method: unknown): void {
    if (method !== 'select' || !('result' in message)) return;
    const outcome = message.result;
    if (outcome === null || !('accepted' in outcome && outcome.accepted && 'progress' in outcome)) return;
    const { selection } = outcome.progress;
    if (page.closed) this.release(selection);
    else page.selections.add(selection);
  }

  private died(error: Error, generation: number): void {
    if (generation !== this.generation) {
      // What is shown stays.
      this.successor = undefined;
      return;
    }
    const message = `The worker that reads this capture has stopped: ${error.message}. Reopen the editor to read it again.`;
    this.worker = undefined;
    this.death = { reason: 'internal', message };
    const notices = [...this.progress.notices, { severity: 'error' as const, reason: 'worker-stopped', message }];
    this.progress = { ...this.progress, state: 'failed', notices };
    this.failAll(this.death);
    const { capture, progress } = this;
    for (const page of this.pages)
      page.send({ kind: 'event', event: 'progress', payload: progress, capture, generation });
  }

  /** A page that is opened or reloaded after the worker's death has to hear of it as well. */
  private answerForTheDead(page: Page, id: number, method: unknown, death: SessionFailure): void {
    const { capture, generation, progress } = this;
    if (method === 'progress') page.send({ kind: 'response', id, result: progress, capture, generation });
    else this.fail(page, id, death, generation);
  }

  private failAll(failure: SessionFailure): void {
    for (const { page, id } of this.routes.values()) if (page) this.fail(page, id, failure, this.generation);
    this.routes.clear();
  }

  private fail(page: Page, id: number, failure: SessionFailure, generation: number): void {
    if (!page.closed) page.send({ kind: 'response', id, failure, capture: this.capture, generation });
  }
}
