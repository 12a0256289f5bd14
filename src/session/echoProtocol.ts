import type { RowOrder } from './protocol';

/** What the session says of data as `echo_fds` prints it: the part of the protocol that is about that view. */

/** How data is shown: with its line ends (`-A` on the command line), as one line, or as hex beside text (`-X`). */
export type EchoMode = 'ascii' | 'dots' | 'hexAscii';

/** What was read or written by one call. Texts are captured, and hostile. */
export interface EchoBlock {
  readonly number: number;
  readonly direction: 'read' | 'written';
  /** How many bytes were moved, as `1.95KB`. */
  readonly size: string;
  /** `[name] [id]`; empty where the capture knows of no containers. */
  readonly container: string;
  /** The fd's name; `<NA>` where it has none. */
  readonly fd: string;
  readonly process: string;
  /** The data, perhaps only its beginning, without line ends behind it. */
  readonly data: string;
  /** Characters of it that were left out. */
  readonly more: number;
  /** Bytes that the call moved and the capture lacks. */
  readonly missing: number;
}

export interface EchoPage {
  /** Blocks that are known so far; all of the selection as it is now where `complete`. */
  readonly count: number;
  readonly complete: boolean;
  readonly from: number;
  readonly blocks: readonly EchoBlock[];
}

export interface EchoText {
  readonly text: string;
  /** The block that the next piece begins with, and how many there are. */
  readonly next: number;
  readonly count: number;
  /** This is the last piece. */
  readonly complete: boolean;
}

interface Echoed {
  selection: number;
  mode: EchoMode;
  order: RowOrder;
}

/** Questions about what the events of a selection read and wrote. */
export interface EchoMethods {
  /** At most 500 blocks; there may be fewer than asked for yet. `whole`: nothing of their data is left out. */
  echo(params: Echoed & { from: number; count: number; whole?: boolean }): EchoPage;
  /** The block of an event, or else the last one before it (then it is not `exact`); -1 where there is none. */
  echoPlace(params: Echoed & { number: number }): { readonly index: number; readonly exact: boolean };
  /** The next block from `from` on that contains a text in any case, round the end; backwards where asked. -1: none does. */
  echoFind(params: Echoed & { text: string; from: number; backwards?: boolean }): { readonly index: number };
  /** The blocks from `from` on as text, as the command line prints them: in pieces of about 1 MiB. */
  echoText(params: Echoed & { from: number }): EchoText;
}
