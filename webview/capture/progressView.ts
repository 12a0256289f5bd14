import type { CaptureProgress } from '../../src/session/protocol';
import { createButton } from '../ui/controls';
import { createElement } from '../ui/dom';
import { formatBytes } from './numberText';

/** Readings shorter than this show no progress at all, in milliseconds. */
const CALM_TIME = 300;

/** How far the reading of a file that is complete is, as a bar and in words, with a way to stop it. */
export class ProgressView {
  /** The thin bar. */
  readonly bar: HTMLElement;
  /** The words and the button. */
  readonly status: HTMLElement;
  private readonly fill: HTMLElement;
  private readonly words: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onStop: () => void) {
    this.fill = createElement('div', { className: 'progress-fill' });
    this.bar = createElement('div', {
      id: 'progress',
      role: 'progressbar',
      attributes: { 'aria-label': 'Reading the capture', 'aria-valuemin': '0', 'aria-valuemax': '100' },
      children: [this.fill],
    });
    this.words = createElement('span', { className: 'progress-words' });
    const stop = createButton({ id: 'stop-reading', label: 'Stop reading', icon: 'debug-stop', onPress: onStop });
    this.status = createElement('div', { className: 'progress-status', children: [this.words, stop] });
    this.setVisible(false);
  }

  show(progress: CaptureProgress): void {
    if (progress.state !== 'reading' || progress.growing) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.setVisible(false);
      return;
    }
    const { bytesRead, bytesTotal } = progress;
    const known = bytesTotal > 0;
    const percent = known ? Math.min(100, Math.floor((100 * bytesRead) / bytesTotal)) : 0;
    this.bar.classList.toggle('indeterminate', !known);
    this.fill.style.transform = known ? `scaleX(${Math.min(1, bytesRead / bytesTotal)})` : '';
    if (known) this.bar.setAttribute('aria-valuenow', String(percent));
    else this.bar.removeAttribute('aria-valuenow');
    this.words.textContent = known ? `${percent}% of ${formatBytes(bytesTotal)}` : `${formatBytes(bytesRead)} read`;
    this.timer ??= setTimeout(() => this.setVisible(true), CALM_TIME);
  }

  private setVisible(visible: boolean): void {
    this.bar.hidden = !visible;
    this.status.hidden = !visible;
  }
}
