import { ScrollBar } from './scrollBar';
import { clampPosition, maximumPosition, positionOfRow, type RowAlignment, type ScrollExtent } from './scrollGeometry';
import { wheelPixels } from './wheel';

/** Rows that a notch of the wheel moves by. */
const WHEEL_ROWS = 2;

export interface GridViewportOptions {
  /** Height of a row. */
  readonly rowHeight: number;
  /** How many rows there are. */
  readonly count: () => number;
  /** A person scrolled; `upwards`: away from the end. */
  readonly onScroll: (upwards: boolean) => void;
}

/** What is seen of a grid: how large that is, where it stands, and the scroll bars that say so. Lengths are in pixels. */
export class GridViewport {
  /** Width of the columns together. */
  contentWidth = 0;
  private readonly vertical: ScrollBar;
  private readonly horizontal: ScrollBar;
  private seenWidth = 0;
  private seenHeight = 0;
  private above = 0;
  private left = 0;

  constructor(private readonly options: GridViewportOptions) {
    this.vertical = new ScrollBar('vertical', (position) => this.scrollTo(position, this.left));
    this.horizontal = new ScrollBar('horizontal', (position) => this.scrollTo(this.above, position));
  }

  get scrollBars(): readonly HTMLElement[] {
    return [this.vertical.element, this.horizontal.element];
  }

  get width(): number {
    return this.seenWidth;
  }

  get height(): number {
    return this.seenHeight;
  }

  /** What lies above of the rows, and left of the columns. */
  get position(): number {
    return this.above;
  }

  get sideways(): number {
    return this.left;
  }

  /** The first row that is seen whole, or nearly so. */
  get top(): number {
    return Math.min(Math.max(0, this.options.count() - 1), Math.round(this.above / this.options.rowHeight));
  }

  /** Rows that are seen whole at once. */
  get rows(): number {
    return Math.floor(this.seenHeight / this.options.rowHeight);
  }

  /** Whether a row is seen whole. */
  isInView(index: number): boolean {
    const start = index * this.options.rowHeight;
    return start >= this.above && start + this.options.rowHeight <= this.above + this.seenHeight;
  }

  /** Has another size. `keep`: a row that was seen and is to stay so where the rows have less room; -1: none. */
  resize(width: number, height: number, keep: number): void {
    // A pane that opens below must not hide the row that was just chosen; a list that is hidden itself keeps its place.
    const keeps = keep >= 0 && height > 0 && height < this.seenHeight && this.isInView(keep);
    this.seenWidth = width;
    this.seenHeight = Math.max(0, height);
    if (keeps) this.reveal(keep, 'nearest');
  }

  /** Puts a row at the top. */
  startAt(row: number): void {
    this.above = row * this.options.rowHeight;
  }

  /** Brings a row into view. */
  reveal(row: number, align: RowAlignment): void {
    this.above = positionOfRow(row, this.above, this.options.rowHeight, this.extent, align);
  }

  /** A person scrolls, with the wheel or a key. */
  scrollBy(x: number, y: number): void {
    this.scrollTo(this.above + y, this.left + x);
  }

  wheeled(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const size = { width: this.seenWidth, height: this.seenHeight };
    const { x, y } = wheelPixels(event, this.options.rowHeight * WHEEL_ROWS, size);
    this.scrollBy(x, y);
  }

  /** Stands within what there is; `following`: at its end. */
  settle(following: boolean): void {
    // A list without a size (not shown yet) keeps its position: it would be clamped to nonsense.
    if (this.seenHeight > 0) {
      this.above = following ? maximumPosition(this.extent) : clampPosition(this.above, this.extent);
    }
    this.left = clampPosition(this.left, this.sidewaysExtent);
  }

  /** Says in the scroll bars where it stands. */
  showScrollBars(): void {
    this.vertical.show(this.above, this.extent, this.seenHeight);
    this.horizontal.show(this.left, this.sidewaysExtent, this.seenWidth);
  }

  private scrollTo(above: number, left: number): void {
    const before = this.above;
    this.above = clampPosition(above, this.extent);
    this.left = clampPosition(left, this.sidewaysExtent);
    this.options.onScroll(this.above < before);
  }

  private get extent(): ScrollExtent {
    return { content: this.options.count() * this.options.rowHeight, viewport: this.seenHeight };
  }

  private get sidewaysExtent(): ScrollExtent {
    return { content: this.contentWidth, viewport: this.seenWidth };
  }
}
