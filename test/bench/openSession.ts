import { setTimeout as sleep } from 'node:timers/promises';
import { CaptureClient } from '../../src/session/client/captureClient';
import type { CapturePlace } from '../../src/session/client/capturePlace';
import type { PageConnection } from '../../src/session/client/page';
import { threadStarter } from '../../src/session/node/threadStarter';
import type {
  CaptureProgress,
  MessageFromSession,
  SelectionProgress,
  SessionMethod,
  SessionParams,
  SessionResult,
} from '../../src/session/protocol';
import type { OpenedFiles } from './measurements';

/** How long it is looked whether a process is busy, in ms, and which share of that makes it so. */
const LOOK = 200;
const BUSY = 0.1;

type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

/**
 * A capture, or a timeline, that is opened as the editor opens it: by the built worker, through the client of the extension host. What this
 * asks and is told is what a page would ask and be told. Ends with `close`.
 */
export class OpenSession {
  progress: CaptureProgress | undefined;
  private readonly client: CaptureClient;
  private readonly page: PageConnection;
  private readonly answers = new Map<number, Waiting>();
  private readonly selections = new Map<number, SelectionProgress>();
  private listeners: (() => void)[] = [];
  private nextId = 1;

  /** One file is opened by itself, several as one timeline. */
  constructor(workerFile: string, files: OpenedFiles) {
    this.client = new CaptureClient('bench', placeOf(files), threadStarter(workerFile));
    this.page = this.client.connect((message) => this.receive(message));
  }

  /** Asks and waits for the answer; rejects where it is a failure. */
  ask<M extends SessionMethod>(method: M, params: SessionParams<M>): Promise<SessionResult<M>> {
    const id = this.nextId++;
    const { generation } = this.client;
    return new Promise<SessionResult<M>>((resolve, reject) => {
      // The answer to a request is of its method's type: ids pair them.
      this.answers.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.page.receive({ kind: 'request', id, capture: 'bench', generation, method, params });
    });
  }

  /** Resolves with the first events of a selection's progress that satisfies a condition. */
  async selectionIs(
    selection: number,
    condition: (progress: SelectionProgress) => boolean,
  ): Promise<SelectionProgress> {
    for (;;) {
      const progress = this.selections.get(selection);
      if (progress && condition(progress)) return progress;
      await this.nextEvent();
    }
  }

  /** Resolves when the capture was read, however that went. */
  async readingEnds(): Promise<CaptureProgress> {
    while (this.progress === undefined || this.progress.state === 'reading') await this.nextEvent();
    return this.progress;
  }

  /**
   * Resolves when the worker does nothing any more unasked: what is made in idle time is made then, and the next answer waits for
   * nothing but itself. The session says nothing of that, but it is all that this process is busy with.
   */
  async settles(): Promise<void> {
    for (let busy = true; busy; ) {
      const before = process.cpuUsage();
      await sleep(LOOK);
      const { user, system } = process.cpuUsage(before);
      busy = (user + system) / 1000 > LOOK * BUSY;
    }
  }

  close(): void {
    this.client.dispose();
  }

  private nextEvent(): Promise<void> {
    return new Promise((resolve) => {
      this.listeners.push(resolve);
    });
  }

  private receive(message: MessageFromSession): void {
    if (message.kind === 'response') {
      const waiting = this.answers.get(message.id);
      this.answers.delete(message.id);
      if ('result' in message) waiting?.resolve(message.result);
      else waiting?.reject(new Error(message.failure.message));
      return;
    }
    if (message.event === 'progress') this.progress = message.payload;
    if (message.event === 'selection') this.selections.set(message.payload.selection, message.payload);
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) listener();
  }
}

/** Clocks of a timeline's hosts stand apart by this, in ns, so that the same capture twice gives no pairs of equal times. */
const CLOCK_STEP = 1_000_003n;

function placeOf(files: OpenedFiles): CapturePlace {
  const [path] = files;
  if (files.length === 1) return { path };
  const captures = files.map((file, index) => ({
    path: file,
    host: `host-${index + 1}`,
    clockCorrection: BigInt(index) * CLOCK_STEP,
  }));
  return { path, captures };
}
