import type { FilterDiagnostic } from '../../src/session/protocol';
import { createButton } from '../ui/controls';
import { createElement, createIcon } from '../ui/dom';
import { type MenuItem, openMenu } from '../ui/menu';
import { applyEdits } from './filter/filterDiagnosis';
import { FilterEditor } from './filter/filterEditor';
import { type FilterHistory, HistoryWalk } from './filter/filterHistory';
import type { FilterService } from './filter/filterService';

export interface FilterBoxActions {
  /** Enter was pressed, or the text was cleared. */
  readonly onApply: (filter: string) => void;
  /** Escape was pressed: back to the list. */
  readonly onLeave: () => void;
  /** Filters that were applied, the last one first. */
  readonly history: () => FilterHistory;
}

/**
 * The filter's text. Enter applies it; Escape goes back to the list and leaves the text. Why a filter cannot be applied is
 * said below the box, over the list and not above it, so that the list does not move.
 */
export class FilterBox {
  readonly element: HTMLElement;
  private readonly editor: FilterEditor;
  private readonly clearButton: HTMLElement;
  private readonly error: HTMLElement;
  private readonly walk: HistoryWalk;
  private walking = false;

  constructor(service: FilterService, actions: FilterBoxActions) {
    this.walk = new HistoryWalk(actions.history);
    this.clearButton = createButton({
      label: 'Clear filter',
      icon: 'close',
      iconOnly: true,
      onPress: () => {
        this.value = '';
        this.focus();
        actions.onApply('');
      },
    });
    this.error = createElement('div', { id: 'filter-error', role: 'alert' });
    this.error.hidden = true;
    this.editor = new FilterEditor({
      service,
      onApply: (text) => {
        this.walk.restart();
        actions.onApply(text);
      },
      onLeave: actions.onLeave,
      onChange: () => this.changed(),
      onFixes: () => this.openFixes(),
      onHistory: (direction) => this.step(direction),
    });
    this.element = createElement('div', {
      className: 'filter-box',
      role: 'search',
      children: [createIcon('filter'), this.editor.view.dom, this.clearButton, this.error],
    });
    this.changed();
  }

  get value(): string {
    return this.editor.text;
  }

  set value(filter: string) {
    this.editor.text = filter;
    this.clearProblem();
  }

  /** Puts the cursor into the box with the whole text selected. */
  focus(): void {
    this.editor.focus();
  }

  /** Says what is wrong and offers the remedies, and selects the place in the text. */
  showProblem(diagnostic: FilterDiagnostic): void {
    const { message, fixes } = diagnostic;
    const text = this.value;
    const start = Math.min(Math.max(0, diagnostic.start), text.length);
    const end = Math.min(Math.max(start, diagnostic.end), text.length);
    this.error.replaceChildren(
      createElement('div', {
        className: 'filter-problem',
        children: [createIcon('error'), createElement('span', { text: message })],
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
      createElement('div', { className: 'filter-fixes', children: fixes.map((fix) => this.fixButton(fix)) }),
    );
    this.error.hidden = false;
    this.element.classList.add('invalid');
    this.editor.select(start, end);
  }

  /** Takes back what `showProblem` said. */
  clearProblem(): void {
    if (this.error.hidden) return;
    this.error.hidden = true;
    this.error.replaceChildren();
    this.element.classList.remove('invalid');
  }

  /** A filter was refused, and still stands here. */
  get isRefused(): boolean {
    return !this.error.hidden;
  }

  /** Says again what is wrong with the text: macros, lists or the target version have changed. */
  judgeAgain(): void {
    this.editor.judgeAgain();
  }

  /** Puts the text into its usual form. */
  format(): void {
    void this.editor.format();
  }

  private fixButton({ title, edits }: FilterDiagnostic['fixes'][number]): HTMLElement {
    const button = createElement('button', { className: 'link', text: title, attributes: { type: 'button' } });
    button.addEventListener('click', () => applyEdits(this.editor.view, edits));
    return button;
  }

  private changed(): void {
    this.clearButton.hidden = this.value === '';
    this.clearProblem();
    if (!this.walking) this.walk.restart();
  }

  private step(direction: -1 | 1): void {
    const text = direction < 0 ? this.walk.back(this.value) : this.walk.forth();
    if (text === null) return;
    this.walking = true;
    this.value = text;
    this.walking = false;
  }

  /** A menu of the remedies: those of the place of the cursor, or else of the whole text. */
  private openFixes(): void {
    const { view, diagnostics } = this.editor;
    const { head } = view.state.selection.main;
    const here = diagnostics.filter(({ start, end }) => start <= head && head <= end);
    const items = (here.length > 0 ? here : diagnostics).flatMap<MenuItem>(({ fixes }) =>
      fixes.map(({ title, edits }) => ({ kind: 'action', label: title, run: () => applyEdits(view, edits) })),
    );
    const place = view.coordsAtPos(head);
    const none: MenuItem = { kind: 'action', label: 'No quick fix here', disabled: true, run: () => undefined };
    openMenu('Quick fixes', items.length > 0 ? items : [none], { x: place?.left ?? 0, y: place?.bottom ?? 0 });
  }
}
