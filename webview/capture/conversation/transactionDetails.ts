import type { TransactionMessage, TransactionView } from '../../../src/session/transactionProtocol';
import { createElement, createIcon } from '../../ui/dom';
import { readableLine } from './readableLine';

export interface TransactionDetailActions {
  readonly onGoTo: (number: number) => void;
  readonly onCopy: (text: string) => void;
  /** The body of the message that an event begins is to be opened as a document, or saved to a file. */
  readonly onContent: (number: number, part: 'body', save: boolean) => void;
}

/** Shows a request and its answer in full: headers, those that were added marked, and bodies. */
export class TransactionDetails {
  readonly element = createElement('div', {
    className: 'transaction-details',
    role: 'region',
    attributes: { tabindex: '0', 'aria-label': 'Request and answer' },
  });

  constructor(private readonly actions: TransactionDetailActions) {}

  show({ messages, curl, line }: TransactionView): void {
    const parts = messages.map((message) => this.message(message));
    if (curl !== null)
      parts[0]?.firstElementChild?.append(this.button('Copy as curl', () => this.actions.onCopy(curl)));
    if (!line.answered)
      parts.push(createElement('p', { className: 'transaction-unanswered', text: 'No answer is in the capture.' }));
    this.element.replaceChildren(...parts);
    this.element.scrollTop = 0;
  }

  clear(): void {
    this.element.replaceChildren();
  }

  private message({ title, line, headers, firstEvent, body, lack }: TransactionMessage): HTMLElement {
    const section = createElement('section', {
      children: [
        createElement('div', {
          className: 'transaction-title',
          children: [
            createElement('h3', { text: title }),
            this.button(`event ${firstEvent}`, () => this.actions.onGoTo(firstEvent)),
          ],
        }),
        createElement('div', { className: 'transaction-line', text: readableLine(line) }),
      ],
    });
    const list = createElement('dl', { className: 'facts' });
    for (const { name, value, added } of headers) {
      const label = createElement('dt', { text: readableLine(name) });
      if (added) {
        label.classList.add('added');
        label.prepend(createIcon('add'), createElement('span', { className: 'visually-hidden', text: 'added: ' }));
        label.title = 'The request above it does not have this header.';
      }
      list.append(label, createElement('dd', { text: readableLine(value) }));
    }
    if (headers.length > 0) section.append(list);
    if (body !== '') {
      section.firstElementChild?.append(
        this.button('Open body', () => this.actions.onContent(firstEvent, 'body', false)),
        this.button('Save body', () => this.actions.onContent(firstEvent, 'body', true)),
      );
      section.append(createElement('pre', { className: 'transaction-body', text: body }));
    }
    if (lack !== '') {
      section.append(
        createElement('p', {
          className: 'quiet',
          children: [createIcon('warning'), document.createTextNode(` ${lack}`)],
        }),
      );
    }
    return section;
  }

  private button(text: string, run: () => void): HTMLElement {
    const button = createElement('button', { className: 'link', text, attributes: { type: 'button' } });
    button.addEventListener('click', run);
    return button;
  }
}
