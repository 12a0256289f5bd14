import * as vscode from 'vscode';
import type { AskpassQuestion } from '../askpass/askpassMessages';
import { type HostKeyQuestion, hostKeyQuestion } from '../askpass/hostKey';

/** Brings ssh's and sudo's prompts to the person, one at a time. What is typed goes to whoever asked, and nowhere else. */
export class Prompts {
  private last: Promise<unknown> = Promise.resolve();

  /** Answers a prompt of ssh's; undefined: the person gave no answer. `gone`: nobody waits for it any more. */
  answer(question: AskpassQuestion, gone: AbortSignal): Promise<string | undefined> {
    if (question.kind === 'notice') {
      void vscode.window.showInformationMessage(`ssh to ${question.host}: ${question.prompt}`);
      return Promise.resolve(undefined);
    }
    return this.inTurn(async () => {
      if (gone.aborted) return undefined;
      const key = hostKeyQuestion(question.prompt);
      if (key) return confirmKey(key);
      return question.kind === 'confirm'
        ? confirm(question)
        : askSecret(`ssh to ${question.host}`, question.prompt, gone);
    });
  }

  /** Asks for a password for sudo. */
  sudoPassword(user: string, host: string): Promise<string | undefined> {
    return this.inTurn(() => askSecret(`sudo on ${host}`, `Password of ${user}`));
  }

  private inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const asked = this.last.then(ask);
    this.last = asked.catch(() => undefined);
    return asked;
  }
}

/** `gone`: takes the question away. */
async function askSecret(title: string, prompt: string, gone?: AbortSignal): Promise<string | undefined> {
  const cancellation = new vscode.CancellationTokenSource();
  gone?.addEventListener('abort', () => cancellation.cancel());
  try {
    const options = { title, prompt, password: true, ignoreFocusOut: true };
    return await vscode.window.showInputBox(options, cancellation.token);
  } finally {
    cancellation.dispose();
  }
}

async function confirm({ host, prompt }: AskpassQuestion): Promise<string> {
  const answer = await vscode.window.showWarningMessage(`ssh to ${host}`, { modal: true, detail: prompt }, 'Yes');
  return answer === 'Yes' ? 'yes' : 'no';
}

async function confirmKey({ host, type, fingerprint }: HostKeyQuestion): Promise<string> {
  const trust = 'Trust and Connect';
  const detail =
    `Its ${type} key has the fingerprint\n\n${fingerprint}\n\n` +
    'Compare it with what the host itself or its administrator says. It is then remembered in known_hosts.';
  const answer = await vscode.window.showWarningMessage(
    `ssh does not know the key of ${host}.`,
    { modal: true, detail },
    trust,
  );
  return answer === trust ? 'yes' : 'no';
}
