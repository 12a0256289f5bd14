import * as vscode from 'vscode';
import { filterWords } from '../capture/filterWords';

interface FilterItem extends vscode.QuickPickItem {
  /** The text that it makes of the filter; undefined: the filter is taken as it is. */
  readonly text?: string;
  /** It can be taken. */
  readonly use?: boolean;
}

/**
 * Lets the person write a capture filter, with what could stand next and what sysdig of the host's version would not take.
 * Undefined: nothing was changed.
 */
export async function editFilter(filter: string, sysdig: string | undefined): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<FilterItem>();
  picker.title = `Capture Filter${sysdig === undefined ? '' : ` for sysdig ${sysdig}`}`;
  picker.placeholder = 'An expression such as proc.name = nginx and evt.type in (read, write); empty: every event';
  picker.ignoreFocusOut = true;
  const show = async (value: string): Promise<void> => {
    const items = await filterItems(value, sysdig);
    // Something else may have been typed meanwhile.
    if (picker.value !== value) return;
    picker.items = items;
    // Enter takes the filter, or goes on with it where it cannot be taken yet.
    const next = items.find(({ use }) => use) ?? items.find(({ text }) => text !== undefined) ?? items[0];
    picker.activeItems = [next];
  };
  picker.onDidChangeValue((value) => void show(value));
  picker.value = filter;
  await show(filter);
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        if (item?.use) resolve(picker.value.trim());
        if (item?.text === undefined) return;
        picker.value = item.text;
        void show(item.text);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

async function filterItems(filter: string, sysdig: string | undefined): Promise<FilterItem[]> {
  const { error, warnings, completions } = await filterWords(filter, sysdig);
  const first: FilterItem =
    error === undefined
      ? { label: filter.trim() === '' ? '$(check) Record every event' : '$(check) Use this filter', use: true }
      : { label: `$(error) ${error}` };
  return [
    { ...first, alwaysShow: true },
    ...warnings.map((label) => ({ label: `$(warning) ${label}`, alwaysShow: true })),
    ...completions.map(({ label, detail, text }) => ({ label, description: detail, text, alwaysShow: true })),
  ];
}
