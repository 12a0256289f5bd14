import type { CaptureInput } from './captureInput';

/** Files up to this size, in bytes, are read in a moment: their reading never waits. */
const SMALL_FILE = 8 * 1024 * 1024;
/** The reading waits once this share of the file was read, if nobody has had a look by then. */
const SHARE_READ_AHEAD = 0.01;
/** How long lines need from here to the screen, in ms. */
const PAINT_TIME = 50;
/**
 * The longest wait, in ms: perhaps nobody is looking. In a window that was just opened, the first page of an extension takes
 * several seconds; the wait costs nothing meanwhile, since it ends as soon as somebody looks.
 */
const PATIENCE = 10_000;

/**
 * The first look at a capture that is being read. While a page loads, a hundred megabytes can be read, and all that work
 * would stand between the page and its first lines. So the reading of a large file stays near its beginning until a page
 * has been given lines and the time to paint them. This happens once in a reading.
 */
export class FirstLook {
  private over = false;
  private finish: () => void = () => {};
  private readonly finished = new Promise<void>((resolve) => {
    this.finish = resolve;
  });
  private painting: ReturnType<typeof setTimeout> | undefined;

  /** Whether the reading has come to where it is to wait. That of a capture that was being written when it began never waits. */
  isDue({ bytesRead, bytesTotal, growing }: Pick<CaptureInput, 'bytesRead' | 'bytesTotal' | 'growing'>): boolean {
    return !this.over && growing === undefined && bytesTotal > SMALL_FILE && bytesRead >= bytesTotal * SHARE_READ_AHEAD;
  }

  /** Resolves when the look is over, or nobody came to have one. */
  async wait(): Promise<void> {
    const patience = setTimeout(() => this.end(), PATIENCE);
    await this.finished;
    clearTimeout(patience);
  }

  /** A page was given lines; it may be that none are wanted before the reading waits. */
  given(): void {
    if (!this.over) this.painting ??= setTimeout(() => this.end(), PAINT_TIME);
  }

  /** The reading must not wait, or no longer. */
  end(): void {
    this.over = true;
    clearTimeout(this.painting);
    this.finish();
  }
}
