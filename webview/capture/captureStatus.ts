import type { CaptureNotice, CaptureProgress } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { type Emptiness, emptinessOf } from './emptiness';
import { EmptyState } from './emptyState';
import type { Explanation } from './explanationText';
import { LiveView } from './liveView';
import { matchText } from './matchText';
import { NoticesView } from './noticesView';
import { ProgressView } from './progressView';
import type { SelectionView } from './selectionView';
import { isCancelled } from './sessionClient';

export interface CaptureStatusOptions {
  readonly view: () => SelectionView;
  readonly onStop: () => void;
  /** Following is to begin, or to end. */
  readonly onFollow: () => void;
  readonly onSortByTime: () => void;
  readonly onFilter: (filter: string) => void;
  /** What each part of the present filter keeps. */
  readonly explanation: () => Promise<Explanation | undefined>;
  /** Whether there can be an event to be seen. */
  readonly onEvents: (possible: boolean) => void;
  readonly announce: (text: string) => void;
}

/** What is said about the capture and its selection: how far the reading is, how many events match, what went wrong. */
export class CaptureStatus {
  readonly matchCount = createElement('span', { id: 'match-count' });
  readonly progressView: ProgressView;
  readonly liveView: LiveView;
  readonly notices: NoticesView;
  readonly emptyState: EmptyState;
  private reading: CaptureProgress | null = null;
  private failure: CaptureNotice | null = null;

  constructor(private readonly options: CaptureStatusOptions) {
    this.progressView = new ProgressView(options.onStop);
    this.liveView = new LiveView(options.onFollow);
    this.notices = new NoticesView(options.onSortByTime);
    this.emptyState = new EmptyState(options.onFilter);
  }

  /** How far the reading is; null before it is known. */
  get progress(): CaptureProgress | null {
    return this.reading;
  }

  set progress(progress: CaptureProgress | null) {
    this.reading = progress;
    if (!progress) return;
    this.progressView.show(progress);
    this.liveView.show(progress);
    this.refresh();
  }

  /** Something could not be had; it stays to be read until a filter is applied. */
  failed(error: unknown): void {
    if (isCancelled(error)) return;
    this.failure = { severity: 'error', reason: 'request-failed', message: errorText(error) };
    this.refresh();
  }

  forgetFailure(): void {
    this.failure = null;
  }

  /** Counts have changed. */
  refresh(): void {
    const { reading: progress, options } = this;
    const view = options.view();
    const emptiness = view.isAwaited ? 'none' : emptinessOf(progress, view.progress, view.filter !== '');
    const emptied = this.emptyState.show(emptiness, progress, view.filter);
    if (emptied && emptiness === 'no-match') void this.explainEmptiness(view.filter);
    options.onEvents(emptiness !== 'failed' && emptiness !== 'no-events');
    this.showNotices(emptiness);
    this.showCount(view);
  }

  private showNotices(emptiness: Emptiness): void {
    const notices = emptiness === 'failed' ? [] : (this.reading?.notices ?? []);
    this.notices.show(this.failure ? [...notices, this.failure] : notices);
  }

  private showCount(view: SelectionView): void {
    const { reading, matchCount } = this;
    const selection = view.progress;
    if (!selection || !reading) return;
    const filtered = view.filter !== '';
    const text = matchText({
      filtered,
      matched: selection.matched,
      total: view.everything?.matched ?? reading.events,
      settled: reading.state !== 'reading' && selection.complete,
    });
    if (text === matchCount.textContent) return;
    matchCount.textContent = text;
    this.options.announce(filtered ? `${text} events match` : text);
  }

  private async explainEmptiness(filter: string): Promise<void> {
    const explanation = await this.options.explanation();
    if (explanation && filter === this.options.view().filter) this.emptyState.explain(filter, explanation);
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : 'The capture could not be asked.';
}
