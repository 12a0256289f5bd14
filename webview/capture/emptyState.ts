import type { CaptureProgress } from '../../src/session/protocol';
import { createButton, createProgressRing } from '../ui/controls';
import { createElement } from '../ui/dom';
import type { Emptiness } from './emptiness';
import { createPartsTable } from './explainPanel';
import { culpritOf, type Explanation, filterWithout } from './explanationText';
import { createNoticeLine } from './noticesView';
import { formatBytes, formatCount } from './numberText';

/** What stands in the place of the list while it is empty: why, and the way out. */
export class EmptyState {
  readonly element = createElement('div', { id: 'empty-state' });
  private readonly explained = createElement('div', { className: 'empty-explained' });
  private shown = '';

  constructor(private readonly onFilter: (filter: string) => void) {
    this.element.hidden = true;
  }

  /** Says which part of the filter removed everything. */
  explain(filter: string, explanation: Explanation): void {
    const { parts } = explanation;
    const culprit = culpritOf(parts);
    const without = culprit && filterWithout(filter, parts, culprit);
    this.explained.replaceChildren();
    if (culprit && parts.length > 1) {
      const text = filter.slice(culprit.start, culprit.end);
      this.explained.append(
        createElement('p', {
          children: [
            createElement('code', { text }),
            document.createTextNode(` drops all of the ${formatCount(culprit.asked)} events that come to it.`),
          ],
        }),
        createPartsTable(filter, explanation),
      );
    }
    if (without !== undefined) {
      const label = 'Filter without this part';
      this.explained.append(createButton({ label, appearance: 'secondary', onPress: () => this.onFilter(without) }));
    }
  }

  /** Gives whether something else is shown than before. */
  show(emptiness: Emptiness, progress: CaptureProgress | null, filter: string): boolean {
    const key = `${emptiness} ${filter} ${progress?.growing} ${emptiness === 'failed' ? JSON.stringify(progress?.notices) : ''}`;
    if (key === this.shown) return false;
    this.shown = key;
    this.element.hidden = emptiness === 'none';
    this.explained.replaceChildren();
    this.element.className = emptiness;
    this.element.replaceChildren(...this.content(emptiness, progress, filter));
    return true;
  }

  private content(emptiness: Emptiness, progress: CaptureProgress | null, filter: string): readonly HTMLElement[] {
    switch (emptiness) {
      case 'none':
        return [];
      case 'reading':
        if (progress?.growing) return [paragraph(filter === '' ? 'No event so far.' : 'No event matches so far.')];
        return [createProgressRing('Reading the capture'), paragraph('Reading the capture …')];
      case 'no-match':
        return [
          heading('No event matches.'),
          createElement('code', { text: filter }),
          this.explained,
          createButton({ label: 'Clear filter', appearance: 'primary', onPress: () => this.onFilter('') }),
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
