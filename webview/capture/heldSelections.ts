import type { SelectionId } from '../../src/session/protocol';
import type { SessionClient } from './sessionClient';

/** The selections that the worker keeps for this page: those that nobody shows any more are given back. */
export class HeldSelections {
  private readonly held = new Set<SelectionId>();

  constructor(private readonly client: SessionClient) {}

  add(selection: SelectionId): void {
    this.held.add(selection);
  }

  /** All are gone, as the capture is read anew. */
  forget(): void {
    this.held.clear();
  }

  /** Releases all but some; selection 0, all events, is nobody's to release. */
  keepOnly(kept: readonly (SelectionId | undefined)[]): void {
    for (const selection of this.held) {
      if (kept.includes(selection)) continue;
      this.held.delete(selection);
      if (selection !== 0) this.client.request('release', { selection }).catch(() => undefined);
    }
  }
}
