import type { Participant, SequenceLine, SequencePage } from '../../../src/session/transactionProtocol';
import { USUAL_COLUMNS } from '../../ui/columnLayout';
import { createElement } from '../../ui/dom';
import { Grid } from '../../ui/grid';
import type { SessionClient } from '../sessionClient';
import { SequenceRows, sequenceColumns } from './sequenceRow';

export interface SequenceViewListener {
  /** A person moved to a message. */
  readonly onMessage: (line: SequenceLine) => void;
  /** A person wants to be at its event. */
  readonly onEnter: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Messages as arrows over time between those who took part: a list in which each has a line of life. */
export class SequenceView {
  readonly element = createElement('div', { className: 'sequence' });
  private grid: Grid<SequenceLine>;
  private participants: readonly Participant[] = [];
  private count = 0;

  constructor(
    private readonly client: SessionClient,
    private readonly listener: SequenceViewListener,
  ) {
    this.grid = this.createGrid();
  }

  /** Shows the messages of a selection; gives how many there are. */
  async load(selection: number, signal: AbortSignal): Promise<number> {
    const first = await this.page(selection, 0, 0, signal);
    const { cursorIndex, top } = this.grid;
    if (JSON.stringify(first.participants) !== JSON.stringify(this.participants)) {
      this.participants = first.participants;
      this.grid = this.createGrid();
    }
    this.count = first.count;
    const source = {
      count: first.count,
      fetch: async (from: number, count: number, wanted: AbortSignal) =>
        (await this.page(selection, from, count, wanted)).lines,
    };
    this.grid.setSource(source, { top, cursor: Math.min(cursorIndex, first.count - 1), selected: cursorIndex >= 0 });
    return first.count;
  }

  /** Marks the message that an event is part of, and gives its transaction; undefined where it is part of none. */
  async reveal(selection: number, number: number, signal: AbortSignal): Promise<number | undefined> {
    const there = this.grid.rowAt(this.grid.cursorIndex);
    if (there?.number === number && there.kind !== 'pause') return there.id;
    const { index } = await this.client.request('sequencePlace', { selection, number }, signal);
    if (index < 0) return undefined;
    this.grid.moveTo(index, { align: this.grid.isInView(index) ? 'nearest' : 'center', select: true, tell: false });
    const [line] = (await this.page(selection, index, 1, signal)).lines;
    return line?.id;
  }

  focus(): void {
    // Who comes by keyboard is to be somewhere.
    if (this.grid.cursorIndex < 0 && this.count > 0)
      this.grid.moveTo(0, { align: 'nearest', select: true, tell: false });
    this.grid.focus();
  }

  private page(selection: number, from: number, count: number, signal: AbortSignal): Promise<SequencePage> {
    return this.client.request('sequence', { selection, from, count }, signal);
  }

  private createGrid(): Grid<SequenceLine> {
    const grid = new Grid<SequenceLine>({
      label: 'Sequence of messages',
      columns: sequenceColumns(this.participants),
      choices: USUAL_COLUMNS,
      decorate: new SequenceRows(this.participants).decorate,
      onSelect: (_index, line) => this.listener.onMessage(line),
      onEnter: this.listener.onEnter,
      onScroll: () => undefined,
      onChoices: () => undefined,
      onRowMenu: () => undefined,
      sortable: [],
      sorted: '',
      onHeading: () => undefined,
      onFailure: this.listener.onFailure,
    });
    this.element.replaceChildren(grid.element);
    return grid;
  }
}
