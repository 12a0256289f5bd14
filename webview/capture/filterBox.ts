import type { FilterDiagnostic } from '../../src/session/protocol';
import { createButton } from '../ui/controls';
import { createElement, createIcon } from '../ui/dom';

export interface FilterBoxActions {
  /** Enter was pressed, or the text was cleared. */
  readonly onApply: (filter: string) => void;
  /** Escape was pressed: back to the list. */
  readonly onLeave: () => void;
}

/**
 * The filter's text. Enter applies it; Escape goes back to the list and leaves the text. What is wrong with a filter is
 * said below the box, over the list and not above it, so that the list does not move.
 */
export class FilterBox {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly clearButton: HTMLElement;
  private readonly error: HTMLElement;

  constructor(private readonly actions: FilterBoxActions) {
    this.input = createElement('input', {
      id: 'filter',
      attributes: {
        type: 'text',
        placeholder: 'Filter, such as proc.name=curl and fd.type in (ipv4, ipv6)',
        'aria-label': 'Filter',
        autocomplete: 'off',
        autocapitalize: 'off',
        spellcheck: 'false',
      },
    });
    this.clearButton = createButton({
      label: 'Clear filter',
      icon: 'close',
      iconOnly: true,
      onPress: () => {
        this.value = '';
        this.input.focus();
        actions.onApply('');
      },
    });
    this.error = createElement('div', { id: 'filter-error', role: 'alert' });
    this.error.hidden = true;
    this.element = createElement('div', {
      className: 'filter-box',
      role: 'search',
      children: [createIcon('filter'), this.input, this.clearButton, this.error],
    });
    this.input.addEventListener('input', () => {
      this.clearProblem();
      this.valueChanged();
    });
    this.input.addEventListener('keydown', (event) => this.pressed(event));
    this.valueChanged();
  }

  get value(): string {
    return this.input.value;
  }

  set value(filter: string) {
    this.input.value = filter;
    this.clearProblem();
    this.valueChanged();
  }

  /** Puts the cursor into the box with the whole text selected. */
  focus(): void {
    this.input.focus();
    this.input.select();
  }

  /** Says what is wrong, and selects the place in the text. */
  showProblem(diagnostic: FilterDiagnostic): void {
    const text = this.input.value;
    const start = Math.min(Math.max(0, diagnostic.start), text.length);
    const end = Math.min(Math.max(start, diagnostic.end), text.length);
    this.error.replaceChildren(
      createElement('div', {
        className: 'filter-problem',
        children: [createIcon('error'), createElement('span', { text: diagnostic.message })],
      }),
      createElement('div', {
        className: 'filter-place',
        attributes: { 'aria-hidden': 'true' },
        children: [
          document.createTextNode(text.slice(0, start)),
          // A problem at the end of the text has no character to underline: a blank stands for it.
          createElement('mark', { text: text.slice(start, end) || '\u00a0' }),
          document.createTextNode(text.slice(end)),
        ],
      }),
    );
    this.error.hidden = false;
    this.element.classList.add('invalid');
    this.input.setAttribute('aria-invalid', 'true');
    this.input.setAttribute('aria-describedby', 'filter-error');
    this.input.setSelectionRange(start, end);
  }

  /** Takes back what `showProblem` said. */
  clearProblem(): void {
    if (this.error.hidden) return;
    this.error.hidden = true;
    this.error.replaceChildren();
    this.element.classList.remove('invalid');
    this.input.removeAttribute('aria-invalid');
    this.input.removeAttribute('aria-describedby');
  }

  private valueChanged(): void {
    this.clearButton.hidden = this.input.value === '';
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.actions.onApply(this.input.value);
    else if (event.key === 'Escape') this.actions.onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
