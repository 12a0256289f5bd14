import type { Writable } from 'node:stream';

/** What the program talks to. */
export interface CliStreams {
  readonly out: Writable;
  readonly errors: Writable;
  /** `out` is a terminal: lines have colours. */
  readonly isTerminal?: boolean;
}
