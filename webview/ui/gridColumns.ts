import {
  type ColumnChoices,
  clampColumnWidth,
  type GridColumn,
  layOutColumns,
  shownColumns,
  usualWidth,
} from './columnLayout';
import type { MenuItem } from './menu';

/** What the columns of a grid tell it. */
export interface GridColumnsListener {
  /** Other columns are shown than before. */
  readonly onShown: () => void;
  /** Only widths changed. */
  readonly onWidths: () => void;
  /** A person's choice is settled and can be kept. */
  readonly onChoices: (choices: ColumnChoices) => void;
}

/** The columns of one grid: which are shown, how wide, and what a person may change about it. */
export class GridColumns<Row> {
  private characterWidth = 8;

  constructor(
    readonly all: readonly GridColumn<Row>[],
    private choices: ColumnChoices,
    private readonly listener: GridColumnsListener,
  ) {}

  /** The columns in sight, in order. */
  get shown(): readonly GridColumn<Row>[] {
    return shownColumns(this.all, this.choices);
  }

  /** `aria-colindex` of the columns in sight: their place among all. */
  get ordinals(): readonly number[] {
    return this.shown.map((column) => this.all.indexOf(column) + 1);
  }

  /** Reads the width of the data font from an element that uses it. Forces style: not to be called in a scroll. */
  measure(element: HTMLElement): void {
    const style = getComputedStyle(element);
    const context = document.createElement('canvas').getContext('2d');
    if (!context) return;
    context.font = `${style.fontSize} ${style.fontFamily}`;
    this.characterWidth = context.measureText('0').width || this.characterWidth;
  }

  /** Widths of the columns in sight, in pixels, for a viewport. */
  widths(viewport: number): readonly number[] {
    return layOutColumns(this.shown, this.choices, this.characterWidth, viewport);
  }

  /** A border is being dragged, or was (`done`). */
  resize(id: string, width: number, done: boolean): void {
    this.choices = { ...this.choices, widths: { ...this.choices.widths, [id]: clampColumnWidth(width) } };
    this.listener.onWidths();
    if (done) this.listener.onChoices(this.choices);
  }

  /** Makes columns as wide as what they show in the rows given. */
  fit(ids: readonly string[], rows: readonly Row[]): void {
    const widths: Record<string, number> = { ...this.choices.widths };
    for (const column of this.all) {
      if (!ids.includes(column.id)) continue;
      const longest = rows.reduce((most, row) => Math.max(most, column.text(row).length), column.title.length);
      // One more for what emphasis adds.
      widths[column.id] = usualWidth(longest + 1, this.characterWidth);
    }
    this.choose({ ...this.choices, widths });
  }

  /** The lines of the columns' menu; `rows` are those on screen, for fitting. */
  menuItems(rows: () => readonly Row[]): readonly MenuItem[] {
    const shown = this.shown;
    const toggles: readonly MenuItem[] = this.all.map((column) => ({
      kind: 'action',
      label: column.label,
      checked: shown.includes(column),
      disabled: shown.length === 1 && shown.includes(column),
      run: () => this.toggle(column.id),
    }));
    const ids = shown.map((column) => column.id);
    return [
      ...toggles,
      { kind: 'separator' },
      { kind: 'action', label: 'Fit columns to their content', run: () => this.fit(ids, rows()) },
      { kind: 'action', label: 'Reset columns', run: () => this.choose({ widths: {}, hidden: [] }) },
    ];
  }

  private toggle(id: string): void {
    const { hidden } = this.choices;
    const changed = hidden.includes(id) ? hidden.filter((column) => column !== id) : [...hidden, id];
    this.choose({ ...this.choices, hidden: changed });
  }

  private choose(choices: ColumnChoices): void {
    this.choices = choices;
    this.listener.onShown();
    this.listener.onChoices(choices);
  }
}
