import type { MessageFromSession } from '../protocol';

/** One page that shows a capture. */
export interface PageConnection {
  /** Passes on what the page sent; what is no message of the protocol is dropped. */
  receive(message: unknown): void;
  /** The page is gone: its requests are withdrawn and its selections released. */
  close(): void;
}

/** What a page's messages go through. */
export interface PageHost {
  forward(page: Page, message: unknown): void;
  detach(page: Page): void;
}

/** A page as its capture's client knows it. */
export class Page implements PageConnection {
  /** The selections that the worker keeps for it. */
  readonly selections = new Set<number>();
  closed = false;

  constructor(
    private readonly host: PageHost,
    readonly send: (message: MessageFromSession) => void,
  ) {}

  receive(message: unknown): void {
    if (!this.closed) this.host.forward(this, message);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.host.detach(this);
  }
}
