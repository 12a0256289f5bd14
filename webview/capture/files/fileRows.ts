import type { FileLine, FileOrder, FilePage } from '../../../src/session/fileProtocol';
import type { RowSource } from '../../ui/rowSource';
import type { SessionClient } from '../sessionClient';

/** Which files are listed, and how. */
export interface FileRequest {
  readonly selection: number;
  readonly order: FileOrder;
  readonly descending: boolean;
  readonly text: string;
}

/** The files of one request. They are found, and what they lack is counted, as they are asked for. */
export class FileRows implements RowSource<FileLine> {
  private page: Omit<FilePage, 'files'> = { count: 0, total: 0, complete: false, counted: false };
  private readonly stop = new AbortController();

  constructor(
    private readonly client: SessionClient,
    readonly request: FileRequest,
  ) {}

  get count(): number {
    return this.page.count;
  }

  get total(): number {
    return this.page.total;
  }

  /** All files are found, and what they lack is counted. */
  get isSettled(): boolean {
    return this.page.complete && this.page.counted;
  }

  async fetch(from: number, count: number, signal: AbortSignal): Promise<readonly FileLine[]> {
    return (await this.ask(from, count, signal)).files;
  }

  /** Learns more of how many there are and of what they lack. */
  async step(): Promise<void> {
    await this.ask(0, 0, this.stop.signal);
  }

  close(): void {
    this.stop.abort();
  }

  private async ask(from: number, count: number, signal: AbortSignal): Promise<FilePage> {
    const page = await this.client.request('files', { ...this.request, from, count }, signal);
    if (page.count >= this.page.count) this.page = page;
    return page;
  }
}

/** The content of the same path that came right before one: the one that it is to be compared with; undefined: none. */
export async function versionBefore(client: SessionClient, line: FileLine): Promise<FileLine | undefined> {
  let before: FileLine | undefined;
  for (let from = 0; ; from += 500) {
    const page = await client.request('files', { from, count: 500, selection: 0, text: line.path });
    for (const each of page.files) {
      if (each.path !== line.path || each.number >= line.number) continue;
      // Where it was written before, that is what has changed; else what somebody read.
      if (before === undefined || each.written === line.written || before.written !== line.written) before = each;
    }
    if (page.files.length < 500) return before;
  }
}
