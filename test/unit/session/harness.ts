import { setImmediate } from 'node:timers/promises';
import { type ByteSource, MemorySource } from '../../../src/engine/trace/byteSource';
import type { CaptureInput } from '../../../src/session/captureInput';
import { CaptureSession, type HostOfCapture } from '../../../src/session/captureSession';
import type {
  CaptureNotice,
  MessageFromSession,
  SessionEventName,
  SessionEvents,
  SessionMethod,
  SessionMethods,
  SessionParams,
  SessionResponse,
} from '../../../src/session/protocol';
import { RequestQueue, type SessionAddress } from '../../../src/session/requestQueue';
import { type TimelineCapture, TimelineSession } from '../../../src/session/timeline/timelineSession';

/** A capture whose pieces come when the test lets them. */
export class HandFedInput implements CaptureInput {
  readonly compressed = false;
  readonly notices: CaptureNotice[] = [];
  readonly bytesTotal: number;
  source: ByteSource;
  bytesGiven = 0;
  eventsBefore: number | undefined;
  /** It is still being written: `end` says that it is complete. */
  growing: boolean | undefined;
  private allowed = 0;
  private wake: () => void = () => {};

  /** The file pretends to be `inflation` times as large as what it holds. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly inflation = 1,
  ) {
    this.bytesTotal = bytes.length * inflation;
    this.source = new MemorySource(bytes);
  }

  get bytesRead(): number {
    return this.bytesGiven * this.inflation;
  }

  /** Lets everything up to a position be read. */
  feedTo(position: number): void {
    this.allowed = position;
    this.wake();
  }

  async next(): Promise<Uint8Array | undefined> {
    if (this.bytesGiven === this.bytes.length) return undefined;
    while (this.allowed <= this.bytesGiven) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const piece = this.bytes.subarray(this.bytesGiven, this.allowed);
    this.bytesGiven = this.allowed;
    return piece;
  }

  close(): void {}
}

/** Whoever talks to a session that is in the same thread. */
class Asking {
  readonly sent: MessageFromSession[] = [];
  protected readonly port = {
    post: (message: MessageFromSession) => {
      // What cannot be cloned cannot leave a worker.
      this.sent.push(structuredClone(message));
    },
    onMessage: (receive: (message: unknown) => void) => {
      this.deliver = receive;
    },
    breathe: () => setImmediate(),
  };
  protected readonly address: SessionAddress;
  private deliver: (message: unknown) => void = () => {};
  private nextId = 1;

  constructor(readonly generation: number) {
    this.address = { capture: 'c', generation };
  }

  send(message: unknown): void {
    this.deliver(message);
  }

  /** Sends a request; returns its id. */
  request<M extends SessionMethod>(method: M, params: SessionParams<M>): number {
    const id = this.nextId++;
    this.send({ kind: 'request', id, capture: 'c', generation: this.generation, method, params });
    return id;
  }

  /** The answers that a request has got so far. */
  answers(id: number): SessionResponse[] {
    return this.sent.filter((message): message is SessionResponse => message.kind === 'response' && message.id === id);
  }

  /** The one answer of a request, once it has come. */
  async answer(id: number): Promise<SessionResponse> {
    await until(() => this.answers(id).length > 0);
    return this.answers(id)[0];
  }

  /** Asks and gives the result; throws the failure's reason and message. */
  async ask<M extends SessionMethod>(method: M, params: SessionParams<M>): Promise<ReturnType<SessionMethods[M]>> {
    const answer = await this.answer(this.request(method, params));
    if ('failure' in answer) throw new Error(`${answer.failure.reason}: ${answer.failure.message}`);
    return answer.result as ReturnType<SessionMethods[M]>;
  }

  /** What the session has said unasked, by name. */
  events<E extends SessionEventName>(name: E): SessionEvents[E][] {
    return this.sent.flatMap((message) =>
      message.kind === 'event' && message.event === name ? [message.payload as SessionEvents[E]] : [],
    );
  }
}

/** A session of one capture. */
export class SessionHarness extends Asking {
  readonly session: CaptureSession;

  constructor(generation = 1) {
    super(generation);
    this.session = new CaptureSession(this.port, this.address, 'test.scap');
    new RequestQueue(this.port, this.address, this.session.handlers);
  }

  /** Opens a capture that is read at once, and waits for its end. */
  static async opened(bytes: Uint8Array, source?: ByteSource): Promise<SessionHarness> {
    const harness = new SessionHarness();
    await harness.session.run(() => readyInput(bytes, source));
    return harness;
  }
}

/** A session of several captures. */
export class TimelineHarness extends Asking {
  readonly session: TimelineSession;

  constructor(captures: readonly TimelineCapture[], generation = 1) {
    super(generation);
    this.session = new TimelineSession(this.port, this.address, 'test.scaptimeline', captures);
    new RequestQueue(this.port, this.address, this.session.handlers);
  }

  /** Opens captures that are read at once, and waits for their ends. */
  static async opened(
    ...captures: readonly (HostOfCapture & { readonly bytes: Uint8Array })[]
  ): Promise<TimelineHarness> {
    const harness = new TimelineHarness(captures.map((each, place) => ({ ...each, fileName: `${place}.scap` })));
    await harness.session.run((place) => readyInput(captures[place].bytes));
    await until(() => harness.events('selection').at(-1)?.complete === true);
    return harness;
  }
}

function readyInput(bytes: Uint8Array, source?: ByteSource): HandFedInput {
  const input = new HandFedInput(bytes);
  if (source) input.source = source;
  input.feedTo(bytes.length);
  return input;
}

/** Waits until something is so; fails after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 2000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('It did not happen within two seconds.');
    await setImmediate();
  }
}
