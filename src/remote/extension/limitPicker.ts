import * as vscode from 'vscode';
import type { CaptureLimit } from '../capture/captureLimit';
import { HostError } from '../host/hostError';
import type { HostSession } from '../host/hostSession';

interface LimitItem extends vscode.QuickPickItem {
  readonly container?: string;
  readonly pid?: number;
}

/** Containers and processes of a host, of which the person ticks some; undefined: nothing was changed. */
export async function pickLimit(session: HostSession, limit: CaptureLimit): Promise<CaptureLimit | undefined> {
  const chosen = await vscode.window.showQuickPick(limitItems(session, limit), {
    title: 'Limit the Capture',
    placeHolder: 'Tick containers and processes (with what they start); none: the whole host',
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) return undefined;
  return {
    containers: chosen.flatMap(({ container }) => container ?? []),
    processes: chosen.flatMap(({ pid }) => pid ?? []),
  };
}

async function limitItems(session: HostSession, limit: CaptureLimit): Promise<LimitItem[]> {
  try {
    const containers = await session.containers();
    const processes = await session.processes();
    return [
      ...(containers.length > 0 ? [separator('Containers')] : []),
      ...containers.map(({ id, name, image }) => ({
        container: id,
        label: name,
        description: `${id} ${image}`,
        picked: limit.containers.includes(id),
      })),
      separator('Processes'),
      ...processes.map(({ pid, user, command }) => ({
        pid,
        label: command,
        description: `${pid} ${user}`,
        picked: limit.processes.includes(pid),
      })),
    ];
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    void vscode.window.showErrorMessage(error.message);
    return [];
  }
}

function separator(label: string): LimitItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
