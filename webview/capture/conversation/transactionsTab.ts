import type { TransactionLine, TransactionPage } from '../../../src/session/transactionProtocol';
import { USUAL_COLUMNS } from '../../ui/columnLayout';
import { createElement } from '../../ui/dom';
import { Grid } from '../../ui/grid';
import type { RowSource } from '../../ui/rowSource';
import type { DetailTab, TabActions } from '../detailTab';
import { type Mode, ModeButtons } from '../modeButtons';
import { formatCount } from '../numberText';
import { isCancelled, type SessionClient } from '../sessionClient';
import { SequenceView } from './sequenceView';
import { decorateTransactionRow, TRANSACTION_COLUMNS } from './transactionColumns';
import { TransactionDetails } from './transactionDetails';

/** How long the list stays as it is while events come, in milliseconds: it is made anew as a whole. */
const REFRESH_DELAY = 500;
const SHAPES: readonly Mode<'list' | 'diagram'>[] = [
  ['list', 'List'],
  ['diagram', 'Diagram'],
];

/** Requests of HTTP and questions of DNS with their answers: those with an event of the list, or all of the capture. */
export class TransactionsTab implements DetailTab {
  readonly head = createElement('div', { className: 'tab-head' });
  readonly panel = createElement('div', { className: 'transactions-panel' });
  private readonly count = createElement('span', { className: 'stream-facts detail-fact' });
  private readonly toggle = createElement('button', {
    className: 'data-mode',
    text: 'All',
    attributes: {
      type: 'button',
      'aria-pressed': 'false',
      title: 'Show those of the whole capture, whatever the filter is',
    },
  });
  private readonly save = createElement('button', {
    className: 'data-mode',
    text: 'Save as HAR',
    attributes: { type: 'button', title: 'Write the requests of HTTP that are listed to an HTTP archive' },
  });
  private readonly grid: Grid<TransactionLine>;
  private readonly sequence: SequenceView;
  private isSequence: boolean;
  private readonly details: TransactionDetails;
  /** What the list was made for. */
  private shown = '';
  private all = false;
  /** The event that was shown last. */
  private number: number | null = null;
  private run = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: SessionClient,
    private readonly actions: TabActions,
  ) {
    this.details = new TransactionDetails(actions);
    this.grid = new Grid<TransactionLine>({
      label: 'Transactions',
      columns: TRANSACTION_COLUMNS,
      choices: USUAL_COLUMNS,
      decorate: decorateTransactionRow,
      onSelect: (_index, line) => {
        actions.onGoTo(line.number);
        void this.showDetails(line.id);
      },
      onEnter: actions.onLeave,
      onScroll: () => undefined,
      onChoices: () => undefined,
      onRowMenu: () => undefined,
      sortable: [],
      sorted: '',
      onHeading: () => undefined,
      onFailure: (error) => this.failed(error),
    });
    this.sequence = new SequenceView(client, {
      onMessage: ({ number, id }) => {
        actions.onGoTo(number);
        void this.showDetails(id);
      },
      onEnter: actions.onLeave,
      onFailure: (error) => this.failed(error),
    });
    this.isSequence = actions.sequence;
    this.toggle.addEventListener('click', () => {
      this.all = !this.all;
      this.toggle.setAttribute('aria-pressed', String(this.all));
      void this.load();
    });
    this.save.addEventListener('click', () => void this.saveArchive());
    const shapes = new ModeButtons(
      'Show transactions as',
      SHAPES,
      this.isSequence ? 'diagram' : 'list',
      (shape) => void this.setShape(shape === 'diagram'),
    );
    const buttons = createElement('span', { className: 'stream-modes', children: [this.toggle, this.save] });
    this.head.append(this.count, shapes.element, buttons);
  }

  /** Shows the list, with the transaction marked that the event is part of. */
  async show(number: number | null, signal: AbortSignal): Promise<void> {
    this.number = number;
    await this.load();
    if (signal.aborted || number === null) return;
    if (this.isSequence) await this.revealMessage(number, signal);
    else await this.revealLine(number, signal);
  }

  private async revealMessage(number: number, signal: AbortSignal): Promise<void> {
    try {
      const id = await this.sequence.reveal(this.selection, number, signal);
      if (id !== undefined) await this.showDetails(id);
    } catch (error) {
      this.failed(error);
    }
  }

  private async revealLine(number: number, signal: AbortSignal): Promise<void> {
    const at = this.grid.rowAt(this.grid.cursorIndex);
    if (at?.number === number) return;
    try {
      const { index } = await this.client.request('transactionPlace', { selection: this.selection, number }, signal);
      if (index < 0) return;
      this.grid.moveTo(index, { align: this.grid.isInView(index) ? 'nearest' : 'center', select: true, tell: false });
      const [line] = (await this.page(index, 1, signal)).lines;
      if (line) await this.showDetails(line.id);
    } catch (error) {
      this.failed(error);
    }
  }

  /** The list stands without an event. */
  clear(): void {
    void this.load();
  }

  focus(): void {
    if (this.isSequence) this.sequence.focus();
    else this.grid.focus();
  }

  /** Events came to the selection, or it is another one. */
  refresh(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.load();
    }, REFRESH_DELAY);
  }

  private get selection(): number {
    return this.all ? 0 : this.actions.selection().id;
  }

  /** Asks for the list anew where it is not the one of this selection. */
  private async load(): Promise<void> {
    const { id, matched } = this.actions.selection();
    const wanted = `${this.isSequence} ${this.all} ${id} ${matched}`;
    if (wanted === this.shown) return;
    this.run.abort();
    const run = new AbortController();
    this.run = run;
    try {
      const first = await this.page(0, 0, run.signal);
      this.shown = wanted;
      this.showCount(first);
      const source: RowSource<TransactionLine> = {
        count: first.count,
        fetch: async (from, count, signal) => (await this.page(from, count, signal)).lines,
      };
      const { cursorIndex, top } = this.grid;
      if (this.isSequence) await this.sequence.load(this.selection, run.signal);
      else
        this.grid.setSource(source, {
          top,
          cursor: Math.min(cursorIndex, first.count - 1),
          selected: cursorIndex >= 0,
        });
      const list = this.isSequence ? this.sequence.element : this.grid.element;
      if (first.count > 0) this.panel.replaceChildren(list, this.details.element);
      else this.panel.replaceChildren(this.emptiness(first));
    } catch (error) {
      this.failed(error);
    }
  }

  private page(from: number, count: number, signal: AbortSignal): Promise<TransactionPage> {
    return this.client.request('transactions', { selection: this.selection, from, count }, signal);
  }

  private showCount({ count, total, skipped }: TransactionPage): void {
    const counted = count === total ? formatCount(total) : `${formatCount(count)} of ${formatCount(total)}`;
    const left = skipped === 0 ? '' : `; ${formatCount(skipped)} streams over 64 MiB were not searched`;
    this.count.textContent = `${counted} ${total === 1 ? 'transaction' : 'transactions'} of HTTP and DNS${left}`;
    this.save.disabled = count === 0;
  }

  private emptiness({ total }: TransactionPage): HTMLElement {
    const text =
      total === 0
        ? 'No request of HTTP and no question of DNS was found in the data of this capture.'
        : `None of the ${formatCount(total)} transactions has an event that the filter keeps. “All” shows them.`;
    return createElement('p', { className: 'tab-note quiet', text });
  }

  private async showDetails(id: number): Promise<void> {
    try {
      this.details.show(await this.client.request('transaction', { id }));
    } catch (error) {
      this.details.clear();
      this.failed(error);
    }
  }

  private async setShape(isSequence: boolean): Promise<void> {
    this.isSequence = isSequence;
    this.actions.onSequence(isSequence);
    await this.show(this.number, new AbortController().signal);
  }

  private async saveArchive(): Promise<void> {
    try {
      const { text } = await this.client.request('httpArchive', { selection: this.selection });
      this.actions.onSave('requests.har', text);
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (!isCancelled(error)) this.actions.onFailure(error);
  }
}
