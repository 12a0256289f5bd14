import * as vscode from 'vscode';
import type { CaptureQuestions } from '../language/protocol';
import { HostConnection } from '../session/client/hostConnection';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { SessionNotification } from '../session/protocol';
import { summedValues } from '../session/timeline/hostSums';

type Asked<Question extends keyof CaptureQuestions> = Parameters<CaptureQuestions[Question]>[0];
type Answer<Question extends keyof CaptureQuestions> = Awaited<ReturnType<CaptureQuestions[Question]>>;

/** Answers the language server for all captures that are open and could be read. Holds a connection to each of them until `dispose`. */
export class CaptureAnswers implements CaptureQuestions {
  /** By the captures' addresses. */
  private readonly connections = new Map<string, HostConnection>();
  private readonly stopListening: () => void;

  /** `onChange` is called when captures were opened or closed, or have been read to their end or anew. */
  constructor(
    private readonly open: OpenCaptures,
    private readonly onChange: () => void,
  ) {
    this.stopListening = open.onChange(() => {
      this.follow();
      onChange();
    });
    this.follow();
  }

  async captures(): Promise<Answer<'captures'>> {
    return this.readable.map(([capture]) => ({ capture, label: fileName(capture) }));
  }

  /** Values of all captures, as if they were one. */
  async values(request: Asked<'values'>): Promise<Answer<'values'>> {
    const answers = await allAnswers(this.readable.map(([, connection]) => connection.request('fieldValues', request)));
    return summedValues(answers, request.limit);
  }

  async count({ filter, capture }: Asked<'count'>): Promise<Answer<'count'>> {
    const asked = this.readable.filter(([address]) => capture === undefined || address === capture);
    return allAnswers(
      asked.map(async ([address, connection]) => {
        const outcome = await connection.request('count', { filter });
        if (!outcome.accepted) throw new Error(outcome.diagnostics[0]?.message ?? 'The filter was refused.');
        const { matched, complete } = outcome;
        return { capture: address, label: fileName(address), matched, complete };
      }),
    );
  }

  dispose(): void {
    this.stopListening();
    for (const connection of this.connections.values()) connection.close();
    this.connections.clear();
  }

  /** The connections by their captures' addresses. Of a capture that could not be read there is nothing to tell. */
  private get readable(): readonly (readonly [string, HostConnection])[] {
    const { all } = this.open;
    return [...this.connections].filter(([address]) => all.get(address)?.isUnreadable === false);
  }

  /** Connects to captures that are new, and lets go of those that are closed. */
  private follow(): void {
    const { all } = this.open;
    for (const [address, connection] of this.connections) {
      if (all.has(address)) continue;
      connection.close();
      this.connections.delete(address);
    }
    for (const [address, client] of all) {
      if (this.connections.has(address)) continue;
      this.connections.set(address, new HostConnection(client, (notification) => this.heard(notification)));
    }
  }

  private heard(notification: SessionNotification): void {
    const { event } = notification;
    if (event === 'restarted' || (event === 'progress' && notification.payload.state !== 'reading')) this.onChange();
  }
}

function fileName(address: string): string {
  const { path } = vscode.Uri.parse(address);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The answers of those that can answer. */
async function allAnswers<T>(asked: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(asked);
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}
