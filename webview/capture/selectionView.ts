import type { EventLine, FilterDiagnostic, RowOrder, SelectionProgress } from '../../src/session/protocol';
import type { ColumnChoices } from '../ui/columnLayout';
import type { Grid } from '../ui/grid';
import type { GridPlace } from '../ui/gridOptions';
import { createEventGrid, type EventGridListener } from './eventGrid';
import { fieldsOf } from './fieldColumns';
import { HeldSelections } from './heldSelections';
import { ListPlace } from './listPlace';
import { type CapturePlace, findPlace } from './selectionPlace';
import { SelectionRows } from './selectionRows';
import { isCancelled, type SessionClient } from './sessionClient';

/** Rows that are next to each other for whoever looks: choosing one of them after the other is no jump. */
const NEAR_ROWS = 10;

export interface SelectionViewListener extends EventGridListener {
  /**
   * An event was chosen; `kept` is false where the selection shown does not have it, `jumped` says that it was not near the
   * one before.
   */
  readonly onSelected: (number: number, how: { readonly kept: boolean; readonly jumped: boolean }) => void;
  /** A filter is valid, and its selection is shown or will be at once. */
  readonly onApplied: (filter: string) => void;
  /** A filter is not valid; what was shown stays. */
  readonly onRefused: (diagnostic: FilterDiagnostic) => void;
  /** Counts have changed. */
  readonly onProgress: () => void;
  /** The event at the top of the list, after a scroll. */
  readonly onTop: (number: number) => void;
  /** The number of the chosen event, 0 for none. */
  readonly selectedNumber: () => number;
  readonly onFailure: (error: unknown) => void;
}

/**
 * The event list and the selection it shows. A new filter's selection takes over only when its place is known, so the
 * list never flashes; selections that nobody shows any more are released.
 */
export class SelectionView {
  readonly grid: Grid<EventLine>;
  /** The filter whose selection is shown. */
  filter = '';
  /** All events that are shown without a filter, as far as it is known. */
  everything: SelectionProgress | null = null;
  private rows: SelectionRows | null = null;
  private shown: SelectionRows | null = null;
  private readonly held: HeldSelections;
  private readonly place: ListPlace;
  private run = new AbortController();
  /** The place at which the present filter was asked for. */
  private asked: CapturePlace | null = null;
  private finding = false;
  private fields: readonly string[] = [];
  /** Index of the row that was chosen last. */
  private chosenIndex = 0;
  private wantedOrder: RowOrder;
  /** Events of several hosts: they stand in order of time, and in no other. */
  isTimeline = false;

  constructor(
    private readonly client: SessionClient,
    order: RowOrder,
    private readonly listener: SelectionViewListener,
  ) {
    this.wantedOrder = order;
    this.held = new HeldSelections(client);
    this.place = new ListPlace(() => this.grid, listener.onTop);
    this.grid = createEventGrid(listener, {
      onSelect: (index, line) => {
        this.place.pending = null;
        const jumped = Math.abs(index - this.chosenIndex) > NEAR_ROWS;
        this.chosenIndex = index;
        listener.onSelected(line.number, { kept: true, jumped });
      },
      onScroll: () => this.place.scrolled(),
      onChoices: (choices) => {
        this.showFields(choices);
        listener.onChoices(choices);
      },
      onFailure: (error) => {
        if (this.shown === this.rows && !isCancelled(error)) listener.onFailure(error);
      },
    });
  }

  /** Progress of the selection that is asked for, or null before the first answer. */
  get progress(): SelectionProgress | null {
    return this.rows?.progress ?? null;
  }

  /** The place where the list stands, given the number of the chosen event (0: none); an empty list has its last one. */
  placeOf(selectedNumber: number): CapturePlace {
    return this.place.of(selectedNumber);
  }

  /** Asks for the selection of a filter and shows it at a place. */
  async apply(filter: string, place: CapturePlace): Promise<void> {
    this.run.abort();
    const run = new AbortController();
    this.run = run;
    try {
      // Not aborted: a selection that came into being must be known, to be released.
      const outcome = await this.client.request('select', { filter });
      if (!outcome.accepted) {
        if (run.signal.aborted) return;
        // Before anything is shown, an invalid filter must not leave an empty window.
        if (!this.rows) await this.apply('', place);
        const [first] = outcome.diagnostics;
        this.listener.onRefused(outcome.diagnostics.find(({ severity }) => severity === 'error') ?? first);
        return;
      }
      this.held.add(outcome.progress.selection);
      if (run.signal.aborted) {
        this.releaseOthers();
        return;
      }
      this.rows = this.rowsOf(outcome.progress);
      this.grid.setSorted(this.rows.order === 'time' ? 'time' : 'number');
      this.asked = place;
      this.filter = filter;
      this.noteEverything(outcome.progress);
      this.listener.onApplied(filter);
      await this.settle(this.rows, place, run.signal);
      this.listener.onProgress();
    } catch (error) {
      if (!isCancelled(error)) this.listener.onFailure(error);
    }
  }

  /** Rows of an older filter stay on screen, as the present one has not kept any event yet. */
  get isAwaited(): boolean {
    return this.shown !== null && this.shown !== this.rows;
  }

  /** The order that is wanted; by time it is shown once a selection is complete, as lines would move until then. */
  get order(): RowOrder {
    return this.wantedOrder;
  }

  /** Puts the list in another order, around the place where it stands. */
  setOrder(order: RowOrder, selectedNumber: number): void {
    if (order === this.wantedOrder) return;
    this.wantedOrder = order;
    this.reorder(selectedNumber);
  }

  /** Takes news of any selection. */
  update(progress: SelectionProgress): void {
    this.noteEverything(progress);
    const moved = this.rows?.progress.moved;
    if (this.rows?.update(progress)) {
      // Lines at hand may stand elsewhere now.
      if (progress.moved !== moved) this.anew(this.rows, this.listener.selectedNumber());
      if (progress.complete) this.reorder(this.listener.selectedNumber());
      this.grid.countChanged();
      this.chooseFirst();
      const place = this.place.pending ?? (this.isAwaited ? this.asked : null);
      if (place) void this.find(this.rows, place);
    }
    this.listener.onProgress();
  }

  /** Every selection is gone, as the capture is read anew. */
  forget(): void {
    this.held.forget();
    this.everything = null;
  }

  /** Goes to an event; where the selection does not have it, to the nearest one. */
  async goTo(number: number): Promise<void> {
    const { rows } = this;
    if (!rows) return;
    this.place.pending = null;
    this.grid.follow(false);
    try {
      const found = await rows.locate(number);
      if (rows !== this.rows) return;
      const kept = found?.found === number;
      if (found) {
        const align = this.grid.isInView(found.index) ? 'nearest' : 'center';
        this.grid.moveTo(found.index, { align, select: kept, tell: false });
        this.chosenIndex = found.index;
        this.place.scrolled();
      }
      this.listener.onSelected(number, { kept, jumped: true });
    } catch (error) {
      if (!isCancelled(error)) this.listener.onFailure(error);
    }
  }

  /** Shows the columns that were chosen in another editor of the workspace, or before. */
  chooseColumns(choices: ColumnChoices): void {
    this.grid.chooseColumns(choices);
    this.showFields(choices);
  }

  /** Columns that show fields need lines that have them. */
  private showFields({ shown }: ColumnChoices): void {
    const fields = fieldsOf(shown);
    const isNew = fields.some((field) => !this.fields.includes(field));
    this.fields = fields;
    if (isNew && this.rows) this.anew(this.rows, this.listener.selectedNumber());
  }

  /** The same selection with other lines, at the place where the list stands. */
  private anew({ progress }: SelectionRows, selectedNumber: number): void {
    this.asked = this.placeOf(selectedNumber);
    this.rows = this.rowsOf(progress);
    void this.find(this.rows, this.asked);
  }

  private rowsOf(progress: SelectionProgress): SelectionRows {
    return new SelectionRows(this.client, progress, this.orderFor(progress), this.fields);
  }

  private orderFor({ complete }: SelectionProgress): RowOrder {
    if (this.isTimeline) return 'time';
    return complete ? this.wantedOrder : 'file';
  }

  private reorder(selectedNumber: number): void {
    const { rows } = this;
    if (!rows) return;
    const order = this.orderFor(rows.progress);
    this.grid.setSorted(order === 'time' ? 'time' : 'number');
    if (order === rows.order) return;
    this.anew(rows, selectedNumber);
  }

  private noteEverything(progress: SelectionProgress): void {
    if (progress.selection === 0) this.everything = progress;
  }

  private async find(rows: SelectionRows, place: CapturePlace): Promise<void> {
    if (this.finding) return;
    this.finding = true;
    try {
      await this.settle(rows, place, this.run.signal);
    } catch (error) {
      if (!isCancelled(error)) this.listener.onFailure(error);
    } finally {
      this.finding = false;
    }
  }

  private async settle(rows: SelectionRows, place: CapturePlace, signal: AbortSignal): Promise<void> {
    const found = await findPlace(rows, place, signal);
    if (rows !== this.rows) return;
    if (this.isAwaited && rows.count === 0 && !rows.progress.complete) return;
    if (this.shown !== rows) {
      this.shown = rows;
      this.place.pending = found.settled ? null : place;
      this.grid.setSource(rows, found);
      this.releaseOthers();
    } else if (found.settled && this.place.pending) {
      this.place.pending = null;
      this.grid.setPlace(found);
    }
    this.place.rememberTop();
    if (found.settled && place.selectedNumber > 0) this.told(place.selectedNumber, found);
    if (place.selectedNumber === 0) this.chooseFirst();
  }

  /** The chosen event is the same as before, in another list. */
  private told(number: number, { cursor, selected }: GridPlace): void {
    this.chosenIndex = cursor;
    this.listener.onSelected(number, { kept: selected, jumped: false });
  }

  /** A list in which nothing was ever chosen starts with its first event: the pane below then has something to say. */
  private chooseFirst(): void {
    if (this.shown !== this.rows || this.place.pending || this.grid.cursorIndex >= 0 || !this.rows?.count) return;
    this.grid.moveTo(0, { align: 'nearest', select: true, tell: true });
  }

  private releaseOthers(): void {
    this.held.keepOnly([this.rows?.progress.selection, this.shown?.progress.selection]);
  }
}
