import type { EventDetail } from '../../src/session/protocol';
import { createElement, createIcon } from '../ui/dom';
import { HexView, type HexViewMode } from '../ui/hexView';
import { type Mode, ModeButtons } from './modeButtons';
import { formatCount } from './numberText';

const MODES: readonly Mode<HexViewMode>[] = [
  ['hex', 'Hex'],
  ['text', 'Text'],
];

type EventData = NonNullable<EventDetail['data']>;

/** How much of a buffer the capture kept: `80 bytes`, `cut by snaplen: 80 of 1,448 bytes kept`. */
export function dataSizeText(kept: number, original: number): string {
  if (original > kept) return `cut by snaplen: ${formatCount(kept)} of ${formatCount(original)} bytes kept`;
  return `${formatCount(kept)} ${kept === 1 ? 'byte' : 'bytes'}`;
}

/** The data buffer of an event, as hex or as text; the choice between the two holds from event to event. */
export class DataSection {
  readonly element: HTMLElement;
  private readonly heading = createElement('h3');
  private readonly size = createElement('span');
  private readonly view = new HexView('Data');

  constructor() {
    const modes = new ModeButtons('Show data as', MODES, 'hex', (mode) => this.view.setMode(mode));
    modes.element.classList.add('data-modes');
    this.element = createElement('section', {
      className: 'data-section',
      children: [
        createElement('div', { className: 'data-head', children: [this.heading, this.size, modes.element] }),
        this.view.element,
      ],
    });
    this.view.setMode('hex');
  }

  show(data: EventData): void {
    const cut = data.originalLength > data.bytes.length;
    this.heading.textContent = data.parameter;
    this.size.replaceChildren(dataSizeText(data.bytes.length, data.originalLength));
    if (cut) this.size.prepend(createIcon('warning'));
    this.size.className = cut ? 'data-size cut' : 'data-size';
    this.size.title = cut ? 'A capture keeps the first bytes of each buffer only; snaplen says how many.' : '';
    this.view.show(data.bytes);
  }
}
