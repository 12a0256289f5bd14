import type { CaptureProgress, EventLine, RowOrder } from '../../src/session/protocol';
import type { ColumnChoices } from '../ui/columnLayout';
import { createElement } from '../ui/dom';
import { LiveRegion } from '../ui/liveRegion';
import { type MenuItem, type MenuPlace, openMenu } from '../ui/menu';
import { CaptureStatus } from './captureStatus';
import { cellMenuItems } from './cellMenu';
import { ChosenEvent } from './chosenEvent';
import type { MessageToPage, PcapngChoice } from './editorProtocol';
import { besides, captureOf } from './eventNumber';
import { FilterBar } from './filterBar';
import { FirstRowsMark } from './firstRowsMark';
import { GoToEvent } from './goToEvent';
import type { Host } from './host';
import { withHostColumn, withoutHostColumn } from './hostColumn';
import { listenToPage } from './keyboard';
import { layOutPage } from './layout';
import { PageActions } from './pageActions';
import { handedOver, restoreColumns, restorePageState } from './pageState';
import { isSameBeginning, Renumbering } from './renumbering';
import type { CapturePlace } from './selectionPlace';
import { SelectionView } from './selectionView';
import { SessionClient } from './sessionClient';
import { StateKeeper } from './stateKeeper';
import { createToolbarButtons } from './toolbarButtons';

/** The page of one capture editor: it joins the views, and passes on what one of them has to tell the others. */
export class CaptureEditor {
  private readonly keeper: StateKeeper;
  private readonly client: SessionClient;
  private readonly view: SelectionView;
  private readonly filterBar: FilterBar;
  private readonly status: CaptureStatus;
  private readonly chosen: ChosenEvent;
  private readonly goTo: GoToEvent;
  private readonly actions: PageActions;
  private readonly title = createElement('h1', { className: 'visually-hidden' });
  private readonly live = new LiveRegion();
  private readonly firstRows = new FirstRowsMark(() => this.status.progress);
  private following = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    this.keeper = new StateKeeper(restorePageState(host.keptState() ?? handedOver(root)), (state) =>
      host.keepState(state),
    );
    this.client = new SessionClient((message) => host.send(message), {
      progress: (progress) => this.progressed(progress),
      selection: (progress) => this.view.update(progress),
      surroundings: () => void this.filterBar.surroundingsChanged(),
      restarted: ({ eventsBefore }) => {
        const place = this.view.placeOf(this.keeper.current.selectedNumber);
        this.view.forget();
        this.status.progress = null;
        const renumbering = this.renumber(eventsBefore);
        const topNumber = renumbering.number(place.topNumber);
        this.start({ ...place, topNumber, selectedNumber: renumbering.number(place.selectedNumber) });
      },
    });
    this.view = this.createView();
    this.filterBar = this.createFilterBar();
    this.status = this.createStatus();
    this.chosen = new ChosenEvent({
      client: this.client,
      host,
      keeper: this.keeper,
      filterBar: () => this.filterBar,
      pageHeight: () => root.clientHeight,
      onGoTo: (number) => void this.view.goTo(number),
      onLeave: () => this.view.grid.focus(),
      selection: () => {
        const { progress, filter, order } = this.view;
        const { selection: id = 0, matched = 0, complete = false } = progress ?? {};
        return { id, matched, filter, order: complete ? order : 'file' };
      },
      onFailure: (error) => this.status.failed(error),
      announce: (text) => this.live.announce(text),
    });
    this.goTo = new GoToEvent({
      range: () => {
        const { progress } = this.status;
        const host = progress?.hosts?.[captureOf(this.keeper.current.selectedNumber)];
        return { last: (host ?? progress)?.events ?? 0, growing: progress?.state === 'reading', host: host?.name };
      },
      onGo: (number) => void this.view.goTo(besides(this.keeper.current.selectedNumber, number)),
      onLeave: () => this.view.grid.focus(),
    });
    this.actions = new PageActions({
      grid: this.view.grid,
      filterBox: this.filterBar.box,
      chosen: this.chosen,
      goTo: this.goTo,
      onCopy: (text) => host.send({ kind: 'copy', text }),
      onClearFilter: () => this.applyFilter(''),
      onFollow: () => this.setFollowing(!this.following && this.status.progress?.growing === true),
      onSavePcapng: (what) => host.send({ kind: 'savePcapng', choice: this.pcapngChoice(what) }),
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
        if (message.eventsBefore !== null) this.renumber(message.eventsBefore);
        this.chosen.tellHistory();
        this.view.isTimeline = message.timeline;
        this.view.chooseColumns(this.columnsShown(restoreColumns(message.columns)));
        this.start({ ...this.keeper.current, rowsAbove: null });
        break;
      case 'command':
        this.actions.obey(message.command);
        break;
      case 'goTo':
        void this.view.goTo(message.number);
        if (message.focus) this.view.grid.focus();
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

  private pcapngChoice(what: PcapngChoice['what']): PcapngChoice {
    if (what === 'conversation') return { what, number: this.keeper.current.selectedNumber };
    return { what, selection: this.view.progress?.selection ?? 0 };
  }

  private createView(): SelectionView {
    return new SelectionView(this.client, this.keeper.current.order, {
      onSelected: (number, { kept, jumped }) => this.chosen.show(number, kept ? '' : this.absenceText(), jumped),
      onApplied: (filter) => {
        this.status.forgetFailure();
        this.filterBar.applied(filter);
        this.keeper.change({ filter });
        this.chosen.tellChosen();
      },
      onRefused: (diagnostic) => this.filterBar.refused(diagnostic),
      onDrawn: () => this.firstRows.drawn(),
      onProgress: () => {
        this.status.refresh();
        this.chosen.detail.selectionChanged();
      },
      onTop: (topNumber) => this.keeper.change({ topNumber }),
      onChoices: (columns) =>
        this.host.send({ kind: 'columns', columns: this.view.isTimeline ? withoutHostColumn(columns) : columns }),
      onRowMenu: (line, column, place) => this.openRowMenu(line, column, place),
      onFollow: (following) => {
        this.following = following;
        this.status.liveView.follows(following);
        this.keeper.change({ following });
      },
      onEnd: () => this.setFollowing(this.status.progress?.growing === true),
      onHeading: (column) => this.setOrder(column === 'time' ? 'time' : 'file'),
      selectedNumber: () => this.keeper.current.selectedNumber,
      onFailure: (error) => this.status.failed(error),
    });
  }

  private createFilterBar(): FilterBar {
    return new FilterBar(this.client, this.host, {
      filter: this.keeper.current.filter,
      ready: this.keeper.current.readyFilters,
      onApply: (text) => this.applyFilter(text),
      onLeave: () => this.view.grid.focus(),
      onReady: (shown) => this.keeper.change({ readyFilters: shown }),
      onFailure: (error) => this.status.failed(error),
    });
  }

  private createStatus(): CaptureStatus {
    return new CaptureStatus({
      view: () => this.view,
      onStop: () => void this.client.request('stop', {}).catch((error: unknown) => this.status.failed(error)),
      onFollow: () => this.setFollowing(!this.following),
      onSortByTime: () => this.setOrder('time'),
      onFilter: (filter) => this.applyFilter(filter),
      explanation: () => this.filterBar.explanation(),
      onEvents: (possible) => {
        this.chosen.hidden = !possible;
        this.filterBar.possible = possible;
      },
      announce: (text) => this.live.announce(text),
    });
  }

  private layOut(): void {
    const { filterBar, status, chosen } = this;
    layOutPage(this.root, {
      title: this.title,
      filterBox: filterBar.box.element,
      savedFilters: filterBar.savedButton,
      readyBar: filterBar.readyBar.element,
      explainButton: filterBar.explainButton,
      explainPanel: filterBar.explainPanel.element,
      matchCount: status.matchCount,
      progressStatus: status.progressView.status,
      liveStatus: status.liveView.element,
      menuButtons: createToolbarButtons({
        onColumns: (place) => this.view.grid.openColumnMenu(place),
        moreItems: () => this.menuItems(),
      }),
      progressBar: status.progressView.bar,
      notices: status.notices.element,
      list: this.view.grid.element,
      emptyState: status.emptyState.element,
      goTo: this.goTo.element,
      splitter: chosen.splitter.element,
      detail: chosen.detail.element,
      liveRegion: this.live.element,
    });
    chosen.splitter.apply();
  }

  private menuItems(): readonly MenuItem[] {
    const { order, isTimeline } = this.view;
    if (isTimeline) return this.filterBar.menuItems();
    return [
      { kind: 'action', label: 'Order of the file', checked: order === 'file', run: () => this.setOrder('file') },
      { kind: 'action', label: 'Sort by time', checked: order === 'time', run: () => this.setOrder('time') },
      { kind: 'separator' },
      ...this.filterBar.menuItems(),
    ];
  }

  private listen(): void {
    listenToPage((action) => this.actions.act(action));
    window.addEventListener('focus', () => {
      if (document.activeElement === document.body) this.view.grid.focus();
    });
    if (document.hasFocus()) this.view.grid.focus();
  }

  /** The capture is read anew, and events may have other numbers. */
  private renumber(eventsBefore: readonly number[]): Renumbering {
    const renumbering = new Renumbering(this.keeper.current.eventsBefore, eventsBefore);
    this.keeper.change(renumbering.state(this.keeper.current));
    this.chosen.renumbered();
    return renumbering;
  }

  /** Shows the capture as it is kept, at a place: at first, and again when it is read anew. */
  private start(place: CapturePlace): void {
    const { filter } = this.keeper.current;
    this.client.request('progress', {}).then(
      (progress) => this.progressed(progress),
      (error: unknown) => this.status.failed(error),
    );
    void this.view.apply(filter, place);
  }

  private applyFilter(text: string): void {
    const filter = text.trim();
    // Blanks at the ends go, so that places in messages are places in the box.
    this.filterBar.box.value = filter;
    void this.view.apply(filter, this.view.placeOf(this.keeper.current.selectedNumber));
  }

  private columnsShown(choices: ColumnChoices): ColumnChoices {
    return this.view.isTimeline ? withHostColumn(choices) : choices;
  }

  private setOrder(order: RowOrder): void {
    if (this.view.isTimeline) return;
    this.keeper.change({ order });
    this.view.setOrder(order, this.keeper.current.selectedNumber);
    this.live.announce(order === 'time' ? 'Sorted by time.' : 'In the order of the file.');
  }

  private setFollowing(following: boolean): void {
    this.view.grid.follow(following);
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
    const before = this.status.progress;
    if (before === null) this.followAnew(progress.growing);
    this.status.progress = progress;
    const { eventsBefore } = progress;
    if (!isSameBeginning(eventsBefore, this.keeper.current.eventsBefore)) this.keeper.change({ eventsBefore });
    if (progress.state === 'reading' || before?.state === progress.state) return;
    // The count of all events is known for good now, whatever selection is shown.
    this.client.request('select', { filter: '' }).then(
      (outcome) => outcome.accepted && this.view.update(outcome.progress),
      (error: unknown) => this.status.failed(error),
    );
  }

  /** Whoever looks for the first time sees what comes; whoever went elsewhere stays there, also where the reading begins anew. */
  private followAnew(growing: boolean): void {
    const { following } = this.keeper.current;
    if (growing) this.setFollowing(following);
    else if (this.following) {
      this.setFollowing(false);
      // It is the capture that has ended: what the person chose stays.
      this.keeper.change({ following });
    }
  }

  private absenceText(): string {
    return this.view.filter === ''
      ? 'Not listed: events of this kind are not shown.'
      : 'Not listed: the filter drops it.';
  }
}
