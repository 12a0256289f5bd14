import * as vscode from 'vscode';
import { keptEnd } from '../capture/captureOptions';
import { countText, durationText, sizeText } from '../capture/figures';
import type { HostCapture } from '../capture/hostCapture';
import { keptEndText } from '../capture/keptEndText';
import { DROPS_MEANING, dropsText, runningText } from './captureNodes';

/** The item of the status bar while something is being recorded: it says how much, and stops it. */
export class CaptureStatus implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor() {
    this.item = vscode.window.createStatusBarItem('scaplens.captures', vscode.StatusBarAlignment.Left, 100);
    this.item.name = 'Scaplens: Captures';
    this.item.command = 'scaplens.stopCapture';
  }

  show(running: readonly HostCapture[]): void {
    if (running.length === 0) {
      this.item.hide();
      return;
    }
    this.item.text = statusText(running);
    const drops = sum(running.map((capture) => capture.drops));
    this.item.backgroundColor = drops === 0 ? undefined : new vscode.ThemeColor('statusBarItem.warningBackground');
    this.item.tooltip = [
      ...running.map((capture) => `${capture.host}: ${runningText(capture)}`),
      ...(drops === 0 ? [] : [DROPS_MEANING]),
      running.length === 1 ? 'Press to stop.' : 'Press to stop one or all.',
    ].join('\n');
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function statusText(running: readonly HostCapture[]): string {
  const bytes = sum(running.map((capture) => capture.bytes));
  if (running.every(({ stopping }) => stopping)) return '$(loading~spin) Stopping the capture';
  if (bytes === 0) return '$(loading~spin) Starting the capture';
  const rate = sum(running.map(({ lastRate }) => lastRate));
  const drops = sum(running.map((capture) => capture.drops));
  const left = running.flatMap((capture) => capture.secondsLeft() ?? []);
  return [
    `$(record) ${countText(rate)} events/s`,
    sizeText(bytes),
    ...keptTexts(running),
    ...(left.length === running.length ? [`${durationText(Math.max(...left))} left`] : []),
    ...(drops === 0 ? [] : [`$(warning) ${dropsText(drops)}`]),
  ].join('  ');
}

/** What is kept of captures whose beginnings are dropped; the same is said once. */
function keptTexts(running: readonly HostCapture[]): string[] {
  return [...new Set(running.flatMap(({ options }) => keptEnd(options) ?? []).map(keptEndText))];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
