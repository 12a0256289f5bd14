import type { CaptureProgress } from '../../src/session/protocol';
import { createButton, createProgressRing } from '../ui/controls';
import { createElement } from '../ui/dom';
import type { Emptiness } from './emptiness';
import { createNoticeLine } from './noticesView';
import { formatBytes, formatCount } from './numberText';

/** What stands in the place of the list while it is empty: why, and the way out. */
export class EmptyState {
  readonly element = createElement('div', { id: 'empty-state' });
  private shown = '';

  constructor(private readonly onClearFilter: () => void) {
    this.element.hidden = true;
  }

  show(emptiness: Emptiness, progress: CaptureProgress | null, filter: string): void {
    const key = `${emptiness} ${filter} ${emptiness === 'failed' ? JSON.stringify(progress?.notices) : ''}`;
    if (key === this.shown) return;
    this.shown = key;
    this.element.hidden = emptiness === 'none';
    this.element.className = emptiness;
    this.element.replaceChildren(...this.content(emptiness, progress, filter));
  }

  private content(emptiness: Emptiness, progress: CaptureProgress | null, filter: string): readonly HTMLElement[] {
    switch (emptiness) {
      case 'none':
        return [];
      case 'reading':
        return [createProgressRing('Reading the capture'), paragraph('Reading the capture …')];
      case 'no-match':
        return [
          heading('No event matches.'),
          createElement('code', { text: filter }),
          createButton({ label: 'Clear filter', appearance: 'primary', onPress: this.onClearFilter }),
        ];
      case 'no-events':
        return [
          heading('This capture has no events to show.'),
          paragraph(emptyCaptureText(progress)),
          paragraph('Recordings that end at once are often empty: let the recorder stop by itself or with Ctrl+C.'),
          createElement('code', { text: 'sysdig -w capture.scap' }),
        ];
      case 'failed':
        return [
          heading('This file cannot be read as a capture.'),
          createElement('ul', { children: (progress?.notices ?? []).map((notice) => createNoticeLine(notice)) }),
        ];
    }
  }
}

function emptyCaptureText(progress: CaptureProgress | null): string {
  if (!progress) return '';
  const size = formatBytes(progress.bytesTotal);
  return progress.events === 0
    ? `All of its ${size} were read, and no event is among them.`
    : `All of its ${size} were read; its ${formatCount(progress.events)} events are of kinds that are not listed.`;
}

function heading(text: string): HTMLElement {
  return createElement('h2', { text });
}

function paragraph(text: string): HTMLElement {
  return createElement('p', { text });
}
