import type {
  MessageFromSession,
  SessionMethod,
  SessionNotification,
  SessionParams,
  SessionResponse,
  SessionResult,
} from '../protocol';
import { SessionRequestError } from '../sessionError';
import type { CaptureClient } from './captureClient';
import type { PageConnection } from './page';

interface Waiting {
  resolve(result: SessionResult<SessionMethod>): void;
  reject(error: SessionRequestError): void;
}

/** Asks an open capture on the host's own behalf, as a page does. Ends with `close`, or with the capture. */
export class HostConnection {
  private readonly page: PageConnection;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  constructor(
    private readonly client: CaptureClient,
    private readonly onEvent: (notification: SessionNotification) => void,
  ) {
    this.page = client.connect((message) => this.receive(message));
  }

  /** Asks; rejects with a `SessionRequestError`. */
  request<M extends SessionMethod>(method: M, params: SessionParams<M>): Promise<SessionResult<M>> {
    const id = this.nextId++;
    const { capture, generation } = this.client;
    return new Promise((resolve, reject) => {
      // An answer is of the method that it was asked with: the session promises that.
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.page.receive({ kind: 'request', id, method, params, capture, generation });
    });
  }

  close(): void {
    this.page.close();
    for (const { reject } of this.waiting.values()) {
      reject(new SessionRequestError('cancelled', 'The capture was closed.'));
    }
    this.waiting.clear();
  }

  private receive(message: MessageFromSession): void {
    if (message.kind === 'event') this.onEvent(message);
    else this.answer(message);
  }

  private answer(response: SessionResponse): void {
    const waiting = this.waiting.get(response.id);
    this.waiting.delete(response.id);
    if ('result' in response) waiting?.resolve(response.result);
    else waiting?.reject(new SessionRequestError(response.failure.reason, response.failure.message));
  }
}
