import * as vscode from 'vscode';
import { keptEnd } from '../capture/captureOptions';
import { countText, durationText, sizeText } from '../capture/figures';
import type { HostCapture } from '../capture/hostCapture';
import { keptEndText } from '../capture/keptEndText';
import type { SpooledCapture } from '../spool/spoolFolder';
import type { ConfiguredHost } from '../ssh/hostNames';
import { labelOf } from './hostLabel';

/** What drops mean, and what helps. */
export const DROPS_MEANING =
  'sysdig drops events, because it cannot keep up. A capture filter, a smaller snaplen or compression on the way helps.';

/** A line of the tree of captures. */
export type CaptureNode =
  | { readonly kind: 'group'; readonly label: string; readonly nodes: readonly CaptureNode[] }
  | { readonly kind: 'running'; readonly capture: HostCapture }
  | { readonly kind: 'unsaved'; readonly capture: SpooledCapture }
  | { readonly kind: 'host'; readonly host: ConfiguredHost };

/** How a line looks, and what can be done with it (by its context value, in the manifest). */
export function treeItem(node: CaptureNode): vscode.TreeItem {
  switch (node.kind) {
    case 'group':
      return new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
    case 'running':
      return runningItem(node.capture);
    case 'unsaved':
      return unsavedItem(node.capture);
    case 'host': {
      const item = new vscode.TreeItem(node.host.name);
      item.description = node.host.description;
      item.iconPath = new vscode.ThemeIcon('server');
      item.contextValue = 'host';
      return item;
    }
  }
}

/** What a running capture says of itself: its rate, its size, what is left of its time, and whether events are lost. */
export function runningText(capture: HostCapture): string {
  if (capture.stopping) return 'stopping';
  if (capture.bytes === 0) return 'starting';
  const left = capture.secondsLeft();
  const kept = keptEnd(capture.options);
  return [
    `${countText(capture.lastRate)} events/s`,
    sizeText(capture.bytes),
    ...(kept ? [keptEndText(kept)] : []),
    ...(left === undefined ? [] : [`${durationText(left)} left`]),
    ...(capture.drops === 0 ? [] : [dropsText(capture.drops)]),
  ].join(' · ');
}

/** How often the recorder said that it drops events. */
export function dropsText(drops: number): string {
  return drops === 1 ? '1 drop' : `${countText(drops)} drops`;
}

function runningItem(capture: HostCapture): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(capture.host));
  item.id = capture.record.id;
  item.description = runningText(capture);
  item.iconPath =
    capture.drops === 0
      ? new vscode.ThemeIcon('record', new vscode.ThemeColor('charts.red'))
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
  item.contextValue = 'runningCapture';
  item.tooltip = [
    `${countText(capture.events)} events so far`,
    ...(capture.isRing ? [`${sizeText(capture.bytes)} are kept, and what is older is dropped`] : []),
    ...(capture.drops === 0 ? [] : [DROPS_MEANING]),
    capture.record.command,
  ].join('\n');
  item.command = { command: 'scaplens.openCapture', title: '', arguments: [{ kind: 'running', capture }] };
  return item;
}

function unsavedItem(capture: SpooledCapture): vscode.TreeItem {
  const { record, bytes } = capture;
  const item = new vscode.TreeItem(labelOf(record.host));
  item.id = record.id;
  item.description = `${startText(record.started)} · ${sizeText(bytes)}`;
  item.iconPath = new vscode.ThemeIcon('file-binary');
  item.contextValue = 'unsavedCapture';
  item.tooltip = record.command;
  item.command = { command: 'scaplens.openCapture', title: '', arguments: [{ kind: 'unsaved', capture }] };
  return item;
}

/** When a capture was started, in the reader's own way; of one of today only the time is said. */
export function startText(started: number): string {
  const start = new Date(started);
  return start.toDateString() === new Date().toDateString()
    ? start.toLocaleTimeString(undefined, { timeStyle: 'short' })
    : start.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
