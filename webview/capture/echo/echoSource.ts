import type { EchoBlock, EchoMode } from '../../../src/session/echoProtocol';
import type { RowOrder } from '../../../src/session/protocol';
import type { RowSource } from '../../ui/rowSource';
import type { SessionClient } from '../sessionClient';

/** Which events are echoed, and how. */
export interface EchoRequest {
  readonly selection: number;
  readonly order: RowOrder;
  readonly mode: EchoMode;
}

/** The blocks of one selection in one mode; there are more as events are found and come. */
export class EchoSource implements RowSource<EchoBlock> {
  private known = 0;
  private growing = false;
  private asksAgain = false;
  private readonly stop = new AbortController();

  constructor(
    private readonly client: SessionClient,
    readonly request: EchoRequest,
    private readonly onCount: () => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  get count(): number {
    return this.known;
  }

  async fetch(from: number, count: number, signal: AbortSignal): Promise<readonly EchoBlock[]> {
    const page = await this.client.request('echo', { ...this.request, from, count }, signal);
    this.learn(page.count);
    return page.blocks;
  }

  /** A block with all of its data. */
  async whole(index: number): Promise<EchoBlock | undefined> {
    const params = { ...this.request, from: index, count: 1, whole: true };
    return (await this.client.request('echo', params, this.stop.signal)).blocks.at(0);
  }

  /** Learns how many blocks there are by now; the first step has been taken when it resolves. */
  async grow(): Promise<void> {
    if (this.growing) {
      this.asksAgain = true;
      return;
    }
    this.growing = true;
    const isComplete = await this.step();
    void this.goOn(isComplete);
  }

  close(): void {
    this.stop.abort();
  }

  private async goOn(complete: boolean): Promise<void> {
    let isComplete = complete;
    try {
      while (!isComplete || this.asksAgain) {
        this.asksAgain = false;
        isComplete = await this.step();
      }
    } catch (error) {
      if (!this.stop.signal.aborted) this.onFailure(error);
    } finally {
      this.growing = false;
    }
  }

  private async step(): Promise<boolean> {
    try {
      const params = { ...this.request, from: this.known, count: 0 };
      const { count, complete } = await this.client.request('echo', params, this.stop.signal);
      this.learn(count);
      return complete;
    } catch (error) {
      this.growing = false;
      throw error;
    }
  }

  private learn(count: number): void {
    if (count <= this.known) return;
    this.known = count;
    this.onCount();
  }
}
