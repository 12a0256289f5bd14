import type { EventDetail } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { TabStrip } from '../ui/tabs';
import type { DetailPane } from './detailPane';
import type { DetailTab, TabActions } from './detailTab';
import { createTabs } from './detailTabs';
import { DETAIL_VIEWS, type DetailView, EVENT_VIEWS, isEventView, labelOf, type TabView } from './detailViews';
import type { SessionClient } from './sessionClient';

const NO_EVENT = 'Select an event first.';

/**
 * The detail below the list: the selected event, and the other views of it and of the whole list, each in a tab. A view is asked for
 * when its tab is shown; it stays chosen from event to event, and says where an event has nothing to show in it.
 */
export class DetailArea {
  readonly element: HTMLElement;
  private readonly strip: TabStrip<DetailView>;
  private readonly tabs: ReadonlyMap<DetailView, DetailTab>;
  private run = new AbortController();
  /** The focus goes to the view as soon as it is there. */
  private wantsFocus = false;

  constructor(
    client: SessionClient,
    private readonly pane: DetailPane,
    private readonly options: TabActions & {
      readonly initial: DetailView;
      readonly onView: (view: DetailView) => void;
      /** Stands at the end of the line of the tabs. */
      readonly corner: HTMLElement;
    },
  ) {
    const tabs = createTabs(client, options);
    this.tabs = tabs;
    this.strip = new TabStrip<DetailView>(
      'Detail',
      [
        { id: 'event', label: labelOf('event'), key: '', panel: pane.body },
        ...[...tabs].map(([id, { panel }]) => ({ id, label: labelOf(id), key: DETAIL_VIEWS[id].key, panel })),
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
    for (const view of EVENT_VIEWS) this.strip.setLack(view, detail.lacks[view] ?? null);
    this.turn();
  }

  /** Shows no event, but says why. */
  clear(reason: string): void {
    delete this.element.dataset.eventNumber;
    this.pane.clear(reason);
    for (const view of EVENT_VIEWS) {
      this.strip.setLack(view, NO_EVENT);
      this.tabs.get(view)?.clear(NO_EVENT);
    }
  }

  /** The list shows another selection, or events came to it. */
  selectionChanged(): void {
    this.tabs.get(this.strip.chosen)?.refresh?.();
  }

  /** Turns to a view and moves the focus there; says why where the event has nothing to show in it. */
  open(view: TabView): void {
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
    if (!isEventView(view)) return undefined;
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
