import type { WorkspaceFilters } from '../protocol';
import { CaptureClient } from './captureClient';
import type { CapturePlace } from './capturePlace';
import type { StartWorker } from './workerLink';

/** A share in an open capture; the capture is closed with its last share. */
export interface CaptureShare {
  readonly client: CaptureClient;
  /** Gives the share back; a second call does nothing. */
  release(): void;
}

interface Shared {
  readonly client: CaptureClient;
  shares: number;
}

/** The captures that are open, by their addresses: whoever opens one that is open already shares its worker. */
export class OpenCaptures {
  private readonly open = new Map<string, Shared>();
  private opened = 0;
  private surroundings: WorkspaceFilters | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly startWorker: StartWorker) {}

  /** `address`: whatever tells one capture from another. */
  acquire(address: string, place: CapturePlace): CaptureShare {
    const shared = this.open.get(address) ?? this.start(address, place);
    shared.shares++;
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      shared.shares--;
      if (shared.shares > 0) return;
      this.open.delete(address);
      shared.client.dispose();
      this.changed();
    };
    return { client: shared.client, release };
  }

  /** The captures that are open, by their addresses. */
  get all(): ReadonlyMap<string, CaptureClient> {
    return new Map([...this.open].map(([address, { client }]) => [address, client]));
  }

  /** Calls when a capture has been opened or closed, until the result is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells all captures, those opened later too, what filters can name. */
  setSurroundings(surroundings: WorkspaceFilters): void {
    this.surroundings = surroundings;
    for (const { client } of this.open.values()) client.setSurroundings(surroundings);
  }

  /** Closes everything, whoever holds a share. */
  dispose(): void {
    for (const { client } of this.open.values()) client.dispose();
    this.open.clear();
  }

  private start(address: string, place: CapturePlace): Shared {
    this.opened++;
    const client = new CaptureClient(`capture-${this.opened}`, place, this.startWorker);
    if (this.surroundings) client.setSurroundings(this.surroundings);
    const shared = { client, shares: 0 };
    this.open.set(address, shared);
    this.changed();
    return shared;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
