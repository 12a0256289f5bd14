import type { EventLine } from '../../src/session/protocol';
import type { MenuItem } from '../ui/menu';
import { conditionsForCell, FILTER_COLUMNS, type FilterSense } from './cellFilter';
import { EVENT_COLUMNS, lineAsText } from './eventColumns';

export interface CellMenuActions {
  readonly onCopy: (text: string) => void;
  readonly onFilter: (condition: string, sense: FilterSense) => void;
  readonly onGoToEvent: () => void;
}

/** The lines of a row's menu: for the cell that was pointed at, or, without one, for every column worth asking for. */
export function cellMenuItems(line: EventLine, columnId: string | null, actions: CellMenuActions): readonly MenuItem[] {
  const column = EVENT_COLUMNS.find(({ id }) => id === columnId);
  const items: MenuItem[] = [];
  if (column) items.push({ kind: 'action', label: 'Copy cell', run: () => actions.onCopy(column.text(line)) });
  items.push({ kind: 'action', label: 'Copy row', hint: 'Ctrl+C', run: () => actions.onCopy(lineAsText(line)) });
  const conditions = (column ? [column.id] : FILTER_COLUMNS).flatMap((id) => conditionsForCell(line, id));
  for (const sense of ['for', 'out'] as const) {
    if (conditions.length > 0) items.push({ kind: 'separator' });
    for (const condition of conditions) {
      items.push({
        kind: 'action',
        label: `${sense === 'for' ? 'Filter for' : 'Filter out'} ${shorten(condition)}`,
        run: () => actions.onFilter(condition, sense),
      });
    }
  }
  items.push(
    { kind: 'separator' },
    { kind: 'action', label: 'Go to event number …', hint: 'G', run: actions.onGoToEvent },
  );
  return items;
}

function shorten(condition: string): string {
  return condition.length > 60 ? `${condition.slice(0, 59)}…` : condition;
}
