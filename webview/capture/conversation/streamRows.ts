import type { StreamLine, StreamMode } from '../../../src/session/streamProtocol';
import type { RowSource } from '../../ui/rowSource';
import type { SessionClient } from '../sessionClient';

/**
 * The lines of the stream that an event is about, in one layout; there are more as the worker lays them out. With `start`, those
 * from the event's call on.
 */
export class StreamRows implements RowSource<StreamLine> {
  private known = 0;
  private complete = false;
  private readonly stop = new AbortController();

  constructor(
    private readonly client: SessionClient,
    private readonly number: number,
    readonly mode: StreamMode,
    private readonly start: boolean,
    private readonly onCount: () => void,
  ) {}

  get count(): number {
    return this.known;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  async fetch(from: number, count: number, signal: AbortSignal): Promise<readonly StreamLine[]> {
    const { number, mode, start } = this;
    const page = await this.client.request('streamLines', { number, mode, from, count, start }, signal);
    this.learn(page.count, page.complete);
    return page.lines;
  }

  /** Learns how many lines there are, step by step, until `close`. The first step resolves soon. */
  async begin(): Promise<void> {
    await this.step();
    void this.goOn();
  }

  close(): void {
    this.stop.abort();
  }

  private async goOn(): Promise<void> {
    try {
      while (!this.complete) await this.step();
    } catch {
      // Whoever looks at the lines that are there is told by their own requests.
    }
  }

  private async step(): Promise<void> {
    const { number, mode, known, start } = this;
    const wanted = { number, mode, from: known, count: 0, start };
    const page = await this.client.request('streamLines', wanted, this.stop.signal);
    this.learn(page.count, page.complete);
  }

  private learn(count: number, complete: boolean): void {
    this.complete = complete;
    if (count <= this.known) return;
    this.known = count;
    this.onCount();
  }
}
