import * as vscode from 'vscode';
import { sizeText } from '../capture/figures';
import type { HostCapture } from '../capture/hostCapture';
import type { SpooledCapture } from '../spool/spoolFolder';
import { isActive } from './captureFiles';
import { runningText, startText } from './captureNodes';
import { labelOf } from './hostLabel';

/** The running captures that are meant: the only one, or those that are chosen. `what` is to be done with them. */
export async function chooseRunning(what: string, running: readonly HostCapture[]): Promise<readonly HostCapture[]> {
  if (running.length <= 1) return running;
  const active = running.find(({ path }) => isActive(path));
  const items = running.map((capture) => ({
    capture,
    label: labelOf(capture.host),
    description: runningText(capture),
    picked: active === undefined || capture === active,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: `${what}: Captures`, canPickMany: true });
  return (chosen ?? []).map(({ capture }) => capture);
}

/** The capture that is to be saved: the one in front, the only one, or the one that is chosen. */
export async function chooseCapture(
  all: readonly (HostCapture | SpooledCapture)[],
): Promise<HostCapture | SpooledCapture | undefined> {
  const active = all.find(({ path }) => isActive(path));
  if (active || all.length <= 1) return active ?? all[0];
  const items = all.map((capture) => ({
    capture,
    label: labelOf(capture.record.host),
    description: `${startText(capture.record.started)} · ${sizeText(capture.bytes)}`,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Save Capture As' }))?.capture;
}
