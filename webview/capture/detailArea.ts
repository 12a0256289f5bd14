import type { EventDetail } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { TabStrip } from '../ui/tabs';
import type { DetailTab } from './conversation/detailTab';
import { PacketTab } from './conversation/packetTab';
import { StreamTab, type StreamTabActions } from './conversation/streamTab';
import { TransactionsTab, type TransactionsTabActions } from './conversation/transactionsTab';
import type { DetailPane } from './detailPane';
import { EchoTab, type EchoTabActions } from './echo/echoTab';
import type { DetailView } from './editorProtocol';
import { FilesTab, type FilesTabActions } from './files/filesTab';
import type { SessionClient } from './sessionClient';

const NO_EVENT = 'Select an event first.';

/**
 * The detail below the list: the selected event, its packet, its conversation; and of the whole list: requests with their answers, what was read and
 * written, files. A view is asked for when its tab is shown; it
 * stays chosen from event to event, and says where an event has nothing to show in it.
 */
export class DetailArea {
  readonly element: HTMLElement;
  private readonly strip: TabStrip<DetailView>;
  /** The tabs that are about the selection, and not about one event. */
  private readonly ofSelection: ReadonlyMap<DetailView, TransactionsTab | EchoTab | FilesTab>;
  private readonly tabs: ReadonlyMap<DetailView, DetailTab>;
  private run = new AbortController();
  /** The focus goes to the view as soon as it is there. */
  private wantsFocus = false;

  constructor(
    client: SessionClient,
    private readonly pane: DetailPane,
    private readonly options: StreamTabActions &
      TransactionsTabActions &
      EchoTabActions &
      FilesTabActions & {
        readonly initial: DetailView;
        readonly onView: (view: DetailView) => void;
        /** Stands at the end of the line of the tabs. */
        readonly corner: HTMLElement;
      },
  ) {
    const packet = new PacketTab(client, options.onGoTo);
    const stream = new StreamTab(client, options);
    const transactions = new TransactionsTab(client, options);
    const echo = new EchoTab(client, options);
    const files = new FilesTab(client, options);
    this.ofSelection = new Map<DetailView, TransactionsTab | EchoTab | FilesTab>([
      ['transactions', transactions],
      ['echo', echo],
      ['files', files],
    ]);
    this.tabs = new Map<DetailView, DetailTab>([['packet', packet], ['stream', stream], ...this.ofSelection]);
    this.strip = new TabStrip<DetailView>(
      'Detail',
      [
        { id: 'event', label: 'Event', key: '', panel: pane.body },
        { id: 'packet', label: 'Packet', key: 'P', panel: packet.panel },
        { id: 'stream', label: 'Stream', key: 'F', panel: stream.panel },
        { id: 'transactions', label: 'Transactions', key: 'R', panel: transactions.panel },
        { id: 'echo', label: 'Echo', key: 'E', panel: echo.panel },
        { id: 'files', label: 'Files', key: 'L', panel: files.panel },
      ],
      options.initial,
      (view) => {
        options.onView(view);
        this.turn();
      },
    );
    this.element = createElement('section', {
      id: 'detail',
      attributes: { 'aria-label': 'Detail' },
      children: [
        createElement('div', {
          className: 'detail-line',
          children: [this.strip.element, pane.head, ...[...this.tabs.values()].map(({ head }) => head), options.corner],
        }),
        createElement('div', {
          className: 'tab-panel-host',
          children: [pane.body, ...[...this.tabs.values()].map(({ panel }) => panel)],
        }),
      ],
    });
    this.clear('Select an event to see its parameters, process, fd and data.');
    this.showHead();
  }

  /** The event that is shown, or null. */
  get shown(): EventDetail | null {
    return this.pane.shown;
  }

  /** The view that is shown. */
  get view(): DetailView {
    return this.strip.chosen;
  }

  /** Shows an event; `note` says what is special about its being shown here, or is empty. */
  show(detail: EventDetail, note: string): void {
    this.element.dataset.eventNumber = String(detail.number);
    this.pane.show(detail, note);
    this.strip.setLack('packet', detail.lacks.packet ?? null);
    this.strip.setLack('stream', detail.lacks.stream ?? null);
    this.turn();
  }

  /** Shows no event, but says why. */
  clear(reason: string): void {
    delete this.element.dataset.eventNumber;
    this.pane.clear(reason);
    for (const view of ['packet', 'stream'] as const) {
      this.strip.setLack(view, NO_EVENT);
      this.tabs.get(view)?.clear(NO_EVENT);
    }
  }

  /** The list shows another selection, or events came to it. */
  selectionChanged(): void {
    this.ofSelection.get(this.strip.chosen)?.refresh();
  }

  /** Turns to a view and moves the focus there; says why where the event has nothing to show in it. */
  open(view: Exclude<DetailView, 'event'>): void {
    const lack = this.lackOf(view);
    if (lack !== undefined) {
      this.options.announce(lack);
      return;
    }
    if (this.strip.chosen === view) this.tabs.get(view)?.focus();
    else {
      this.wantsFocus = true;
      this.strip.choose(view);
    }
  }

  /** Brings what the chosen tab shows in line with the event. */
  private turn(): void {
    this.showHead();
    this.run.abort();
    this.run = new AbortController();
    const view = this.strip.chosen;
    const tab = this.tabs.get(view);
    if (!tab) return;
    const lack = this.lackOf(view);
    if (lack === undefined) void this.bring(tab, this.shown?.number ?? null, this.run.signal);
    else tab.clear(lack);
  }

  /** Why a view has nothing to show; undefined where it has. */
  private lackOf(view: DetailView): string | undefined {
    if (view !== 'packet' && view !== 'stream') return undefined;
    return this.shown === null ? NO_EVENT : this.shown.lacks[view];
  }

  private async bring(tab: DetailTab, number: number | null, signal: AbortSignal): Promise<void> {
    await tab.show(number, signal);
    if (signal.aborted || !this.wantsFocus) return;
    this.wantsFocus = false;
    tab.focus();
  }

  private showHead(): void {
    const view = this.strip.chosen;
    this.pane.showFacts(view === 'event');
    for (const [each, tab] of this.tabs) tab.head.classList.toggle('shown', each === view);
  }
}
