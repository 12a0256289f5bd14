import * as vscode from 'vscode';
import { CaptureClient } from '../../session/client/captureClient';
import { HostConnection } from '../../session/client/hostConnection';
import type { StartWorker } from '../../session/client/workerLink';
import { type AskSession, filterWords } from '../capture/filterWords';

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
export async function editFilter(
  filter: string,
  sysdig: string | undefined,
  startWorker: StartWorker,
): Promise<string | undefined> {
  // A session of nothing: it is asked about the language alone, which needs not be loaded here as well.
  const nothing = { path: 'filter', read: async () => new Uint8Array(0) };
  const session = new CaptureClient('filter', nothing, startWorker);
  const connection = new HostConnection(session, () => undefined);
  try {
    return await pick(filter, sysdig, (method, params) => connection.request(method, params));
  } finally {
    connection.close();
    session.dispose();
  }
}

async function pick(filter: string, sysdig: string | undefined, ask: AskSession): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<FilterItem>();
  picker.title = `Capture Filter${sysdig === undefined ? '' : ` for sysdig ${sysdig}`}`;
  picker.placeholder = 'An expression such as proc.name = nginx and evt.type in (read, write); empty: every event';
  picker.ignoreFocusOut = true;
  const show = async (value: string): Promise<void> => {
    const items = await filterItems(value, sysdig, ask);
    // Something else may have been typed meanwhile.
    if (picker.value !== value) return;
    picker.items = items;
    // Enter takes the filter, or goes on with it where it cannot be taken yet.
    const next = items.find(({ use }) => use) ?? items.find(({ text }) => text !== undefined) ?? items[0];
    picker.activeItems = [next];
  };
  // The last answer may come when the editor is closed, and its session with it.
  picker.onDidChangeValue((value) => void show(value).catch(() => undefined));
  picker.value = filter;
  await show(filter);
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        if (item?.use) resolve(picker.value.trim());
        if (item?.text === undefined) return;
        picker.value = item.text;
        void show(item.text).catch(() => undefined);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

async function filterItems(filter: string, sysdig: string | undefined, ask: AskSession): Promise<FilterItem[]> {
  const { error, warnings, completions } = await filterWords(filter, sysdig, ask);
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
