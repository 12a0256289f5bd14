import * as vscode from 'vscode';
import { THIS_MACHINE } from '../host/connectHost';
import type { ConfiguredHost } from '../ssh/hostNames';
import { checkHostName, HostNameError } from '../ssh/sshArguments';

interface HostItem extends vscode.QuickPickItem {
  readonly host: string;
}

/** The hosts that the person chooses: of the configuration, typed, or this machine; undefined: none. */
export async function pickHosts(configured: readonly ConfiguredHost[]): Promise<readonly string[] | undefined> {
  const known: HostItem[] = [
    ...thisMachine(),
    ...configured.map(({ name, description }) => ({ host: name, label: `$(server) ${name}`, description })),
  ];
  let several = false;
  for (;;) {
    const picked = await pick(known, several);
    if (picked !== 'other way') return picked;
    several = !several;
  }
}

/**
 * One way of choosing: one host, or several that are ticked. `other way`: the other one is wanted. A list that is shown
 * cannot be made one of the other kind: its lines would have no boxes to tick.
 */
async function pick(
  known: readonly HostItem[],
  several: boolean,
): Promise<readonly string[] | 'other way' | undefined> {
  const picker = vscode.window.createQuickPick<HostItem>();
  picker.canSelectMany = several;
  picker.title = 'Start Capture: Hosts';
  picker.placeholder = 'Choose a host, or type one: name, user@host or ssh://user@host:port';
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.items = known;
  picker.buttons = [
    { iconPath: new vscode.ThemeIcon('checklist'), tooltip: several ? 'Choose one host' : 'Choose several hosts' },
  ];
  picker.onDidChangeValue((value) => {
    const ticked = several ? picker.selectedItems : [];
    picker.items = [...typedItem(value.trim(), known), ...typedBefore(ticked, known), ...known];
    if (several) picker.selectedItems = ticked;
  });
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => {
        const { selectedItems } = picker;
        if (selectedItems.length > 0) resolve([...new Set(selectedItems.map(({ host }) => host))]);
      });
      picker.onDidTriggerButton(() => resolve('other way'));
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function thisMachine(): HostItem[] {
  if (process.platform !== 'linux') return [];
  const { remoteName } = vscode.env;
  const description = remoteName === undefined ? 'without ssh' : `where this window is (${remoteName}), without ssh`;
  return [{ host: THIS_MACHINE, label: '$(vm) This machine', description }];
}

function typedItem(host: string, known: readonly HostItem[]): HostItem[] {
  if (host === '' || known.some((item) => item.host === host)) return [];
  try {
    checkHostName(host);
    return [{ host, label: `$(add) ${host}`, description: 'connect to this host', alwaysShow: true }];
  } catch (error) {
    if (error instanceof HostNameError) return [];
    throw error;
  }
}

/** Typed hosts that are ticked stay in the list while another one is being typed. */
function typedBefore(chosen: readonly HostItem[], known: readonly HostItem[]): HostItem[] {
  return chosen.filter((item) => !known.includes(item)).map((item) => ({ ...item, alwaysShow: true }));
}
