import { createElement } from '../ui/dom';
import { Splitter } from '../ui/splitter';
import { DetailArea } from './detailArea';
import { DetailLoader } from './detailLoader';
import { DetailPane } from './detailPane';
import { detailRequests } from './detailRequests';
import type { ShownSelection } from './editorProtocol';
import type { FilterBar } from './filterBar';
import type { Host } from './host';
import { NeighbourJump } from './neighbourJump';
import { USUAL_DETAIL_HEIGHT } from './pageState';
import { SelectionHistory } from './selectionHistory';
import type { SessionClient } from './sessionClient';
import type { StateKeeper } from './stateKeeper';

/** What the list keeps of the window's height when the detail pane is drawn up, in pixels. */
const LIST_KEEPS = 140;
/** Height of the detail pane's first line, to which it can be drawn down, in pixels. */
const DETAIL_MINIMUM = 28;

export interface ChosenEventOptions {
  readonly client: SessionClient;
  readonly host: Host;
  readonly keeper: StateKeeper;
  readonly filterBar: () => FilterBar;
  /** Height of the page, in pixels. */
  readonly pageHeight: () => number;
  /** Brings an event into the list, or the nearest one, and chooses it. */
  readonly onGoTo: (number: number) => void;
  /** Leads back into the list. */
  readonly onLeave: () => void;
  readonly selection: () => ShownSelection;
  readonly onFailure: (error: unknown) => void;
  readonly announce: (text: string) => void;
}

/** The one event that is chosen: its detail, the height of that, and the way back to events that were chosen before. */
export class ChosenEvent {
  readonly detail: DetailArea;
  readonly splitter: Splitter;
  private readonly loader: DetailLoader;
  private history: SelectionHistory;
  readonly neighbours: NeighbourJump;

  constructor(private readonly options: ChosenEventOptions) {
    const { client, host, keeper, filterBar, onGoTo, onFailure, announce } = options;
    const pane = new DetailPane(onGoTo, (condition, place) => filterBar().openCondition(condition, place));
    this.detail = new DetailArea(client, pane, {
      initial: keeper.current.detailView,
      onView: (detailView) => keeper.change({ detailView }),
      onGoTo,
      ...detailRequests(host),
      onFilter: (condition) => filterBar().compose(condition, 'for'),
      selection: options.selection,
      onLeave: options.onLeave,
      corner: this.createBesideButton(),
      sequence: keeper.current.sequence,
      onSequence: (sequence) => keeper.change({ sequence }),
      onFailure,
      announce,
    });
    this.loader = new DetailLoader(client, this.detail, (detail) => filterBar().chosen(detail?.related ?? {}));
    this.neighbours = new NeighbourJump({
      client,
      shown: () => this.detail.shown?.number,
      onGoTo,
      onFailure,
      announce,
    });
    this.history = new SelectionHistory(keeper.current.visited);
    this.splitter = new Splitter({
      label: 'Height of the detail',
      controls: 'detail',
      minimum: DETAIL_MINIMUM,
      maximum: () => options.pageHeight() - LIST_KEEPS,
      initial: keeper.current.detailHeight,
      usual: USUAL_DETAIL_HEIGHT,
      onHeight: (height, done) => {
        this.detail.element.style.height = `${height}px`;
        if (done) keeper.change({ detailHeight: height });
      },
    });
  }

  /** Where there can be no event, there is no room for its detail either. */
  set hidden(hidden: boolean) {
    this.detail.element.hidden = hidden;
    this.splitter.element.hidden = hidden;
  }

  /** An event was chosen; `note` says what is special about its being shown, `jumped` whether one can go back from it. */
  show(number: number, note: string, jumped: boolean): void {
    this.history.choose(number, jumped);
    // After a jump the list stands near the event; where exactly is known a moment later, when the page may be gone.
    const place = jumped ? { topNumber: number } : {};
    this.options.keeper.change({ selectedNumber: number, visited: this.history.current, ...place });
    this.tellHistory();
    this.tellChosen();
    void this.loader.load(number, note);
  }

  /** Events have other numbers, as they are kept. */
  renumbered(): void {
    this.history = new SelectionHistory(this.options.keeper.current.visited);
    this.tellHistory();
  }

  /** Tells editors beside which event is chosen, and by which filter the list is made. */
  tellChosen(): void {
    const { selectedNumber: number, filter } = this.options.keeper.current;
    this.options.host.send({ kind: 'chosen', number, filter });
  }

  /** Shows the same in an editor of its own, beside the list. */
  openBeside(): void {
    const { selectedNumber, eventsBefore, filter, detailView, sequence } = this.options.keeper.current;
    this.options.host.send({
      kind: 'beside',
      state: { selectedNumber, eventsBefore, filter, detailView, sequence, pinned: false },
    });
  }

  /** Goes back (-1) or forth (1) through the events that were chosen. */
  step(by: -1 | 1): void {
    const number = this.history.step(by);
    if (number === null) return;
    this.options.onGoTo(number);
    this.tellHistory();
  }

  /** Jumps between enter and exit. */
  goToPartner(): void {
    const partner = this.detail.shown?.partner ?? null;
    if (partner !== null) this.options.onGoTo(partner);
    else this.options.announce('This event has no matching enter or exit.');
  }

  private createBesideButton(): HTMLElement {
    const button = createElement('button', {
      className: 'corner-button codicon codicon-split-horizontal',
      attributes: { type: 'button', 'aria-label': 'Open beside the list', title: 'Open beside the list (B)' },
    });
    button.addEventListener('click', () => this.openBeside());
    return button;
  }

  /** Says which ways there are: VS Code's keys for them are this page's only as long as they lead somewhere. */
  tellHistory(): void {
    const { canGoBack, canGoForward } = this.history;
    this.options.host.send({ kind: 'history', canGoBack, canGoForward });
  }
}
