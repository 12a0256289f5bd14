import type { DetailFact, EventDetail } from '../../src/session/protocol';
import { createElement, createIcon } from '../ui/dom';
import { createFactsList } from '../ui/factsList';
import { rovingFocus } from '../ui/rovingFocus';
import { DataSection } from './dataSection';
import { formatDuration } from './deltaText';
import { ownNumber } from './eventNumber';
import { formatCount } from './numberText';
import { createParametersTable } from './parametersTable';
import { addValueFilter, type OnCondition, VALUE_BUTTON } from './valueFilters';

/** Shows one event: what it was, when, its parameters, its process and fd, its data. */
export class DetailPane {
  /** Its name, and what there is to say of it in one line. */
  readonly head = createElement('div', { className: 'detail-head' });
  readonly body = createElement('div', { className: 'detail-body' });
  /** What of the line goes away where another view than the event needs the room. */
  private readonly headFacts = createElement('span', { className: 'detail-head-facts' });
  private readonly facts = createElement('div', {
    className: 'detail-facts',
    role: 'region',
    attributes: { tabindex: '0', 'aria-label': 'Parameters, process and fd' },
  });
  private readonly data = new DataSection();
  private current: EventDetail | null = null;

  constructor(
    private readonly onGoTo: (number: number) => void,
    private readonly onCondition: OnCondition,
  ) {
    this.clear('');
  }

  /** The whole line, or the name alone. */
  showFacts(shown: boolean): void {
    this.headFacts.hidden = !shown;
  }

  /** The event that is shown, or null. */
  get shown(): EventDetail | null {
    return this.current;
  }

  /** Shows an event; `note` says what is special about its being shown here, or is empty. */
  show(detail: EventDetail, note: string): void {
    const another = detail.number !== this.current?.number;
    this.current = detail;
    this.head.replaceChildren(...this.headContent(detail, note));
    const lists = createElement('div', { className: 'detail-lists' });
    const decorate = (value: HTMLElement, { label, condition }: DetailFact): void =>
      addValueFilter(value, label, condition, this.onCondition);
    if (detail.process.length > 0) lists.append(createFactsList('Process', detail.process, decorate));
    if (detail.fd.length > 0) lists.append(createFactsList('FD', detail.fd, decorate));
    this.facts.replaceChildren(createParametersTable(detail.parameters, this.onCondition), lists);
    rovingFocus(this.facts, `.${VALUE_BUTTON}`);
    if (detail.data) this.data.show(detail.data);
    this.body.classList.toggle('with-data', detail.data !== null);
    this.body.replaceChildren(...(detail.data ? [this.facts, this.data.element] : [this.facts]));
    if (another) this.body.scrollTop = 0;
    if (another) this.facts.scrollTop = 0;
  }

  /** Shows no event, but says why. */
  clear(reason: string): void {
    this.current = null;
    this.head.replaceChildren(createElement('span', { className: 'quiet', text: reason }));
    this.body.replaceChildren();
  }

  private headContent(detail: EventDetail, note: string): readonly HTMLElement[] {
    const title = createElement('h2', {
      children: [
        createElement('span', { className: 'quiet', text: `#${ownNumber(detail.number)} ` }),
        createElement('span', { className: 'quiet', text: `${detail.direction} ` }),
        document.createTextNode(detail.event),
      ],
    });
    const items: HTMLElement[] = [];
    if (detail.failed) {
      items.push(
        createElement('span', {
          className: 'detail-failed',
          children: [createIcon('error'), document.createTextNode('failed')],
        }),
      );
    }
    items.push(fact(detail.time), fact(`CPU ${detail.cpu}`));
    if (detail.latency !== null) items.push(fact(`latency ${formatDuration(detail.latency)}`));
    if (detail.partner !== null) items.push(this.partnerLink(detail.partner, detail.direction));
    if (detail.category !== '') items.push(fact(detail.category));
    items.push(fact(`block at byte ${formatCount(detail.offset)}`));
    this.headFacts.replaceChildren(...items);
    if (note === '') return [title, this.headFacts];
    const noted = createElement('span', {
      className: 'detail-note',
      children: [createIcon('info'), document.createTextNode(note)],
    });
    return [title, this.headFacts, noted];
  }

  private partnerLink(partner: number, direction: '>' | '<'): HTMLElement {
    const link = createElement('button', {
      id: 'partner-link',
      className: 'link',
      text: `${direction === '>' ? 'exit' : 'enter'} #${ownNumber(partner)}`,
      attributes: { type: 'button', title: 'Jump between enter and exit (X)' },
    });
    link.addEventListener('click', () => this.onGoTo(partner));
    return link;
  }
}

function fact(text: string): HTMLElement {
  return createElement('span', { className: 'detail-fact', text });
}
