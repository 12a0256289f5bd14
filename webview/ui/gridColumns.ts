import {
  type ColumnChoices,
  type ColumnPreset,
  clampColumnWidth,
  type GridColumn,
  layOutColumns,
  movedColumn,
  shownColumns,
  USUAL_COLUMNS,
  usualWidth,
  withColumn,
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
    private readonly presets: readonly ColumnPreset[],
    private choices: ColumnChoices,
    private readonly listener: GridColumnsListener,
  ) {}

  /** The columns in sight, in order. */
  get shown(): readonly GridColumn<Row>[] {
    return shownColumns(this.all, this.choices);
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

  /** What was chosen elsewhere; nobody is told. */
  set chosen(choices: ColumnChoices) {
    this.choices = choices;
    this.listener.onShown();
  }

  /** Puts a column in sight at a place among the others. */
  move(id: string, place: number): void {
    this.show(movedColumn(this.ids, id, place));
  }

  /** The lines of the columns' menu; `rows` are those on screen, for fitting. `reopen` opens it again at a column. */
  menuItems(rows: () => readonly Row[], reopen: (label: string) => void): readonly MenuItem[] {
    const { shown, ids } = this;
    const presets = this.presets.map<MenuItem>(({ label, columns }) => ({
      kind: 'action',
      label,
      checked: this.isShown(columns),
      run: () => this.show(columns),
    }));
    const lines = [...shown, ...this.all.filter((column) => !shown.includes(column))].map<MenuItem>((column) => {
      const place = ids.indexOf(column.id);
      const isOnly = place >= 0 && shown.length === 1;
      return {
        kind: 'action',
        label: column.label,
        checked: place >= 0,
        disabled: isOnly,
        run: () => this.toggle(column.id),
        ...(place < 0
          ? {}
          : {
              move: (by: -1 | 1): void => {
                this.move(column.id, place + by);
                reopen(column.label);
              },
            }),
      };
    });
    return [
      ...presets,
      ...(presets.length > 0 ? [{ kind: 'separator' } as const] : []),
      ...lines,
      { kind: 'separator' },
      { kind: 'action', label: 'Fit columns to their content', run: () => this.fit(ids, rows()) },
      { kind: 'action', label: 'Reset columns', run: () => this.choose(USUAL_COLUMNS) },
    ];
  }

  private get ids(): readonly string[] {
    return this.shown.map(({ id }) => id);
  }

  private isShown(columns: readonly string[]): boolean {
    const wanted = shownColumns(this.all, { widths: {}, shown: columns });
    return wanted.map(({ id }) => id).join() === this.ids.join();
  }

  private toggle(id: string): void {
    const { ids } = this;
    if (ids.includes(id)) this.show(ids.filter((column) => column !== id));
    else
      this.show(
        withColumn(
          this.all.map((column) => column.id),
          ids,
          id,
        ),
      );
  }

  private show(shown: readonly string[]): void {
    this.choose({ ...this.choices, shown });
  }

  private choose(choices: ColumnChoices): void {
    this.chosen = choices;
    this.listener.onChoices(choices);
  }
}
