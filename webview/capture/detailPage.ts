import type { SelectionProgress } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { LiveRegion } from '../ui/liveRegion';
import { openMenu } from '../ui/menu';
import { conditionItems } from './conditionMenu';
import { DetailArea } from './detailArea';
import { DetailLoader } from './detailLoader';
import { DetailPane } from './detailPane';
import { detailRequests } from './detailRequests';
import { labelOf, viewActions } from './detailViews';
import type { DetailPageState, MessageToPage } from './editorProtocol';
import { composeFilter } from './filterComposition';
import type { Host } from './host';
import { listenToPage } from './keyboard';
import { showKeys } from './keysDialog';
import { NeighbourJump } from './neighbourJump';
import type { PageAction } from './pageKeys';
import { handedOver, restoreDetailState } from './pageState';
import { isSameBeginning, Renumbering } from './renumbering';
import { isCancelled, SessionClient } from './sessionClient';

/**
 * A page with the detail of an event alone, beside the list of its capture: it shows the event that is chosen there, or stays at
 * one. What is chosen here is chosen in the list.
 */
export class DetailPage {
  private state: DetailPageState;
  private readonly client: SessionClient;
  private readonly detail: DetailArea;
  private readonly loader: DetailLoader;
  private readonly live = new LiveRegion();
  private readonly pin = createElement('button', { className: 'corner-button', attributes: { type: 'button' } });
  private selection: SelectionProgress | undefined;
  private readonly actions: Readonly<Record<PageAction, () => void>>;

  constructor(
    root: HTMLElement,
    private readonly host: Host,
  ) {
    this.state = restoreDetailState(host.keptState() ?? handedOver(root));
    this.client = new SessionClient((message) => host.send(message), {
      progress: ({ eventsBefore }) => this.read(eventsBefore),
      selection: (progress) => this.grown(progress),
      surroundings: () => undefined,
      restarted: ({ eventsBefore }) => {
        this.renumber(eventsBefore);
        this.start();
      },
    });
    const pane = new DetailPane(
      (number) => this.goTo(number, false),
      (condition, place) => {
        const { filter } = this.state;
        const items = conditionItems(condition, filter, (chosen, sense) =>
          host.send({ kind: 'filter', filter: composeFilter(filter, chosen, sense) }),
        );
        openMenu('Filter', items, place);
      },
    );
    this.detail = new DetailArea(this.client, pane, {
      initial: this.state.detailView,
      sequence: this.state.sequence,
      corner: this.pin,
      onView: (detailView) => {
        this.change({ detailView });
        host.send({ kind: 'view', title: labelOf(detailView) });
      },
      onSequence: (sequence) => this.change({ sequence }),
      onGoTo: (number) => this.goTo(number, false),
      onLeave: () => this.goTo(this.state.selectedNumber, true),
      ...detailRequests(host),
      onFilter: (condition) => host.send({ kind: 'filter', filter: condition }),
      selection: () => {
        const { selection: id = 0, matched = 0 } = this.selection ?? {};
        return { id, matched, filter: this.state.filter, order: 'file' };
      },
      onFailure: (error) => this.failed(error),
      announce: (text) => this.live.announce(text),
    });
    this.loader = new DetailLoader(this.client, this.detail, () => undefined);
    this.actions = this.createActions();
    this.pin.addEventListener('click', () => this.setPinned(!this.state.pinned));
    this.showPinned();
    root.replaceChildren(
      createElement('main', { className: 'detail-page', children: [this.detail.element] }),
      this.live.element,
    );
    listenToPage((action) => this.actions[action]());
    // What was handed over has to come back with the window, too.
    host.keepState(this.state);
    host.send({ kind: 'view', title: labelOf(this.state.detailView) });
  }

  /** Takes one message of the extension host. */
  receive(message: MessageToPage): void {
    switch (message.kind) {
      case 'opened':
        document.title = message.fileName;
        this.client.open(message.capture, message.generation);
        if (message.eventsBefore !== null) this.renumber(message.eventsBefore);
        this.start();
        break;
      case 'chosen':
        this.follow(message.number, message.filter);
        break;
      case 'response':
      case 'event':
        this.client.receive(message);
        break;
      default:
        // Everything else is for pages that have a list.
        break;
    }
  }

  private createActions(): Readonly<Record<PageAction, () => void>> {
    const toList = (): void => this.goTo(this.state.selectedNumber, true);
    const neighbours = new NeighbourJump({
      client: this.client,
      shown: () => this.detail.shown?.number,
      onGoTo: (number) => this.goTo(number, false),
      onFailure: (error) => this.failed(error),
      announce: (text) => this.live.announce(text),
    });
    return {
      ...neighbours.actions,
      filter: toList,
      goTo: toList,
      list: toList,
      beside: toList,
      copyRow: () => undefined,
      keys: showKeys,
      ...viewActions((view) => this.detail.open(view)),
      partner: () => {
        const partner = this.detail.shown?.partner ?? null;
        if (partner !== null) this.goTo(partner, false);
      },
    };
  }

  /** The capture is read anew, and events may have other numbers. */
  private renumber(eventsBefore: readonly number[]): void {
    const renumbering = new Renumbering(this.state.eventsBefore, eventsBefore);
    this.change({ selectedNumber: renumbering.number(this.state.selectedNumber), eventsBefore });
  }

  private read(eventsBefore: readonly number[]): void {
    if (!isSameBeginning(eventsBefore, this.state.eventsBefore)) this.change({ eventsBefore });
  }

  private start(): void {
    this.selection = undefined;
    if (this.state.selectedNumber > 0) void this.loader.load(this.state.selectedNumber, '');
    void this.select();
  }

  /** Another event is chosen in the list, or the list has another filter. */
  private follow(number: number, filter: string): void {
    if (this.state.pinned || number === 0) return;
    const isOther = filter !== this.state.filter;
    this.change({ selectedNumber: number, filter });
    void this.loader.load(number, '');
    if (isOther) void this.select();
  }

  /** Asks for the selection of the list's filter, of which requests and answers are shown. */
  private async select(): Promise<void> {
    const { filter } = this.state;
    try {
      const outcome = await this.client.request('select', { filter });
      if (!outcome.accepted) return;
      const former = this.selection?.selection ?? 0;
      this.selection = outcome.progress;
      this.detail.selectionChanged();
      if (former !== 0) await this.client.request('release', { selection: former });
    } catch (error) {
      this.failed(error);
    }
  }

  private grown(progress: SelectionProgress): void {
    if (progress.selection !== this.selection?.selection) return;
    this.selection = progress;
    this.detail.selectionChanged();
  }

  private setPinned(pinned: boolean): void {
    this.change({ pinned });
    this.showPinned();
    this.live.announce(pinned ? 'Stays at this event.' : 'Follows the list.');
  }

  private showPinned(): void {
    const { pinned } = this.state;
    this.pin.className = `corner-button codicon codicon-${pinned ? 'pinned' : 'pin'}`;
    this.pin.setAttribute('aria-pressed', String(pinned));
    this.pin.setAttribute('aria-label', 'Stay at this event');
    this.pin.title = pinned ? 'Stays at this event: press to follow the list' : 'Follows the list: press to stay here';
  }

  private goTo(number: number, focus: boolean): void {
    if (number > 0) this.host.send({ kind: 'goTo', number, focus });
  }

  private change(changes: Partial<DetailPageState>): void {
    this.state = { ...this.state, ...changes };
    this.host.keepState(this.state);
  }

  private failed(error: unknown): void {
    if (!isCancelled(error)) this.live.announce(error instanceof Error ? error.message : 'That did not work.');
  }
}
