import * as vscode from 'vscode';
import type { EchoWish, FileWish, MessageToPage } from '../../webview/capture/editorProtocol';
import type { CaptureClient } from '../session/client/captureClient';
import type { PageConnection } from '../session/client/page';
import type { CapturedFiles } from './capturedFiles';
import type { ChosenEvents } from './chosenEvents';
import type { ColumnMemory } from './columnMemory';
import type { ConversationContents } from './conversationContents';
import type { EchoDocuments } from './echoDocuments';
import type { FilterFiles } from './filterFiles';
import type { FilterHistory } from './filterHistory';
import { savePcapng } from './savePcapng';
import { saveText } from './saveText';

/** Longest text that a page may put on the clipboard, in characters. */
const LONGEST_COPY = 16 * 1024 * 1024;

/** Whether there is a way back and forth from the event that is chosen. */
export interface Ways {
  readonly back: boolean;
  readonly forward: boolean;
}

export const NO_WAYS: Ways = { back: false, forward: false };

/** What a page asks of, or tells, other editors. */
export interface PageLinks {
  /** The page has been loaded: the first time, or anew. */
  readonly onReady?: () => void;
  /** There are other ways back and forth than before. */
  readonly onWays?: () => void;
  /** The detail is wanted in an editor of its own, as `state` says. */
  readonly onBeside?: (state: object) => void;
  /** An event is to be chosen in the list; `focus`: the person wants to be there. */
  readonly onGoTo?: (number: number, focus: boolean) => void;
  /** The list of the capture is to have another filter. */
  readonly onFilter?: (filter: string) => void;
  /** The page turned to a view of the detail, which is called so. */
  readonly onView?: (title: string) => void;
}

/** What all pages have in common. */
export interface PageServices {
  readonly history: FilterHistory;
  readonly files: FilterFiles;
  readonly columns: ColumnMemory;
  readonly contents: ConversationContents;
  readonly chosen: ChosenEvents;
  readonly captured: CapturedFiles;
  readonly echo: EchoDocuments;
}

/**
 * Joins one page to the session of its capture. Messages pass through unread but for their kind; the page shows hostile
 * bytes, so nothing it sends is taken on trust.
 */
export class PageBridge implements vscode.Disposable {
  private connection: PageConnection | undefined;
  private readonly listening: vscode.Disposable;
  /** What came before the page was ready. */
  private early: MessageToPage[] = [];
  /** Whether the page has events to go back and forth to. */
  ways: Ways = NO_WAYS;
  /** What the page kept last, for a page that takes its place. */
  kept: unknown;

  constructor(
    private readonly client: CaptureClient,
    readonly uri: vscode.Uri,
    private readonly webview: vscode.Webview,
    private readonly services: PageServices,
    private readonly links: PageLinks,
  ) {
    this.listening = webview.onDidReceiveMessage((message: unknown) => this.receive(message));
  }

  /** Says something to the page at once, or when it is ready: `shown` says whether it is there to hear it. */
  tell(message: MessageToPage, shown: boolean): void {
    if (this.connection && shown) this.send(message);
    else this.early.push(message);
  }

  dispose(): void {
    this.listening.dispose();
    this.connection?.close();
  }

  private receive(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('kind' in message)) return;
    switch (message.kind) {
      case 'ready':
        this.ready();
        break;
      case 'copy':
        if ('text' in message && typeof message.text === 'string') this.copy(message.text);
        break;
      case 'save':
        if (
          'name' in message &&
          typeof message.name === 'string' &&
          'text' in message &&
          typeof message.text === 'string'
        ) {
          void saveText(this.uri, message.name, message.text);
        }
        break;
      case 'savePcapng':
        if ('choice' in message) void savePcapng(this.client, this.uri, message.choice);
        break;
      case 'chosen':
        if (
          'number' in message &&
          typeof message.number === 'number' &&
          'filter' in message &&
          typeof message.filter === 'string'
        ) {
          this.services.chosen.choose(this.uri.toString(), { number: message.number, filter: message.filter });
        }
        break;
      case 'beside':
        if ('state' in message && typeof message.state === 'object' && message.state !== null) {
          this.links.onBeside?.(message.state);
        }
        break;
      case 'goTo':
        if ('number' in message && typeof message.number === 'number') {
          this.links.onGoTo?.(message.number, 'focus' in message && message.focus === true);
        }
        break;
      case 'filter':
        if ('filter' in message && typeof message.filter === 'string') this.links.onFilter?.(message.filter);
        break;
      case 'view':
        if ('title' in message && typeof message.title === 'string') this.links.onView?.(message.title);
        break;
      case 'content':
        this.handOut(message);
        break;
      case 'echo':
        void this.services.echo.fulfil(this.uri, message as EchoWish & { readonly kind: string });
        break;
      case 'file':
        void this.services.captured.fulfil(this.uri, message as FileWish & { readonly kind: string });
        break;
      case 'applied':
        if ('filter' in message && typeof message.filter === 'string') this.services.history.add(message.filter);
        break;
      case 'columns':
        if ('columns' in message) this.services.columns.keep(message.columns);
        break;
      case 'history':
        this.ways = {
          back: 'canGoBack' in message && message.canGoBack === true,
          forward: 'canGoForward' in message && message.canGoForward === true,
        };
        this.links.onWays?.();
        break;
      case 'kept':
        if ('state' in message) this.kept = message.state;
        break;
      case 'filterFiles':
        void this.sendFilterFiles();
        break;
      case 'saveFilter':
        if ('filter' in message && typeof message.filter === 'string') void this.services.files.save(message.filter);
        break;
      case 'request':
      case 'cancel':
        this.connection?.receive(message);
        break;
    }
  }

  /** A page has been loaded: the first one, or the same one anew after it was hidden. */
  private ready(): void {
    this.connection?.close();
    const { capture, generation, isTimeline: timeline } = this.client;
    this.connection = this.client.connect((message) => this.send(message));
    const { filters } = this.services.history;
    this.send({
      kind: 'opened',
      capture,
      generation,
      fileName: this.uri.path.slice(this.uri.path.lastIndexOf('/') + 1),
      timeline,
      eventsBefore: this.client.eventsBefore,
      history: filters,
      columns: this.services.columns.kept,
    });
    for (const message of this.early.splice(0)) this.send(message);
    this.links.onReady?.();
  }

  private async sendFilterFiles(): Promise<void> {
    this.send({ kind: 'filterFiles', files: await this.services.files.read() });
  }

  /** Opens or saves a part of a conversation; what was asked for is checked by who answers. */
  private handOut(message: object): void {
    if (!('number' in message) || typeof message.number !== 'number') return;
    if (!('part' in message) || typeof message.part !== 'string') return;
    const { contents } = this.services;
    if ('save' in message && message.save === true) void contents.save(this.uri, message.number, message.part);
    else void contents.open(this.uri, message.number, message.part);
  }

  private copy(text: string): void {
    if (text.length <= LONGEST_COPY) void vscode.env.clipboard.writeText(text);
  }

  private send(message: MessageToPage): void {
    // A hidden page is not there to hear it; it asks for everything when it is shown again.
    void this.webview.postMessage(message);
  }
}
