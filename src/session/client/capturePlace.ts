/** Where a capture lies. */
export interface CapturePlace {
  /** Its path on the disk of this machine; elsewhere a path within that place, which only gives it its name. */
  readonly path: string;
  /**
   * Reads its whole content, where it does not lie on the disk of this machine. Rejects with an error whose message is a
   * sentence.
   */
  readonly read?: () => Promise<Uint8Array>;
  /** There while the capture is still being written: resolves when it is complete. */
  readonly complete?: Promise<void> | undefined;
  /** Calls `changed` when it has another content than before; returns what ends the watching. */
  readonly watch?: (changed: () => void) => () => void;
}
