import type { Growth, GrowthListener } from './capturePlace';

/** A capture while it is written, as the one who writes it sees it. */
export interface GrowingCapture {
  /** Somebody reads it now. */
  readonly isRead: boolean;
  /** Readers are to read what is kept anew. */
  outgrown(): void;
  /** Readers are to let go of what was dropped; resolves when they have. */
  roomNeeded(): Promise<void>;
  /** It is complete; `eventsBefore`: events of the recording before the first one in the file. */
  complete(eventsBefore: number): void;
}

/** The captures that are being written just now, by the paths of their files. */
export class GrowingCaptures {
  private readonly growing = new Map<string, Growth>();

  /** A capture begins to be written; with `inParts` only its end is kept, and it lies in parts until it is complete. */
  begin(path: string, inParts: boolean): GrowingCapture {
    let complete = (_eventsBefore: number): void => undefined;
    const completion = new Promise<number>((resolve) => {
      complete = resolve;
    });
    const listeners = new Set<GrowthListener>();
    const listen = (listener: GrowthListener): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    this.growing.set(path, { inParts, complete: completion, listen });
    return {
      get isRead() {
        return listeners.size > 0;
      },
      outgrown: () => {
        for (const listener of listeners) listener.outgrown();
      },
      roomNeeded: async () => {
        await Promise.all([...listeners].map((listener) => listener.roomNeeded()));
      },
      complete: (eventsBefore) => {
        this.growing.delete(path);
        complete(eventsBefore);
      },
    };
  }

  /** How a capture grows; undefined for one that nobody writes. */
  growth(path: string): Growth | undefined {
    return this.growing.get(path);
  }
}
