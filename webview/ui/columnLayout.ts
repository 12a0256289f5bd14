/** How one column is shown. The grid never looks inside a row: the column does. */
export interface GridColumn<Row> {
  /** Stands in `data-column`, in the saved widths and in the list of hidden columns. */
  readonly id: string;
  /** Text of the header; may be empty. */
  readonly title: string;
  /** What the column is called in menus and by assistive technology. */
  readonly label: string;
  readonly align: 'left' | 'right';
  /** Width that fits the usual content, in characters of the data font. */
  readonly characters: number;
  /** Takes what the others leave; `characters` is then the least. One column should. */
  readonly grows?: boolean;
  readonly text: (row: Row) => string;
  /** A class for the text of one cell, or an empty text. */
  readonly emphasis?: (row: Row) => string;
}

/** What a person changed in the columns; kept by the page through reloads. */
export interface ColumnChoices {
  /** Pixels by column id; a column that is not named has its usual width. */
  readonly widths: Readonly<Record<string, number>>;
  readonly hidden: readonly string[];
}

/** Blank space in a cell, left and right together, in pixels; the same number stands in `grid.css`. */
export const CELL_PADDING = 12;
/** Narrowest a column can be dragged, in pixels: its border can still be caught. */
export const MINIMUM_COLUMN = 24;
const MAXIMUM_COLUMN = 4000;

/** A width brought into the valid range, in whole pixels. */
export function clampColumnWidth(width: number): number {
  return Math.round(Math.min(MAXIMUM_COLUMN, Math.max(MINIMUM_COLUMN, width)));
}

/** Width of a column that nobody has dragged, in pixels. */
export function usualWidth(characters: number, characterWidth: number): number {
  return clampColumnWidth(characters * characterWidth + CELL_PADDING);
}

type ColumnShape = Pick<GridColumn<never>, 'id' | 'characters' | 'grows'>;

/** Width of a column as the choices have it, in pixels. */
export function columnWidth(column: ColumnShape, choices: ColumnChoices, characterWidth: number): number {
  const chosen = choices.widths[column.id];
  return chosen === undefined ? usualWidth(column.characters, characterWidth) : clampColumnWidth(chosen);
}

/** Columns that are shown. The last one cannot be hidden: an empty list could not be got out of. */
export function shownColumns<Column extends { readonly id: string }>(
  columns: readonly Column[],
  choices: ColumnChoices,
): readonly Column[] {
  const shown = columns.filter((column) => !choices.hidden.includes(column.id));
  return shown.length > 0 ? shown : columns.slice(0, 1);
}

/** The widths of shown columns for a viewport, in pixels: a growing column takes the rest where there is one. */
export function layOutColumns(
  shown: readonly ColumnShape[],
  choices: ColumnChoices,
  characterWidth: number,
  viewport: number,
): readonly number[] {
  const widths = shown.map((column) => columnWidth(column, choices, characterWidth));
  const rest = Math.floor(viewport) - widths.reduce((sum, width) => sum + width, 0);
  const growing = shown.findIndex((column) => column.grows === true);
  return rest > 0 && growing >= 0 ? widths.map((width, index) => (index === growing ? width + rest : width)) : widths;
}
