import * as vscode from 'vscode';
import { THIS_MACHINE } from '../host/connectHost';
import type { HostError } from '../host/hostError';

/** A way out of a failure, as a button beside it. */
export interface WayOut {
  readonly title: string;
  readonly run: () => void;
}

/** What captures say to the person, and the log of it: what ran where, how it ended, and what was said there. */
export class CaptureMessages implements vscode.Disposable {
  private readonly log = vscode.window.createOutputChannel('Scaplens Captures');

  /** A line of the log. */
  say(line: string): void {
    this.log.appendLine(`${new Date().toISOString()} ${line}`);
  }

  /** Tells of a failure in words, with ways out of it; what the host said is in the log. */
  fail(error: HostError, ways: readonly WayOut[] = [], more = ''): void {
    for (const line of error.words) this.say(`  ${line}`);
    const offered = [
      ...ways,
      ...(error.words.length > 0 ? [{ title: 'Show What Was Said', run: () => this.log.show(true) }] : []),
    ];
    const said = error.message.startsWith(`${THIS_MACHINE}: `) ? capitalized(error.message) : error.message;
    const message = `${said}${more}`;
    this.say(message);
    void vscode.window
      .showErrorMessage(message, ...offered.map(({ title }) => title))
      .then((chosen) => offered.find(({ title }) => title === chosen)?.run());
  }

  dispose(): void {
    this.log.dispose();
  }
}

/** What a thrown thing says. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
