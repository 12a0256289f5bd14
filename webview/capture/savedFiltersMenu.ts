import type { SavedFilter } from '../../src/session/protocol';
import type { MenuItem } from '../ui/menu';

export interface SavedFilterActions {
  readonly onFilter: (filter: string) => void;
  readonly onSave: () => void;
}

/** Lines of the menu of saved filters: those of each file, and a way to save the present one. */
export function savedFilterItems(
  saved: readonly SavedFilter[],
  currentFilter: string,
  { onFilter, onSave }: SavedFilterActions,
): readonly MenuItem[] {
  const items: MenuItem[] = [];
  let path = '';
  for (const filter of saved) {
    if (filter.path !== path) {
      if (items.length > 0) items.push({ kind: 'separator' });
      items.push({ kind: 'action', label: filter.path, disabled: true, run: () => undefined });
      path = filter.path;
    }
    items.push({
      kind: 'action',
      label: filter.name,
      checked: filter.filter === currentFilter,
      run: () => onFilter(filter.filter),
    });
  }
  if (items.length === 0) {
    const label = 'No saved filters: they stand in files that end in .scapfilter';
    items.push({ kind: 'action', label, disabled: true, run: () => undefined });
  }
  items.push(
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Save the present filter …',
      disabled: currentFilter === '',
      run: onSave,
    },
  );
  return items;
}
