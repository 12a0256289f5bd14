import { createButton, createTextField } from '../ui/controls';
import { createElement } from '../ui/dom';
import { checkEventNumber, type EventNumberRange } from './eventNumber';

export interface GoToEventActions {
  readonly range: () => EventNumberRange;
  readonly onGo: (number: number) => void;
  readonly onLeave: () => void;
}

/** The small box that asks for an event number. Enter goes there, Escape closes it. */
export class GoToEvent {
  readonly element: HTMLElement;
  private readonly field = createTextField({ id: 'go-to-number', label: 'Go to event number' });
  private readonly problem = createElement('div', { className: 'go-to-problem', role: 'alert' });

  constructor(private readonly actions: GoToEventActions) {
    this.element = createElement('div', {
      id: 'go-to',
      role: 'dialog',
      attributes: { 'aria-label': 'Go to event' },
      children: [
        this.field.element,
        createButton({ label: 'Go', appearance: 'primary', onPress: () => this.go() }),
        createButton({ label: 'Close', icon: 'close', iconOnly: true, onPress: () => this.close() }),
        this.problem,
      ],
    });
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      else if (event.key === 'Enter' && event.target === this.field.element) this.go();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.field.element.addEventListener('input', () => {
      this.problem.textContent = '';
    });
  }

  open(): void {
    this.element.hidden = false;
    this.problem.textContent = '';
    this.field.focus();
  }

  private close(): void {
    this.element.hidden = true;
    this.actions.onLeave();
  }

  private go(): void {
    const checked = checkEventNumber(this.field.value, this.actions.range());
    if ('problem' in checked) {
      this.problem.textContent = checked.problem;
      this.field.focus();
      return;
    }
    this.close();
    this.actions.onGo(checked.number);
  }
}
