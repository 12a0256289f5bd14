import type { ColumnChoices, ColumnPreset, GridColumn } from './columnLayout';
import type { RowDecorator } from './gridRow';
import type { MenuPlace } from './menu';

/** What a grid is made of, and whom it tells what a person does in it. */
export interface GridOptions<Row> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly choices: ColumnChoices;
  /** Columns that serve a purpose together, for the columns' menu. */
  readonly presets?: readonly ColumnPreset[];
  readonly decorate: RowDecorator<Row>;
  /** A person moved to a row: told once the row is at hand. */
  readonly onSelect: (index: number, row: Row) => void;
  /** Enter was pressed on the row that the keyboard acts on. */
  readonly onEnter?: () => void;
  /** The list was scrolled by a person. */
  readonly onScroll: () => void;
  /** The list begins to follow its end, or a person left it. */
  readonly onFollow?: (following: boolean) => void;
  /** A person went to the end by its key. */
  readonly onEnd?: () => void;
  readonly onChoices: (choices: ColumnChoices) => void;
  /** A menu is wanted for a row; the column is null when the keyboard asked. */
  readonly onRowMenu: (row: Row, column: string | null, place: MenuPlace) => void;
  /** Columns that the rows can be in the order of, and the one whose order they are in at first. */
  readonly sortable: readonly string[];
  readonly sorted: string;
  /** The heading of a sortable column was pressed. */
  readonly onHeading: (column: string) => void;
  /** Rows could not be had. */
  readonly onFailure: (error: unknown) => void;
}

/** Where a list stands after its source was changed. `cursor` is -1 for none. */
export interface GridPlace {
  readonly top: number;
  readonly cursor: number;
  readonly selected: boolean;
}
