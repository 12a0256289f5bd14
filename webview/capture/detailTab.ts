import type { StreamPart } from '../../src/session/streamProtocol';
import type { EchoWish, FileWish, ShownSelection } from './editorProtocol';

/** What one of the tabs of the detail shows. */
export interface DetailTab {
  /** What stands in the line of the tabs while this one is shown. */
  readonly head: HTMLElement;
  readonly panel: HTMLElement;
  /** Shows what belongs to an event, or what there is without one. What is shown stays until that is there; never rejects. */
  show(number: number | null, signal: AbortSignal): Promise<void>;
  /** Shows nothing, but says why. */
  clear(reason: string): void;
  focus(): void;
  /** Of a tab about the list: events came to its selection, or it is another one. */
  refresh?(): void;
}

/** What tabs ask of the page that they are on. */
export interface TabActions {
  /** An event is to be chosen in the list. */
  readonly onGoTo: (number: number) => void;
  /** A person wants to be in the list of events. */
  readonly onLeave: () => void;
  /** The list is to have a condition more. */
  readonly onFilter: (condition: string) => void;
  readonly onCopy: (text: string) => void;
  /** A text is to be written to a file that the person chooses. */
  readonly onSave: (name: string, text: string) => void;
  /** A part of an event's conversation is to be opened as a document, or saved to a file. */
  readonly onContent: (number: number, part: StreamPart, save: boolean) => void;
  /** An event's conversation is to be saved as packets of a network. */
  readonly onPackets: (number: number) => void;
  /** The whole echo is to be saved, or opened as a document. */
  readonly onEcho: (wish: EchoWish) => void;
  /** A file is to be opened, compared or saved. */
  readonly onFile: (wish: FileWish) => void;
  /** Messages are drawn as a sequence, and not listed, at first; and a person chose so. */
  readonly sequence: boolean;
  readonly onSequence: (shown: boolean) => void;
  /** The selection that the list shows, and how many events it has so far. */
  readonly selection: () => ShownSelection;
  readonly onFailure: (error: unknown) => void;
  readonly announce: (text: string) => void;
}
