import type { CaptureCount, FieldValues, ValuesRequest } from '../engine/language/environment';

/*
 * What server and client say to each other beside the Language Server Protocol. The server knows no captures: what is open
 * it asks the client, which asks the sessions.
 */

/** What the server asks the client. */
export interface CaptureQuestions {
  /** Values that events of open captures have. */
  values(params: ValuesRequest): Promise<FieldValues>;
  /** How many events a filter without macros and lists keeps in each open capture, or only in one. */
  count(params: CountQuestion): Promise<readonly CaptureCount[]>;
  /** The captures that are open. */
  captures(): Promise<readonly OpenCapture[]>;
}

export interface CountQuestion {
  readonly filter: string;
  readonly capture?: string;
}

/** The names of those requests. */
export const QUESTION: { readonly [Name in keyof CaptureQuestions]: string } = {
  values: 'scaplens/values',
  count: 'scaplens/count',
  captures: 'scaplens/captures',
};

/** What the client says unasked. */
export const NOTICE = {
  /** Captures were opened or closed, or have grown. No parameters. */
  capturesChanged: 'scaplens/capturesChanged',
  /** All files of the workspace, each time one of them changes: `OtherFiles`. */
  files: 'scaplens/files',
} as const;

/** A capture that is open. */
export interface OpenCapture {
  /** What `scaplens.showFilter` finds it by. */
  readonly capture: string;
  /** The name of its file. */
  readonly label: string;
}

/** A file with filters that is not open in an editor, but whose definitions count. */
export interface OtherFile {
  readonly uri: string;
  readonly text: string;
}

export interface OtherFiles {
  readonly files: readonly OtherFile[];
}

/** The language of files with filters, as the manifest names it. */
export const FILTER_LANGUAGE = 'scap-filter';

/** The command behind a code lens; its arguments are the capture and the filter. */
export const SHOW_FILTER = 'scaplens.showFilter';

/** The first message to the worker or thread that is to serve filters: the same script can read captures. */
export const FILTER_SERVER_START = { kind: 'serve-filters' } as const;

export function isFilterServerStart(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'kind' in message && message.kind === FILTER_SERVER_START.kind
  );
}
