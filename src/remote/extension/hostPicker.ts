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
  const picker = vscode.window.createQuickPick<HostItem>();
  picker.title = 'Start Capture: Hosts';
  picker.placeholder = 'Choose a host, or type one: name, user@host or ssh://user@host:port';
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.items = known;
  picker.buttons = [{ iconPath: new vscode.ThemeIcon('checklist'), tooltip: 'Choose several hosts' }];
  picker.onDidTriggerButton(() => {
    picker.canSelectMany = !picker.canSelectMany;
  });
  picker.onDidChangeValue((value) => {
    const ticked = picker.canSelectMany ? picker.selectedItems : [];
    picker.items = [...typedItem(value.trim(), known), ...typedBefore(ticked, known), ...known];
    if (picker.canSelectMany) picker.selectedItems = ticked;
  });
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => {
        const { selectedItems } = picker;
        if (selectedItems.length > 0) resolve([...new Set(selectedItems.map(({ host }) => host))]);
      });
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
