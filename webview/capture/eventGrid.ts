import type { EventLine } from '../../src/session/protocol';
import { type ColumnChoices, USUAL_COLUMNS } from '../ui/columnLayout';
import { Grid } from '../ui/grid';
import type { GridOptions } from '../ui/gridOptions';
import type { MenuPlace } from '../ui/menu';
import { decorateEventRow, EVENT_COLUMNS } from './eventColumns';
import { COLUMN_PRESETS, FIELD_COLUMNS } from './fieldColumns';

/** What the list of events tells of what a person does with it. */
export interface EventGridListener {
  /** A line was drawn. */
  readonly onDrawn: () => void;
  readonly onChoices: (choices: ColumnChoices) => void;
  readonly onRowMenu: (line: EventLine, column: string | null, place: MenuPlace) => void;
  /** The list begins to follow its end, or a person left it. */
  readonly onFollow: (following: boolean) => void;
  /** A person went to the end of the list by its key. */
  readonly onEnd: () => void;
  /** A column's heading was pressed. */
  readonly onHeading: (column: string) => void;
}

/** Makes the list of events, with all columns that it can have. */
export function createEventGrid(
  { onDrawn, onRowMenu, onFollow, onEnd, onHeading }: Omit<EventGridListener, 'onChoices'>,
  own: Pick<GridOptions<EventLine>, 'onSelect' | 'onScroll' | 'onChoices' | 'onFailure'>,
): Grid<EventLine> {
  return new Grid<EventLine>({
    label: 'Events',
    columns: [...EVENT_COLUMNS, ...FIELD_COLUMNS],
    choices: USUAL_COLUMNS,
    presets: COLUMN_PRESETS,
    decorate: (element, line) => {
      decorateEventRow(element, line);
      if (line) onDrawn();
    },
    onFollow,
    onEnd,
    onRowMenu,
    sorted: 'number',
    sortable: ['number', 'time'],
    onHeading,
    ...own,
  });
}
