import { CaptureClient } from './captureClient';
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

/** The captures that are open, by path: whoever opens one that is open already shares its worker. */
export class OpenCaptures {
  private readonly open = new Map<string, Shared>();
  private opened = 0;

  constructor(private readonly startWorker: StartWorker) {}

  acquire(path: string): CaptureShare {
    const shared = this.open.get(path) ?? this.start(path);
    shared.shares++;
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      shared.shares--;
      if (shared.shares > 0) return;
      this.open.delete(path);
      shared.client.dispose();
    };
    return { client: shared.client, release };
  }

  /** Closes everything, whoever holds a share. */
  dispose(): void {
    for (const { client } of this.open.values()) client.dispose();
    this.open.clear();
  }

  private start(path: string): Shared {
    this.opened++;
    const shared = { client: new CaptureClient(`capture-${this.opened}`, path, this.startWorker), shares: 0 };
    this.open.set(path, shared);
    return shared;
  }
}
