import * as vscode from 'vscode';
import { type CaptureLimit, NO_LIMIT } from '../capture/captureLimit';
import type { ReadyHost } from '../capture/hostCapture';
import { HostError } from '../host/hostError';

interface LimitItem extends vscode.QuickPickItem {
  /** Undefined: on every host. */
  readonly host?: string;
  readonly limit?: Partial<CaptureLimit>;
}

/** The limit of each host, by its name. */
export type HostLimits = ReadonlyMap<string, CaptureLimit>;

/**
 * Containers and processes of hosts, of which the person ticks some, or types a name that is to hold on every host;
 * undefined: nothing was changed.
 */
export async function pickLimits(hosts: readonly ReadyHost[], limits: HostLimits): Promise<HostLimits | undefined> {
  const picker = vscode.window.createQuickPick<LimitItem>();
  picker.title = 'Limit the Capture';
  picker.placeholder = 'Tick containers and processes (with what they start), or type a name, with * and ?';
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.busy = true;
  const names = nameItems(limits.get(hosts[0].host) ?? NO_LIMIT);
  let listed: readonly LimitItem[] = [];
  const show = (ticked: readonly LimitItem[]): void => {
    const typed = typedItems(picker.value.trim());
    const before = ticked.filter((item) => item.host === undefined);
    picker.items = [...typed, ...before.filter((item) => !typed.some(({ label }) => label === item.label)), ...listed];
    picker.selectedItems = picker.items.filter((item) => ticked.some((each) => isSame(each, item)));
  };
  picker.onDidChangeValue(() => show(picker.selectedItems));
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => resolve(limitsOf(hosts, picker.selectedItems)));
      picker.onDidHide(() => resolve(undefined));
      picker.show();
      void listHosts(hosts).then((items) => {
        listed = items;
        const chosen = items.filter((item) => isChosen(item, limits));
        show([...picker.selectedItems, ...names, ...chosen]);
        picker.busy = false;
      });
    });
  } finally {
    picker.dispose();
  }
}

function typedItems(name: string): LimitItem[] {
  return name === '' ? [] : nameItems({ ...NO_LIMIT, containerNames: [name], processNames: [name] });
}

function nameItems({ containerNames, processNames }: CaptureLimit): LimitItem[] {
  const item = (label: string, limit: Partial<CaptureLimit>): LimitItem => ({
    label,
    description: 'on every host',
    limit,
    alwaysShow: true,
  });
  return [
    ...containerNames.map((name) => item(`$(package) Containers named ${name}`, { containerNames: [name] })),
    ...processNames.map((name) => item(`$(symbol-event) Processes named ${name}`, { processNames: [name] })),
  ];
}

/** Every host is asked at once; one that does not answer has its say, and no items. */
async function listHosts(hosts: readonly ReadyHost[]): Promise<LimitItem[]> {
  const lists = await Promise.all(
    hosts.map(async (ready) => {
      try {
        return await listHost(ready, hosts.length > 1);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        void vscode.window.showErrorMessage(error.message);
        return [];
      }
    }),
  );
  return lists.flat();
}

async function listHost({ host, session }: ReadyHost, isOneOfMany: boolean): Promise<LimitItem[]> {
  const containers = await session.containers();
  const processes = await session.processes();
  const title = (what: string): LimitItem => ({
    label: isOneOfMany ? `${host}: ${what}` : what,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const place = isOneOfMany ? `${host} ` : '';
  return [
    ...(containers.length > 0 ? [title('Containers')] : []),
    ...containers.map(({ id, name, image, pod }) => ({
      host,
      label: pod === '' ? name : `${pod} ${name}`,
      description: `${place}${id} ${image}`,
      limit: { containers: [id] },
    })),
    title('Processes'),
    ...processes.map(({ pid, user, command }) => ({
      host,
      label: command,
      description: `${place}${pid} ${user}`,
      limit: { processes: [pid] },
    })),
  ];
}

function isSame(a: LimitItem, b: LimitItem): boolean {
  return a.host === b.host && a.label === b.label && a.description === b.description;
}

function isChosen({ host, limit }: LimitItem, limits: HostLimits): boolean {
  const chosen = host === undefined ? undefined : limits.get(host);
  if (!chosen || !limit) return false;
  const { containers = [], processes = [] } = limit;
  return (
    containers.some((id) => chosen.containers.includes(id)) || processes.some((pid) => chosen.processes.includes(pid))
  );
}

function limitsOf(hosts: readonly ReadyHost[], items: readonly LimitItem[]): HostLimits {
  const limits = hosts.map(({ host }) => {
    const chosen = items.filter((item) => item.host === undefined || item.host === host);
    const all = <K extends keyof CaptureLimit>(name: K): CaptureLimit[K][number][] =>
      chosen.flatMap(({ limit }) => (limit?.[name] ?? []) as readonly CaptureLimit[K][number][]);
    return [
      host,
      {
        containers: all('containers'),
        processes: all('processes'),
        containerNames: all('containerNames'),
        processNames: all('processNames'),
      },
    ] as const;
  });
  return new Map(limits);
}
