import type { CaptureNotice, CaptureProgress, EventLine, RowOrder } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { LiveRegion } from '../ui/liveRegion';
import { type MenuItem, type MenuPlace, openMenu } from '../ui/menu';
import { Splitter } from '../ui/splitter';
import { cellMenuItems } from './cellMenu';
import { DetailArea } from './detailArea';
import { DetailLoader } from './detailLoader';
import { DetailPane } from './detailPane';
import type { MessageToPage, PageCommand } from './editorProtocol';
import { emptinessOf } from './emptiness';
import { EmptyState } from './emptyState';
import { lineAsText } from './eventColumns';
import { FilterBar } from './filterBar';
import { FirstRowsMark } from './firstRowsMark';
import { GoToEvent } from './goToEvent';
import type { Host } from './host';
import { listenToPage } from './keyboard';
import { showKeys } from './keysDialog';
import { layOutPage } from './layout';
import { LiveView } from './liveView';
import { matchText } from './matchText';
import { NoticesView } from './noticesView';
import type { PageAction } from './pageKeys';
import { restorePageState, USUAL_DETAIL_HEIGHT } from './pageState';
import { ProgressView } from './progressView';
import { SelectionView } from './selectionView';
import { isCancelled, SessionClient } from './sessionClient';
import { StateKeeper } from './stateKeeper';
import { createToolbarButtons } from './toolbarButtons';

/** What the list keeps of the window's height when the detail pane is drawn up, in pixels. */
const LIST_KEEPS = 140;
/** Height of the detail pane's first line, to which it can be drawn down, in pixels. */
const DETAIL_MINIMUM = 28;

/** The page of one capture editor: it joins the views, and holds what they have in common. */
export class CaptureEditor {
  private readonly keeper: StateKeeper;
  private readonly client: SessionClient;
  private readonly view: SelectionView;
  private readonly filterBar: FilterBar;
  private readonly title = createElement('h1', { className: 'visually-hidden' });
  private readonly matchCount = createElement('span', { id: 'match-count' });
  private readonly progressView: ProgressView;
  private readonly liveView = new LiveView(() => this.setFollowing(!this.following));
  private readonly notices = new NoticesView(() => this.setOrder('time'));
  private readonly emptyState = new EmptyState((filter) => this.applyFilter(filter));
  private readonly goTo: GoToEvent;
  private readonly detail: DetailArea;
  private readonly detailLoader: DetailLoader;
  private readonly splitter: Splitter;
  private readonly live = new LiveRegion();
  private readonly firstRows = new FirstRowsMark(() => this.progress);
  private progress: CaptureProgress | null = null;
  private following = false;
  private failure: CaptureNotice | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    this.keeper = new StateKeeper(restorePageState(host.keptState()), (state) => host.keepState(state));
    const { columnWidths, hiddenColumns, detailHeight, filter, readyFilters, order } = this.keeper.current;
    this.client = new SessionClient((message) => host.send(message), {
      progress: (progress) => this.progressed(progress),
      selection: (progress) => this.view.update(progress),
      surroundings: () => void this.filterBar.surroundingsChanged(),
      restarted: () => {
        this.view.forget();
        this.view.grid.follow(false);
        this.progress = null;
        this.start();
      },
    });
    const pane = new DetailPane(
      (number) => void this.view.goTo(number),
      (condition, place) => this.filterBar.openCondition(condition, place),
    );
    this.detail = new DetailArea(this.client, pane, {
      initial: this.keeper.current.detailView,
      onView: (detailView) => this.keeper.change({ detailView }),
      onGoTo: (number) => void this.view.goTo(number),
      onCopy: (text) => host.send({ kind: 'copy', text }),
      onFailure: (error) => this.failed(error),
      announce: (text) => this.live.announce(text),
    });
    this.detailLoader = new DetailLoader(this.client, this.detail, (detail) =>
      this.filterBar.chosen(detail?.related ?? {}),
    );
    this.view = new SelectionView(this.client, { widths: columnWidths, hidden: hiddenColumns }, order, {
      onSelected: (number, kept) => this.showEvent(number, kept),
      onApplied: (applied) => this.applied(applied),
      onRefused: (diagnostic) => this.filterBar.refused(diagnostic),
      onDrawn: () => this.firstRows.drawn(),
      onProgress: () => this.showCounts(),
      onTop: (topNumber) => this.keeper.change({ topNumber }),
      onChoices: ({ widths, hidden }) => this.keeper.change({ columnWidths: widths, hiddenColumns: hidden }),
      onRowMenu: (line, column, place) => this.openRowMenu(line, column, place),
      onFollow: (following) => {
        this.following = following;
        this.liveView.follows(following);
      },
      onEnd: () => this.setFollowing(this.progress?.growing === true),
      onHeading: (column) => this.setOrder(column === 'time' ? 'time' : 'file'),
      selectedNumber: () => this.keeper.current.selectedNumber,
      onFailure: (error) => this.failed(error),
    });
    this.filterBar = new FilterBar(this.client, host, {
      filter,
      ready: readyFilters,
      onApply: (text) => this.applyFilter(text),
      onLeave: () => this.view.grid.focus(),
      onReady: (shown) => this.keeper.change({ readyFilters: shown }),
      onFailure: (error) => this.failed(error),
    });
    this.progressView = new ProgressView(() => {
      this.client.request('stop', {}).catch((error: unknown) => this.failed(error));
    });
    this.goTo = new GoToEvent({
      range: () => ({ last: this.progress?.events ?? 0, growing: this.progress?.state === 'reading' }),
      onGo: (number) => void this.view.goTo(number),
      onLeave: () => this.view.grid.focus(),
    });
    this.splitter = new Splitter({
      label: 'Height of the detail',
      controls: 'detail',
      minimum: DETAIL_MINIMUM,
      maximum: () => this.root.clientHeight - LIST_KEEPS,
      initial: detailHeight,
      usual: USUAL_DETAIL_HEIGHT,
      onHeight: (height, done) => {
        this.detail.element.style.height = `${height}px`;
        if (done) this.keeper.change({ detailHeight: height });
      },
    });
    this.layOut();
    this.listen();
  }

  /** Takes one message of the extension host. */
  receive(message: MessageToPage): void {
    switch (message.kind) {
      case 'opened':
        this.client.open(message.capture, message.generation);
        this.filterBar.opened(message.history);
        this.title.textContent = message.fileName;
        document.title = message.fileName;
        this.view.forget();
        this.start();
        break;
      case 'command':
        this.obey(message.command);
        break;
      case 'filter':
        this.applyFilter(message.filter);
        break;
      case 'filterFiles':
        void this.filterBar.openSaved(message.files);
        break;
      case 'response':
      case 'event':
        this.client.receive(message);
        break;
    }
  }

  private layOut(): void {
    const menuButtons = createToolbarButtons({
      onColumns: (place) => this.view.grid.openColumnMenu(place),
      moreItems: () => this.menuItems(),
    });
    layOutPage(this.root, {
      title: this.title,
      filterBox: this.filterBar.box.element,
      savedFilters: this.filterBar.savedButton,
      readyBar: this.filterBar.readyBar.element,
      explainButton: this.filterBar.explainButton,
      explainPanel: this.filterBar.explainPanel.element,
      matchCount: this.matchCount,
      progressStatus: this.progressView.status,
      liveStatus: this.liveView.element,
      menuButtons,
      progressBar: this.progressView.bar,
      notices: this.notices.element,
      list: this.view.grid.element,
      emptyState: this.emptyState.element,
      goTo: this.goTo.element,
      splitter: this.splitter.element,
      detail: this.detail.element,
      liveRegion: this.live.element,
    });
    this.splitter.apply();
  }

  private menuItems(): readonly MenuItem[] {
    const { order } = this.view;
    return [
      { kind: 'action', label: 'Order of the file', checked: order === 'file', run: () => this.setOrder('file') },
      { kind: 'action', label: 'Sort by time', checked: order === 'time', run: () => this.setOrder('time') },
      { kind: 'separator' },
      ...this.filterBar.menuItems(),
    ];
  }

  private listen(): void {
    listenToPage((action) => this.act(action));
    window.addEventListener('focus', () => {
      if (document.activeElement === document.body) this.view.grid.focus();
    });
    if (document.hasFocus()) this.view.grid.focus();
  }

  /** Shows the capture from what is kept: at first, and again when it is read anew. */
  private start(): void {
    const { filter, topNumber, selectedNumber } = this.keeper.current;
    this.client.request('progress', {}).then(
      (progress) => this.progressed(progress),
      (error: unknown) => this.failed(error),
    );
    void this.view.apply(filter, { topNumber, selectedNumber, rowsAbove: null });
  }

  private applyFilter(text: string): void {
    const filter = text.trim();
    // Blanks at the ends go, so that places in messages are places in the box.
    this.filterBar.box.value = filter;
    void this.view.apply(filter, this.view.placeOf(this.keeper.current.selectedNumber));
  }

  private applied(filter: string): void {
    this.failure = null;
    this.filterBar.applied(filter);
    this.keeper.change({ filter });
  }

  private setOrder(order: RowOrder): void {
    this.keeper.change({ order });
    this.view.setOrder(order, this.keeper.current.selectedNumber);
    this.live.announce(order === 'time' ? 'Sorted by time.' : 'In the order of the file.');
  }

  private openRowMenu(line: EventLine, column: string | null, place: MenuPlace): void {
    const items = cellMenuItems(line, column, this.filterBar.filter, {
      onCopy: (text) => this.host.send({ kind: 'copy', text }),
      onFilter: (condition, sense) => this.filterBar.compose(condition, sense),
      onCondition: (condition) => this.filterBar.openCondition(condition, place),
      onGoToEvent: () => this.goTo.open(),
    });
    openMenu('Event', items, place);
  }

  private progressed(progress: CaptureProgress): void {
    const ended = progress.state !== 'reading' && this.progress?.state !== progress.state;
    const { topNumber, selectedNumber } = this.keeper.current;
    // Whoever looks for the first time sees what comes; a place that was kept stays.
    if (progress.growing && this.progress === null && topNumber === 0 && selectedNumber === 0) this.setFollowing(true);
    this.progress = progress;
    this.progressView.show(progress);
    this.liveView.show(progress);
    this.showCounts();
    // The count of all events is known for good now, whatever selection is shown.
    if (ended) {
      this.client.request('select', { filter: '' }).then(
        (outcome) => outcome.accepted && this.view.update(outcome.progress),
        (error: unknown) => this.failed(error),
      );
    }
  }

  private setFollowing(following: boolean): void {
    this.view.grid.follow(following);
  }

  private showCounts(): void {
    const { progress, view } = this;
    const selection = view.progress;
    const filtered = view.filter !== '';
    const emptiness = view.isAwaited ? 'none' : emptinessOf(progress, selection, filtered);
    const emptied = this.emptyState.show(emptiness, progress, view.filter);
    if (emptied && emptiness === 'no-match') void this.explainEmptiness(view.filter);
    // Where there can be no event, there is no room for its detail either.
    const detailed = emptiness !== 'failed' && emptiness !== 'no-events';
    this.detail.element.hidden = !detailed;
    this.splitter.element.hidden = !detailed;
    const notices = emptiness === 'failed' ? [] : (progress?.notices ?? []);
    this.notices.show(this.failure ? [...notices, this.failure] : notices);
    if (!selection || !progress) return;
    const text = matchText({
      filtered,
      matched: selection.matched,
      total: view.everything?.matched ?? progress.events,
      settled: progress.state !== 'reading' && selection.complete,
    });
    if (text === this.matchCount.textContent) return;
    this.matchCount.textContent = text;
    this.live.announce(filtered ? `${text} events match` : text);
  }

  private async explainEmptiness(filter: string): Promise<void> {
    const explanation = await this.filterBar.explanation();
    if (explanation && filter === this.view.filter) this.emptyState.explain(filter, explanation);
  }

  private showEvent(number: number, kept: boolean): void {
    this.keeper.change({ selectedNumber: number });
    void this.detailLoader.load(number, kept ? '' : this.absenceText());
  }

  private absenceText(): string {
    return this.view.filter === ''
      ? 'Not listed: events of this kind are not shown.'
      : 'Not listed: the filter drops it.';
  }

  private failed(error: unknown): void {
    if (isCancelled(error)) return;
    this.failure = { severity: 'error', reason: 'request-failed', message: errorText(error) };
    this.showCounts();
  }

  private obey(command: PageCommand): void {
    if (command === 'clearFilter') this.applyFilter('');
    else if (command === 'toggleFollow') this.setFollowing(!this.following && this.progress?.growing === true);
    else this.act(command === 'focusFilter' ? 'filter' : 'goTo');
  }

  private act(action: PageAction): void {
    const { grid } = this.view;
    switch (action) {
      case 'filter':
        this.filterBar.box.focus();
        break;
      case 'goTo':
        this.goTo.open();
        break;
      case 'keys':
        showKeys();
        break;
      case 'list':
        grid.focus();
        break;
      case 'packet':
      case 'stream':
        this.detail.open(action);
        break;
      case 'copyRow': {
        const line = grid.rowAt(grid.cursorIndex);
        if (line) this.host.send({ kind: 'copy', text: lineAsText(line) });
        break;
      }
      case 'partner': {
        const partner = this.detail.shown?.partner ?? null;
        if (partner !== null) void this.view.goTo(partner);
        else this.live.announce('This event has no matching enter or exit.');
        break;
      }
    }
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : 'The capture could not be asked.';
}
