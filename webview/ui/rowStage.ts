import type { GridRows } from './gridRows';
import { RowPages } from './rowPages';
import type { RowSource } from './rowSource';
import { type RowRange, visibleRows } from './scrollGeometry';
import { SteadyPosition } from './steadyPosition';

/** Wait before rows whose request failed are asked for again, in milliseconds. */
const RETRY_DELAY = 1100;

export interface RowStageOptions {
  /** Height of a row, in pixels. */
  readonly rowHeight: number;
  /** Something came, or a wait is over: show again. */
  readonly onChange: () => void;
  /** Rows could not be had; they are asked for again after a while. */
  readonly onFailure: (error: unknown) => void;
}

/** What is to be shown: a position in pixels, the height of the list, the cursor, and a row that must be fetched. */
export interface StageView {
  readonly position: number;
  readonly height: number;
  readonly cursor: number;
  readonly cursorSelected: boolean;
  /** A row that is wanted wherever it is, or -1. */
  readonly needed: number;
  /** The list follows its end: what is on screen stays until more is there, however long that takes. */
  readonly following: boolean;
}

/** The rows of the present source, asked for as they are needed and put on screen as the moment allows. */
export class RowStage<Row> {
  private source: RowSource<Row> | null = null;
  private pages: RowPages<Row> | null = null;
  private readonly steady = new SteadyPosition();
  /** The pages that the rows on screen were taken from. */
  private shownPages: RowPages<Row> | null = null;
  private shown: { readonly position: number; readonly range: RowRange } | null = null;
  private wake: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly rows: GridRows<Row>,
    private readonly options: RowStageOptions,
  ) {}

  /** Number of rows that exist at present. */
  get count(): number {
    return this.source?.count ?? 0;
  }

  /** False while rows of the former source still stand in for those of the present one. */
  get isCurrent(): boolean {
    return this.shownPages === this.pages;
  }

  /** The row at an index, if it is at hand. */
  row(index: number): Row | undefined {
    return this.pages?.row(index);
  }

  /** Takes another source; requests to the former one are aborted, its rows stay until the new ones come. */
  setSource(source: RowSource<Row>): void {
    this.pages?.close();
    this.steady.reset(this.pages !== null);
    this.source = source;
    this.pages = new RowPages(source, {
      onArrive: this.options.onChange,
      onFailure: (error) => {
        this.options.onFailure(error);
        clearTimeout(this.retry);
        this.retry = setTimeout(this.options.onChange, RETRY_DELAY);
      },
    });
  }

  /** Asks for rows and shows what can be shown; gives the range of the present source on screen. */
  show(view: StageView): RowRange | null {
    const { pages } = this;
    if (!pages || view.height === 0) return null;
    const rangeAt = (position: number): RowRange => this.rangeAt(position, view.height);
    const isReady = (position: number): boolean => pages.holds(rangeAt(position));
    const decision = this.steady.decide(view.position, isReady, performance.now(), view.following);
    const needed = view.needed >= 0 ? [{ first: view.needed, last: view.needed }] : [];
    pages.want([...decision.want.map(rangeAt), ...needed]);
    clearTimeout(this.wake);
    if (decision.wake !== null) this.wake = setTimeout(this.options.onChange, decision.wake);
    if (decision.show !== null) {
      this.shown = { position: decision.show, range: rangeAt(decision.show) };
      this.shownPages = pages;
    }
    if (!this.shown || !this.isCurrent) return null;
    const { position, range } = this.shown;
    this.rows.show(range, position, view.cursor, view.cursorSelected, (index) => pages.row(index));
    return range;
  }

  /** The rows at hand of those seen at a position. */
  rowsAt(position: number, height: number): readonly Row[] {
    const { first, last } = this.rangeAt(position, height);
    const rows: Row[] = [];
    for (let index = first; index <= last; index++) {
      const row = this.row(index);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  private rangeAt(position: number, height: number): RowRange {
    return visibleRows(position, height, this.options.rowHeight, this.count);
  }
}
