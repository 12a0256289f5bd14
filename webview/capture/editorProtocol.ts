import type { EchoMode } from '../../src/session/echoProtocol';
import type { FilterFileText, MessageFromSession, MessageToSession, RowOrder } from '../../src/session/protocol';
import type { StreamPart } from '../../src/session/streamProtocol';
import type { ColumnChoices } from '../ui/columnLayout';
import type { DetailView } from './detailViews';
import type { VisitedEvents } from './selectionHistory';

/**
 * The contract between the capture editor's page and the extension host: the session's own messages, passed on unread,
 * and the few things that only the host can do or know.
 */
export type MessageToHost =
  | MessageToSession
  /** The page is loaded and wants its `opened`. */
  | { readonly kind: 'ready' }
  /** Puts text on the clipboard (a webview may not where the document has no focus). */
  | { readonly kind: 'copy'; readonly text: string }
  /** Writes text to a file that the person is asked for; `name` is offered. */
  | { readonly kind: 'save'; readonly name: string; readonly text: string }
  /** Packets are to be written to a pcapng file that the person is asked for. */
  | { readonly kind: 'savePcapng'; readonly choice: PcapngChoice }
  /** A part of the conversation of an event is to be opened as a document, or saved to a file that the person is asked for. */
  | { readonly kind: 'content'; readonly number: number; readonly part: StreamPart; readonly save: boolean }
  /** An event was chosen in the list, which has this filter. */
  | { readonly kind: 'chosen'; readonly number: number; readonly filter: string }
  /** The detail is wanted in an editor of its own. */
  | { readonly kind: 'beside'; readonly state: Omit<DetailPageState, 'capture'> }
  /** Of a page with the detail alone: an event is to be chosen in the list; `focus`: the person wants to be there. */
  | { readonly kind: 'goTo'; readonly number: number; readonly focus: boolean }
  /** Of such a page: the list is to have another filter. */
  | { readonly kind: 'filter'; readonly filter: string }
  /** Of such a page: it turned to a view, which is called so. */
  | { readonly kind: 'view'; readonly title: string }
  /** The echo of a filter is to be saved or opened. */
  | ({ readonly kind: 'echo' } & EchoWish)
  /** A captured file is to be opened, compared or saved. */
  | ({ readonly kind: 'file' } & FileWish)
  /** A filter was applied: it is remembered for all captures. */
  | { readonly kind: 'applied'; readonly filter: string }
  /** Columns were chosen: they are kept for all captures of the workspace. */
  | { readonly kind: 'columns'; readonly columns: ColumnChoices }
  /** What the page keeps, for the editor that takes its place where the capture is moved. */
  | { readonly kind: 'kept'; readonly state: PageState | DetailPageState }
  /** Whether there are events to go back and forth to. */
  | { readonly kind: 'history'; readonly canGoBack: boolean; readonly canGoForward: boolean }
  /** The workspace's files with saved filters are wanted. */
  | { readonly kind: 'filterFiles' }
  /** A filter is to be written into such a file, under a name that the person is asked for. */
  | { readonly kind: 'saveFilter'; readonly filter: string };

export type MessageToPage =
  | MessageFromSession
  /** First message: which capture this page shows. Sent again when the worker was restarted. */
  | {
      readonly kind: 'opened';
      readonly capture: string;
      readonly generation: number;
      readonly fileName: string;
      /** It is made of captures of several hosts. */
      readonly timeline: boolean;
      /** As `CaptureDescription` has it; null while that is not known. */
      readonly eventsBefore: readonly number[] | null;
      /** Filters that were applied before, the last one first. */
      readonly history: readonly string[];
      /** What was chosen in the columns of any capture; as `columns` was sent, perhaps by another version. */
      readonly columns: unknown;
    }
  /** An event is to be chosen that was chosen in another editor of the capture; `focus`: the list gets the focus. */
  | { readonly kind: 'goTo'; readonly number: number; readonly focus: boolean }
  /** To a page with the detail alone: the event that is chosen in the list, and the list's filter. */
  | { readonly kind: 'chosen'; readonly number: number; readonly filter: string }
  /** A filter that was chosen outside of the page is to be applied. */
  | { readonly kind: 'filter'; readonly filter: string }
  /** The workspace's files with saved filters. */
  | { readonly kind: 'filterFiles'; readonly files: readonly FilterFileText[] }
  /** A command of VS Code that acts inside the page. */
  | { readonly kind: 'command'; readonly command: PageCommand };

/** Commands that VS Code's keybindings and palette send to the active capture editor. */
export type PageCommand =
  | 'focusFilter'
  | 'goToEvent'
  | 'clearFilter'
  | 'toggleFollow'
  | 'goBack'
  | 'goForward'
  | 'savePackets'
  | 'saveConversations'
  | 'saveConversation'
  | 'openBeside';

/** What is written to a pcapng file: of the events of a selection, or of one event. */
export type PcapngChoice =
  | { readonly what: 'packets' | 'conversations'; readonly selection: number }
  | { readonly what: 'conversation'; readonly number: number };

/** What the page keeps through hiding and reloading: navigation and UI only, never captured data. */
export interface PageState {
  readonly filter: string;
  /** Event number at the top of the list, and of the selected row; 0 where there is none. */
  readonly topNumber: number;
  readonly selectedNumber: number;
  /** Height of the detail pane in pixels. */
  readonly detailHeight: number;
  /** The bar of ready filters is shown. */
  readonly readyFilters: boolean;
  /** The list follows what comes, as long as the capture is being recorded. */
  readonly following: boolean;
  readonly order: RowOrder;
  readonly detailView: DetailView;
  /** Transactions are drawn as a sequence diagram. */
  readonly sequence: boolean;
  /** Events that were chosen, to go back to. */
  readonly visited: VisitedEvents;
  /** As `CaptureDescription` has it, of the reading that these numbers are of. */
  readonly eventsBefore: readonly number[];
}

/** What a page with the detail alone keeps. */
export interface DetailPageState {
  /** Address of the capture, by which VS Code brings the page back. */
  readonly capture: string;
  readonly selectedNumber: number;
  /** As the state of a list has it. */
  readonly eventsBefore: readonly number[];
  /** The filter of the list, which requests and answers are shown of. */
  readonly filter: string;
  readonly detailView: DetailView;
  readonly sequence: boolean;
  /** It stays at its event, whatever is chosen in the list. */
  readonly pinned: boolean;
}

/** The selection that the list shows: its filter and order, and how many events it has so far. */
export interface ShownSelection {
  readonly id: number;
  readonly matched: number;
  readonly filter: string;
  readonly order: RowOrder;
}

/** What is to become of all that `echo_fds` prints of a filter. */
export interface EchoWish {
  readonly action: 'save' | 'open';
  readonly filter: string;
  readonly order: RowOrder;
  readonly mode: EchoMode;
}

/** What is to become of a captured file; a file is named by its first event. */
export type FileWish =
  | { readonly action: 'open' | 'save'; readonly number: number }
  | { readonly action: 'compare'; readonly number: number; readonly with: number };
