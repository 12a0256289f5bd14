import type { Diagnostic, TextEdit } from '../engine/filter/diagnostic';
import type { ExplainedPart } from '../engine/filter/explanation';
import type { Translation } from '../engine/filter/translate/translation';
import type { Completions, Hover, SemanticToken, Signature } from '../engine/language/answers';
import type { FieldValues, ValuesRequest } from '../engine/language/environment';
import type { EchoMethods } from './echoProtocol';
import type { FileMethods } from './fileProtocol';
import type { EventLacks, PacketMethods } from './packetProtocol';
import type { StreamMethods } from './streamProtocol';
import type { TransactionMethods } from './transactionProtocol';

/**
 * The one contract between a capture's worker and everything that shows it. The worker implements `SessionMethods` and
 * sends `SessionEvents`; the extension host passes both on unread; the webview asks. Adding a method is one line here.
 */

/** One open capture, unique within the extension host. */
export type CaptureId = string;

/** An index of a selection inside its worker. Selection 0 keeps every event that is shown without a filter. */
export type SelectionId = number;

/** Where a capture is in its one pass. `stopped`: by the user; `failed`: nothing could be read. */
export type ReadingState = 'reading' | 'complete' | 'stopped' | 'failed';

/** Something a person should know about the capture: what, at which byte, what was skipped, what is still shown. */
export interface CaptureNotice {
  readonly severity: 'error' | 'warning' | 'info';
  /** A machine-readable cause, such as `truncated-block`. */
  readonly reason: string;
  /** One clear sentence. */
  readonly message: string;
  /** Position in the uncompressed capture, in bytes. */
  readonly offset?: number;
  /** What the page can do about it. */
  readonly offers?: 'sort-by-time';
}

export interface CaptureProgress {
  readonly state: ReadingState;
  /** Bytes of the file read so far, and its size: compressed bytes where the file is compressed. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Events read so far, hidden ones included; also the highest event number. */
  readonly events: number;
  readonly notices: readonly CaptureNotice[];
  /** The capture is still being written: the reading goes on as long as more comes. */
  readonly growing: boolean;
  /** As `CaptureDescription` has it. */
  readonly eventsBefore: readonly number[];
  /** Of a timeline: each of its captures, in their order. */
  readonly hosts?: readonly HostProgress[];
}

/** One capture of a timeline: what its host is called (empty until that is known), and its events read so far. */
export interface HostProgress {
  readonly name: string;
  readonly events: number;
}

export interface CaptureDescription {
  readonly fileName: string;
  readonly bytesTotal: number;
  readonly compressed: boolean;
  /** Host that the capture was made on; empty until it is known. */
  readonly hostName: string;
  readonly processors: number;
  /**
   * For each capture (one, unless it is a timeline) the events of the recording before the first one here, where only its end is
   * kept: from one reading of it to the next, numbers of its events fall by as much as this grows. 0 of any other capture.
   */
  readonly eventsBefore: readonly number[];
}

/** How far a selection has been worked out. `scanned` of `events` rows were asked. */
export interface SelectionProgress {
  readonly selection: SelectionId;
  readonly matched: number;
  readonly scanned: number;
  readonly complete: boolean;
  /** How often lines were put between those before; of a timeline only, where a host may be read later than the others. */
  readonly moved?: number;
}

/** One line of the event list, as text; captured bytes come through here and must reach the page only as text. */
export interface EventLine {
  /** `evt.num`, from 1; on a timeline the event's address (see `timeline/hostAddress`), as wherever events are named. */
  readonly number: number;
  /** `HH:MM:SS.nnnnnnnnn` in the reader's time zone. */
  readonly time: string;
  /** Nanoseconds since the previous line of the selection (negative where time runs back), or null for the first. */
  readonly delta: number | null;
  readonly cpu: number;
  readonly process: string;
  readonly tid: number;
  readonly direction: '>' | '<';
  readonly event: string;
  /** `3 172.17.0.7:46162->10.0.2.15:53`: number and name, or empty. */
  readonly fd: string;
  /** The parameters, as `%evt.info` prints them. */
  readonly details: string;
  /** The call returned an error. */
  readonly failed: boolean;
  /** The texts of the fields that were asked for, by name; one without a value is missing. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface EventParameter {
  readonly name: string;
  /** The capture format's type, such as `FLAGS32`. */
  readonly type: string;
  readonly value: string;
  /** Symbolic value, where there is one: `O_RDONLY|O_CLOEXEC`, `ENOENT`, `<f>/etc/hosts`. */
  readonly resolved: string;
  /** A filter that keeps events with this value, where there can be one. */
  readonly condition?: string;
}

/** A titled list of facts, for the process and the fd of an event. */
export interface DetailFact {
  readonly label: string;
  readonly value: string;
  /** A filter that keeps events of which the same is true, where there can be one. */
  readonly condition?: string;
}

/** Filters that keep what belongs together with an event; a member is missing where nothing does. */
export interface RelatedEvents {
  readonly process?: string;
  readonly fd?: string;
  readonly container?: string;
}

export interface EventDetail {
  readonly number: number;
  readonly event: string;
  readonly direction: '>' | '<';
  /** Date and time with nanoseconds. */
  readonly time: string;
  readonly cpu: number;
  /** The categories of the event type, such as `IO_READ`. */
  readonly category: string;
  /** Event number of the matching enter or exit, or null. */
  readonly partner: number | null;
  /** Nanoseconds between enter and exit, where both are there. */
  readonly latency: number | null;
  readonly failed: boolean;
  /** Position of the event's block in the uncompressed capture. */
  readonly offset: number;
  readonly parameters: readonly EventParameter[];
  readonly process: readonly DetailFact[];
  readonly fd: readonly DetailFact[];
  readonly related: RelatedEvents;
  /** Why it can be shown as no packet or no stream. */
  readonly lacks: EventLacks;
  /** The data buffer of the event, where it has one. `originalLength` is larger than the bytes where snaplen cut it. */
  readonly data: { readonly parameter: string; readonly bytes: Uint8Array; readonly originalLength: number } | null;
}

/** What is wrong with a filter, where, and what can be done about it. */
export type FilterDiagnostic = Diagnostic;

export type SelectOutcome =
  | { readonly accepted: true; readonly progress: SelectionProgress }
  | { readonly accepted: false; readonly diagnostics: readonly FilterDiagnostic[] };

/** How the lines of a selection are put: as the file has them, which is usual, or by time. Each keeps its event number. */
export type RowOrder = 'file' | 'time';

export interface LinePage {
  readonly selection: SelectionId;
  readonly from: number;
  readonly lines: readonly EventLine[];
}

/** A place in the text of a filter, as UTF-16 units from its beginning. */
export interface FilterPosition {
  readonly text: string;
  readonly offset: number;
}

/** What there is to say about the text of a filter as it stands. */
export interface FilterDiagnosis {
  readonly diagnostics: readonly FilterDiagnostic[];
  /** In order and without overlap. */
  readonly tokens: readonly SemanticToken[];
}

/** How many events a filter keeps, as far as that is known. */
export type CountOutcome =
  | {
      readonly accepted: true;
      readonly matched: number;
      /** Events that were asked; hidden ones are among them. */
      readonly scanned: number;
      /** Every event of the capture was asked, and no more come. */
      readonly complete: boolean;
    }
  | { readonly accepted: false; readonly diagnostics: readonly FilterDiagnostic[] };

/** What each part of a filter does with the events. */
export type Explanation =
  | {
      readonly accepted: true;
      /** Every event was asked, and no more come; else the counts are those so far. */
      readonly complete: boolean;
      /** In the order of the text; the whole filter first. */
      readonly parts: readonly ExplainedPart[];
    }
  | { readonly accepted: false; readonly diagnostics: readonly FilterDiagnostic[] };

/** A tool that filters can be copied for. */
export type OtherTool = 'sysdig' | 'falco' | 'wireshark' | 'stratoshark';

/** A file with saved filters, as it stands. */
export interface FilterFileText {
  /** Its path in the workspace. */
  readonly path: string;
  readonly text: string;
}

/** What a workspace has to say about filters. */
export interface WorkspaceFilters {
  /** Its files with filters, whose macros and lists can be used everywhere. */
  readonly files: readonly FilterFileText[];
  /** The version of sysdig or libs that filters are written for, such as `0.29.3`; empty: any. */
  readonly targetVersion: string;
}

/** A filter with a name, of some file. */
export interface SavedFilter {
  readonly path: string;
  readonly name: string;
  /** The comment above it; empty without one. */
  readonly documentation: string;
  /** On one line, with its macros and lists written out. */
  readonly filter: string;
}

/** What neighbouring events have in common. */
export type NeighbourKind = 'fd' | 'thread';

/** Every question that can be asked of an open capture. Each takes one object and answers once, or fails once. */
export interface SessionMethods extends PacketMethods, StreamMethods, TransactionMethods, FileMethods, EchoMethods {
  describe(params: Record<string, never>): CaptureDescription;
  progress(params: Record<string, never>): CaptureProgress;
  /** At most 500 lines of a selection, from the line index `from`; `fields`: names of fields that they are to show, too. */
  lines(params: {
    selection: SelectionId;
    from: number;
    count: number;
    order?: RowOrder;
    fields?: readonly string[];
  }): LinePage;
  /** A new selection for a filter; it grows by `selection` events. An empty filter gives selection 0. */
  select(params: { filter: string }): SelectOutcome;
  /** Forgets a selection that nobody shows any more. */
  release(params: { selection: SelectionId }): null;
  /** The line index of an event number, or of the next one that is there (else the last); -1 when empty. */
  locate(params: { selection: SelectionId; number: number; order?: RowOrder }): { index: number };
  detail(params: { number: number }): EventDetail;
  /** The next (1) or previous (-1) event of the same fd or thread as an event; null where there is none. */
  neighbour(params: { number: number; of: NeighbourKind; step: -1 | 1 }): { readonly number: number | null };
  /** What could stand at a place of a filter, with values of this capture. */
  complete(params: FilterPosition): Completions;
  /** Everything that is wrong or doubtful in a filter, with its remedies, and what its pieces are. */
  diagnose(params: { text: string }): FilterDiagnosis;
  /** What stands at a place of a filter, and how many events it keeps. */
  hover(params: FilterPosition): { readonly hover: Hover | null };
  /** The transformer that is being written at a place of a filter. */
  signature(params: FilterPosition): { readonly signature: Signature | null };
  /** What has to be changed for a filter to be well spaced. */
  format(params: { text: string }): { readonly edits: readonly TextEdit[] };
  /** The values that events have in a field, the most frequent first; at most 500. They may be those counted so far. */
  fieldValues(params: ValuesRequest): FieldValues;
  /** Counts without making a selection. It may be a count so far: asked again, it goes on. */
  count(params: { filter: string }): CountOutcome;
  /** Which part of a filter keeps, and which drops how many events. */
  explain(params: { filter: string }): Explanation;
  /** A filter in the words of another tool, or why it cannot be said there. */
  translate(params: { filter: string; tool: OtherTool }): Translation;
  /** The named filters of files, in their order. */
  savedFilters(params: { files: readonly FilterFileText[] }): { readonly filters: readonly SavedFilter[] };
  /** Tells what filters can name from now on, and which version they are written for; announced as `surroundings`. */
  setSurroundings(params: WorkspaceFilters): null;
  /** A capture that was being written is complete: its reading ends with the file. `place`: among those of a timeline; else 0. */
  ended(params: { place: number }): null;
  /** Stops the reading of the file; what has been read stays usable. */
  stop(params: Record<string, never>): null;
}

export type SessionMethod = keyof SessionMethods;
export type SessionParams<M extends SessionMethod> = Parameters<SessionMethods[M]>[0];
export type SessionResult<M extends SessionMethod> = ReturnType<SessionMethods[M]>;

/** What the worker says unasked. */
export interface SessionEvents {
  progress: CaptureProgress;
  selection: SelectionProgress;
  /** Filters can name other macros and lists, or are written for another version than before. */
  surroundings: Record<string, never>;
  /** The capture is read anew, as its file changed or its beginning was dropped; every selection but 0 is gone. */
  restarted: CaptureDescription;
}

export type SessionEventName = keyof SessionEvents;

/** A failure that reached nobody's `catch` in the worker. `reason` is for programs, `message` for people. */
export interface SessionFailure {
  readonly reason: 'cancelled' | 'bad-request' | 'unreadable' | 'internal';
  readonly message: string;
}

interface Addressed {
  readonly capture: CaptureId;
  /** Counts the readings of the capture; answers to an older generation are dropped. */
  readonly generation: number;
}

export type SessionRequest = {
  [M in SessionMethod]: Addressed & {
    readonly kind: 'request';
    readonly id: number;
    readonly method: M;
    readonly params: SessionParams<M>;
  };
}[SessionMethod];

export type SessionCancel = Addressed & { readonly kind: 'cancel'; readonly id: number };

export type SessionResponse =
  | (Addressed & { readonly kind: 'response'; readonly id: number; readonly result: SessionResult<SessionMethod> })
  | (Addressed & { readonly kind: 'response'; readonly id: number; readonly failure: SessionFailure });

export type SessionNotification = {
  [E in SessionEventName]: Addressed & {
    readonly kind: 'event';
    readonly event: E;
    readonly payload: SessionEvents[E];
  };
}[SessionEventName];

export type MessageToSession = SessionRequest | SessionCancel;
export type MessageFromSession = SessionResponse | SessionNotification;
