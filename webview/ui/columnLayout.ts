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
  /** Not shown until somebody wants it. */
  readonly optional?: boolean;
  readonly text: (row: Row) => string;
  /** A class for the text of one cell, or an empty text. */
  readonly emphasis?: (row: Row) => string;
}

/** What a person changed in the columns; kept by the page through reloads. */
export interface ColumnChoices {
  /** Pixels by column id; a column that is not named has its usual width. */
  readonly widths: Readonly<Record<string, number>>;
  /** Ids of the columns in sight, in their order; empty: the usual ones. */
  readonly shown: readonly string[];
}

/** Columns that nobody has changed. */
export const USUAL_COLUMNS: ColumnChoices = { widths: {}, shown: [] };

/** Columns that serve a purpose together. */
export interface ColumnPreset {
  readonly label: string;
  /** As `ColumnChoices.shown`. */
  readonly columns: readonly string[];
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

/** Columns that are shown, in their order. There is always one: an empty list could not be got out of. */
export function shownColumns<Column extends { readonly id: string; readonly optional?: boolean }>(
  columns: readonly Column[],
  choices: ColumnChoices,
): readonly Column[] {
  const shown = choices.shown.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  return shown.length > 0 ? [...new Set(shown)] : columns.filter(({ optional }) => optional !== true);
}

/** The ids of shown columns after one of them was moved to a place among the others. */
export function movedColumn(shown: readonly string[], id: string, place: number): readonly string[] {
  const others = shown.filter((column) => column !== id);
  return others.length === shown.length ? shown : others.toSpliced(Math.max(0, place), 0, id);
}

/** The ids of shown columns with one more, behind the nearest column that stands before it in the order of all. */
export function withColumn(all: readonly string[], shown: readonly string[], id: string): readonly string[] {
  if (shown.includes(id)) return shown;
  const before = all.slice(0, all.indexOf(id)).toReversed();
  const neighbour = before.find((column) => shown.includes(column));
  return shown.toSpliced(neighbour === undefined ? 0 : shown.indexOf(neighbour) + 1, 0, id);
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
