import { failureOf } from './failures';
import type { SessionFailure, SessionMethod, SessionParams, SessionResult } from './protocol';
import { type CheckedRequest, checkRequest, type MessageOutline, outlineOf } from './requestCheck';
import { SessionRequestError } from './sessionError';
import type { SessionPort } from './sessionPort';

/** Tells long work that nobody waits for it any more. */
export interface Cancellation {
  readonly cancelled: boolean;
}

/** Throws the failure `cancelled` where the request was withdrawn. */
export function throwIfCancelled(cancellation: Cancellation): void {
  if (cancellation.cancelled) throw new SessionRequestError('cancelled', 'The request was withdrawn.');
}

/** One function for each method of the protocol. */
export type SessionHandlers = {
  readonly [M in SessionMethod]: (
    params: SessionParams<M>,
    cancellation: Cancellation,
  ) => SessionResult<M> | Promise<SessionResult<M>>;
};

/** Where answers are addressed to. */
export interface SessionAddress {
  readonly capture: string;
  readonly generation: number;
}

type Answer = { readonly result: SessionResult<SessionMethod> } | { readonly failure: SessionFailure };

interface Pending {
  readonly outline: MessageOutline;
  cancelled: boolean;
}

/**
 * Takes messages from a port, and answers every request once: with its result or with a failure. Requests begin in the
 * order in which they came; between two of them newer messages are received, so that a cancelled one need not begin.
 */
export class RequestQueue {
  /** Requests without an answer, by id. */
  private readonly pending = new Map<number, Pending>();
  private readonly waiting: Pending[] = [];
  private working = false;

  constructor(
    private readonly port: SessionPort,
    private readonly address: SessionAddress,
    private readonly handlers: SessionHandlers,
  ) {
    port.onMessage((message) => this.receive(message));
  }

  private receive(message: unknown): void {
    const outline = outlineOf(message);
    if (outline === undefined) return;
    if (outline.kind === 'cancel') {
      const request = this.pending.get(outline.id);
      if (request) request.cancelled = true;
    } else if (this.pending.has(outline.id)) {
      const failure = failureOf(
        new SessionRequestError('bad-request', `Request ${outline.id} is already being answered.`),
      );
      this.respond(outline.id, { failure });
    } else {
      const request = { outline, cancelled: false };
      this.pending.set(outline.id, request);
      this.waiting.push(request);
      void this.work();
    }
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let request = this.waiting.shift(); request; request = this.waiting.shift()) {
      // Not awaited: a filter that takes long must not hold up the lines that are on screen.
      void this.answer(request);
      await this.port.breathe();
    }
    this.working = false;
  }

  private async answer(request: Pending): Promise<void> {
    const { id, generation, body } = request.outline;
    try {
      throwIfCancelled(request);
      if (generation !== this.address.generation) {
        throw new SessionRequestError('cancelled', 'The capture has been read anew since.');
      }
      const result = await this.call(checkRequest(body), request);
      this.pending.delete(id);
      this.respond(id, { result });
    } catch (error) {
      this.pending.delete(id);
      this.respond(id, { failure: failureOf(error) });
    }
  }

  private call(
    { method, params }: CheckedRequest,
    cancellation: Cancellation,
  ): SessionResult<SessionMethod> | Promise<SessionResult<SessionMethod>> {
    // Method and parameters belong together by the type of `CheckedRequest`; the call loses that pairing.
    const handler = this.handlers[method] as SessionHandlers[SessionMethod] as (
      params: unknown,
      cancellation: Cancellation,
    ) => SessionResult<SessionMethod> | Promise<SessionResult<SessionMethod>>;
    return handler(params, cancellation);
  }

  private respond(id: number, answer: Answer): void {
    this.port.post({ kind: 'response', id, ...this.address, ...answer });
  }
}
