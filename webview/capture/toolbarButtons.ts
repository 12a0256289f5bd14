import { createButton } from '../ui/controls';
import { type MenuItem, type MenuPlace, openMenu } from '../ui/menu';
import { showKeys } from './keysDialog';

export interface ToolbarActions {
  readonly onColumns: (place: MenuPlace) => void;
  /** Lines of the menu of everything that has no button of its own. */
  readonly moreItems: () => readonly MenuItem[];
}

/** The buttons at the end of the toolbar. */
export function createToolbarButtons({ onColumns, moreItems }: ToolbarActions): readonly HTMLElement[] {
  const below = (button: HTMLElement): MenuPlace => {
    const { left, bottom } = button.getBoundingClientRect();
    return { x: left, y: bottom };
  };
  const columns = createButton({
    label: 'Columns',
    icon: 'list-selection',
    iconOnly: true,
    onPress: () => onColumns(below(columns)),
  });
  const keys = createButton({ label: 'Keys', icon: 'question', iconOnly: true, onPress: showKeys });
  const more = createButton({
    id: 'more',
    label: 'More',
    icon: 'ellipsis',
    iconOnly: true,
    onPress: () => openMenu('More', moreItems(), below(more)),
  });
  return [columns, keys, more];
}
