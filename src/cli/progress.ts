import type { Writable } from 'node:stream';
import type { CaptureInput } from '../session/captureInput';

/** Shows how far a reading is, in percent, on one line that is written again and again. */
export class Progress {
  private shown = -1;

  constructor(private readonly stream: Writable) {}

  /** Shows where the reading is, if that is a percent further than before. */
  show({ bytesRead, bytesTotal }: Pick<CaptureInput, 'bytesRead' | 'bytesTotal'>): void {
    const percent = bytesTotal === 0 ? 100 : (100 * bytesRead) / bytesTotal;
    if (Math.floor(percent) <= this.shown) return;
    this.shown = Math.floor(percent);
    this.write(percent);
  }

  /** The reading is over. */
  finish(): void {
    this.write(100);
    this.stream.write('\n');
  }

  private write(percent: number): void {
    this.stream.write(`\r${percent.toFixed(2).padStart(6)}`);
  }
}
