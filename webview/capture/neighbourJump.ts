import type { NeighbourKind } from '../../src/session/protocol';
import type { PageAction } from './pageKeys';
import { isCancelled, type SessionClient } from './sessionClient';

export interface NeighbourJumpOptions {
  readonly client: SessionClient;
  /** The event that is shown; undefined where there is none. */
  readonly shown: () => number | undefined;
  readonly onGoTo: (number: number) => void;
  readonly onFailure: (error: unknown) => void;
  readonly announce: (text: string) => void;
}

/** Jumps to the previous (-1) or next (1) event of the same fd or thread, whether the filter keeps it or not. */
export class NeighbourJump {
  readonly actions: Readonly<
    Record<Extract<PageAction, 'previousInFd' | 'nextInFd' | 'previousInThread' | 'nextInThread'>, () => void>
  > = {
    previousInFd: () => void this.go('fd', -1),
    nextInFd: () => void this.go('fd', 1),
    previousInThread: () => void this.go('thread', -1),
    nextInThread: () => void this.go('thread', 1),
  };
  private run: AbortController | undefined;

  constructor(private readonly options: NeighbourJumpOptions) {}

  private async go(of: NeighbourKind, step: -1 | 1): Promise<void> {
    const { client, shown, onGoTo, onFailure, announce } = this.options;
    const number = shown();
    if (number === undefined) return;
    this.run?.abort();
    this.run = new AbortController();
    try {
      const found = await client.request('neighbour', { number, of, step }, this.run.signal);
      if (found.number !== null) onGoTo(found.number);
      else announce(`There is no ${step < 0 ? 'earlier' : 'later'} event of the same ${of}.`);
    } catch (error) {
      if (!isCancelled(error)) onFailure(error);
    }
  }
}
