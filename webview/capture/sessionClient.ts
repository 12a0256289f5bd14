import type {
  CaptureId,
  MessageFromSession,
  MessageToSession,
  SessionEventName,
  SessionEvents,
  SessionFailure,
  SessionMethod,
  SessionMethods,
  SessionParams,
  SessionRequest,
} from '../../src/session/protocol';

/** Why a question to the session has no answer. */
export class SessionError extends Error {
  override readonly name = 'SessionError';

  constructor(
    readonly reason: SessionFailure['reason'],
    message: string,
  ) {
    super(message);
  }
}

/** Whether an error says only that nobody wanted the answer any more. */
export function isCancelled(error: unknown): boolean {
  return error instanceof SessionError && error.reason === 'cancelled';
}

/** What the session says unasked, by name. */
export type SessionListener = {
  readonly [E in SessionEventName]: (payload: SessionEvents[E]) => void;
};

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: SessionError) => void;
  readonly forget: () => void;
}

/**
 * Asks the session of one capture. Every question is answered or rejected: by its answer, by its abort, or because the
 * capture was read anew. Messages of another capture or an older reading (generation) are dropped.
 */
export class SessionClient {
  private capture: CaptureId = '';
  private generation = -1;
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();

  constructor(
    private readonly send: (message: MessageToSession) => void,
    private readonly listener: SessionListener,
  ) {}

  /** Turns to a capture, or to a new reading of it; rejects what is still unanswered. */
  open(capture: CaptureId, generation: number): void {
    this.capture = capture;
    this.generation = generation;
    for (const [id, waiting] of this.waiting) {
      this.waiting.delete(id);
      waiting.forget();
      waiting.reject(new SessionError('cancelled', 'The capture is being read anew.'));
    }
  }

  /** Asks, and gives the answer. Rejects with a `SessionError`; with `cancelled` when `signal` aborts. */
  request<M extends SessionMethod>(
    method: M,
    params: SessionParams<M>,
    signal?: AbortSignal,
  ): Promise<ReturnType<SessionMethods[M]>> {
    if (signal?.aborted) return Promise.reject(new SessionError('cancelled', 'The question was withdrawn.'));
    const id = this.nextId++;
    const address = { capture: this.capture, generation: this.generation };
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        this.waiting.delete(id);
        this.send({ kind: 'cancel', id, ...address });
        reject(new SessionError('cancelled', 'The question was withdrawn.'));
      };
      signal?.addEventListener('abort', aborted, { once: true });
      this.waiting.set(id, { resolve, reject, forget: () => signal?.removeEventListener('abort', aborted) });
      // The pair of method and params is right by this function's signature; TypeScript cannot see it through a union.
      this.send({ kind: 'request', id, method, params, ...address } as SessionRequest);
    });
  }

  /** Takes one message of the session. */
  receive(message: MessageFromSession): void {
    if (message.capture !== this.capture || message.generation < this.generation) return;
    if (message.kind === 'event' && message.event === 'restarted') {
      this.open(message.capture, message.generation);
      this.listener.restarted(message.payload);
      return;
    }
    if (message.generation !== this.generation) return;
    if (message.kind === 'event') {
      if (message.event === 'progress') this.listener.progress(message.payload);
      else if (message.event === 'selection') this.listener.selection(message.payload);
      else if (message.event === 'surroundings') this.listener.surroundings(message.payload);
      return;
    }
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    this.waiting.delete(message.id);
    waiting.forget();
    if ('failure' in message) waiting.reject(new SessionError(message.failure.reason, message.failure.message));
    else waiting.resolve(message.result as never);
  }
}
