/** The captures that are being written just now, by the paths of their files. */
export class GrowingCaptures {
  private readonly growing = new Map<string, Promise<void>>();

  /** A capture begins to be written. Call the result when it is complete. */
  begin(path: string): () => void {
    let complete = (): void => undefined;
    const completion = new Promise<void>((resolve) => {
      complete = resolve;
    });
    this.growing.set(path, completion);
    return () => {
      this.growing.delete(path);
      complete();
    };
  }

  /** Resolves when a capture is complete; undefined for one that nobody writes. */
  completion(path: string): Promise<void> | undefined {
    return this.growing.get(path);
  }
}
