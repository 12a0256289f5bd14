import type { PageState } from './editorProtocol';

/** Wait before a scroll is kept, in milliseconds: it is many changes. Everything else is kept at once. */
const SAVE_DELAY = 200;

/**
 * Holds the page's state and keeps it where VS Code brings it back from after hiding or reloading. While the page is
 * hidden nothing is kept: a hidden page has no size, and its positions mean nothing.
 */
export class StateKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private state: PageState,
    private readonly save: (state: PageState) => void,
  ) {
    // The last chance before the page is taken away.
    window.addEventListener('pagehide', () => this.flush());
  }

  get current(): PageState {
    return this.state;
  }

  change(changes: Partial<PageState>): void {
    if (document.visibilityState === 'hidden') return;
    this.state = { ...this.state, ...changes };
    this.timer ??= setTimeout(() => this.flush(), SAVE_DELAY);
    // VS Code may take the page away without a word: what a person chose must not wait.
    if (Object.keys(changes).some((key) => key !== 'topNumber')) this.flush();
  }

  private flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.save(this.state);
  }
}
