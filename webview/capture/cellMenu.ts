import type { EventLine } from '../../src/session/protocol';
import type { MenuItem } from '../ui/menu';
import { conditionsForCell, FILTER_COLUMNS } from './cellFilter';
import { conditionItems, shorten } from './conditionMenu';
import { EVENT_COLUMNS, lineAsText } from './eventColumns';
import { FIELD_COLUMNS } from './fieldColumns';
import type { FilterSense } from './filterComposition';

export interface CellMenuActions {
  readonly onCopy: (text: string) => void;
  readonly onFilter: (condition: string, sense: FilterSense) => void;
  /** A menu of what can be done with a condition is wanted, in the place of this one. */
  readonly onCondition: (condition: string) => void;
  readonly onGoToEvent: () => void;
}

/**
 * The lines of a row's menu. For the cell that was pointed at, they filter by its value; without one, as the keyboard asks,
 * they name every value of the row that can be filtered by, each of which leads to a menu of its own.
 */
export function cellMenuItems(
  line: EventLine,
  columnId: string | null,
  currentFilter: string,
  actions: CellMenuActions,
): readonly MenuItem[] {
  const column = [...EVENT_COLUMNS, ...FIELD_COLUMNS].find(({ id }) => id === columnId);
  const items: MenuItem[] = [];
  if (column) items.push({ kind: 'action', label: 'Copy cell', run: () => actions.onCopy(column.text(line)) });
  items.push({ kind: 'action', label: 'Copy row', hint: 'Ctrl+C', run: () => actions.onCopy(lineAsText(line)) });
  const own = column ? conditionsForCell(line, column.id) : [];
  if (own.length > 0) items.push({ kind: 'separator' }, ...conditionItems(own[0], currentFilter, actions.onFilter));
  const all = [...own, ...FILTER_COLUMNS.flatMap((id) => conditionsForCell(line, id))];
  const others = [...new Set(all)].filter((condition) => condition !== own[0]);
  items.push({ kind: 'separator' });
  for (const condition of others) {
    items.push({
      kind: 'action',
      label: `Filter by ${shorten(condition)} …`,
      run: () => actions.onCondition(condition),
    });
  }
  items.push(
    { kind: 'separator' },
    { kind: 'action', label: 'Go to event number …', hint: 'G', run: actions.onGoToEvent },
  );
  return items;
}
