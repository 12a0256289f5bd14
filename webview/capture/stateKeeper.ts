import type { PageState } from './editorProtocol';

/** Wait before a change is kept, in milliseconds: a scroll is many changes. */
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
  }

  private flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.save(this.state);
  }
}
