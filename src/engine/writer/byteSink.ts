/** Where written bytes go: a file, a compressor, memory. */
export interface ByteSink {
  /**
   * Takes the next bytes, which are valid until the call returns, or until the promise that it returns is settled: the writer
   * waits for that. What it throws ends the writing.
   */
  write(bytes: Uint8Array): void | Promise<void>;
}
