import type { CaptureProgress } from '../../src/session/protocol';
import { createButton } from '../ui/controls';
import { createElement, createIcon } from '../ui/dom';
import { formatBytes, formatCount } from './numberText';

/** Says that the capture is still being written, how much has come, and whether the list follows it. */
export class LiveView {
  readonly element: HTMLElement;
  private readonly words = createElement('span', { className: 'live-words' });
  private readonly button: HTMLElement;

  /** `onToggle`: following is to begin, or to end. */
  constructor(onToggle: () => void) {
    this.button = createButton({ id: 'follow', label: 'Follow', icon: 'arrow-down', onPress: onToggle });
    this.element = createElement('div', {
      id: 'live',
      role: 'group',
      attributes: { 'aria-label': 'Recording' },
      children: [createIcon('record'), this.words, this.button],
    });
    this.element.hidden = true;
    this.follows(false);
  }

  show({ growing, bytesRead, eventsBefore }: CaptureProgress): void {
    this.element.hidden = !growing;
    const dropped = eventsBefore.reduce((sum, before) => sum + before, 0);
    this.words.textContent = `Recording · ${dropped > 0 ? 'the last ' : ''}${formatBytes(bytesRead)}`;
    this.words.title = dropped > 0 ? `${formatCount(dropped)} older events were dropped.` : '';
  }

  /** Whether the list follows the end. */
  follows(following: boolean): void {
    this.button.setAttribute('aria-pressed', String(following));
    this.button.title = following ? 'The list follows what comes. Press to pause.' : 'Show what comes (End)';
  }
}
