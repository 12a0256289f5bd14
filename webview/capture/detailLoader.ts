import type { EventDetail } from '../../src/session/protocol';
import type { DetailArea } from './detailArea';
import { isCancelled, type SessionClient } from './sessionClient';

/** A detail that takes longer than this is shown to be on its way, in milliseconds. */
const CALM_TIME = 300;

/** Brings the detail of the chosen event into its pane. What is shown stays until the next is there. */
export class DetailLoader {
  private run = new AbortController();

  constructor(
    private readonly client: SessionClient,
    private readonly pane: DetailArea,
    /** The event that is shown is another one; null where there is none. */
    private readonly onShown: (detail: EventDetail | null) => void,
  ) {}

  /** Shows an event with a note; only the last of several asked for in a row is shown. */
  async load(number: number, note: string): Promise<void> {
    this.run.abort();
    const run = new AbortController();
    this.run = run;
    const slow = setTimeout(() => this.pane.element.classList.add('waiting'), CALM_TIME);
    try {
      const detail = await this.client.request('detail', { number }, run.signal);
      this.pane.show(detail, note);
      this.onShown(detail);
    } catch (error) {
      if (isCancelled(error)) return;
      this.pane.clear(error instanceof Error ? error.message : 'The event could not be had.');
      this.onShown(null);
    } finally {
      clearTimeout(slow);
      if (run === this.run) this.pane.element.classList.remove('waiting');
    }
  }
}
