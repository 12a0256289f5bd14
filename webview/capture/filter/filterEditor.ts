import { acceptCompletion, closeCompletion, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, selectAll } from '@codemirror/commands';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import { entersCompletion, filterCompletion } from './filterCompletion';
import { applyEdits, filterDiagnosis, judgeAgain } from './filterDiagnosis';
import type { FilterDiagnostic, FilterService } from './filterService';
import { filterHover, filterSignature } from './filterTips';
import { ONE_LINE, oneLine } from './oneLine';

export interface FilterEditorOptions {
  readonly service: FilterService;
  readonly onApply: (text: string) => void;
  readonly onLeave: () => void;
  readonly onChange: (text: string) => void;
  /** Remedies are wanted for the text as it stands. */
  readonly onFixes: () => void;
  /** An older (-1) or newer (1) filter is wanted than the one shown. */
  readonly onHistory: (direction: -1 | 1) => void;
}

/** The line in which a filter is written. Knows the language through its service, and nothing of captures. */
export class FilterEditor {
  readonly view: EditorView;
  /** What was said last about the text, and about which text. */
  private judged: { readonly text: string; readonly diagnostics: readonly FilterDiagnostic[] } = {
    text: '',
    diagnostics: [],
  };

  constructor(private readonly options: FilterEditorOptions) {
    const { service } = options;
    this.view = new EditorView({
      state: EditorState.create({
        extensions: [
          EditorView.cspNonce.of(pageNonce()),
          EditorView.contentAttributes.of({
            id: 'filter',
            'aria-label': 'Filter',
            'aria-multiline': 'false',
            'data-text-field': '',
          }),
          placeholder('Filter, such as proc.name=curl and fd.type in (ipv4, ipv6)'),
          tooltips({ position: 'fixed', parent: document.body }),
          drawSelection(),
          history(),
          ONE_LINE,
          Prec.highest(keymap.of(this.keys())),
          filterCompletion(service),
          filterDiagnosis(service, (text, { diagnostics }) => {
            this.judged = { text, diagnostics };
          }),
          filterHover(service),
          filterSignature(service),
          keymap.of([...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) options.onChange(state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    const insert = oneLine(text);
    if (insert === this.text) return;
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert },
      selection: { anchor: insert.length },
    });
  }

  /** Everything that is known to be wrong with the text as it stands. */
  get diagnostics(): readonly FilterDiagnostic[] {
    return this.judged.text === this.text ? this.judged.diagnostics : [];
  }

  /** Puts the cursor into the line with its whole text selected. */
  focus(): void {
    this.view.focus();
    this.select(0, this.text.length);
  }

  /** Marks a part of the text, as far as there is one. */
  select(start: number, end: number): void {
    const { length } = this.view.state.doc;
    const anchor = Math.min(Math.max(0, start), length);
    this.view.dispatch({
      selection: { anchor, head: Math.min(Math.max(anchor, end), length) },
      scrollIntoView: true,
    });
  }

  /** Says again what is wrong with the text: macros, lists or the target version have changed. */
  judgeAgain(): void {
    judgeAgain(this.view);
  }

  /** Puts the text into its usual form. */
  async format(): Promise<void> {
    const { text } = this;
    const edits = await this.options.service.format(text);
    if (edits.length > 0 && text === this.text) applyEdits(this.view, edits);
  }

  private keys(): readonly Parameters<typeof keymap.of>[0][number][] {
    return [
      { key: 'Enter', run: (view) => this.enter(view) },
      { key: 'Mod-Enter', run: () => this.apply() },
      { key: 'Escape', run: (view) => this.escape(view) },
      { key: 'ArrowUp', run: (view) => this.walk(view, -1) },
      { key: 'ArrowDown', run: (view) => this.walk(view, 1) },
      { key: 'Mod-.', run: () => this.fix(), preventDefault: true },
      // VS Code hears of the key as well, and would select all once more: what was typed meanwhile would be selected, and
      // nothing be offered for it.
      { key: 'Mod-a', run: selectAll, stopPropagation: true },
      { key: 'Shift-Alt-f', run: () => this.startFormat() },
    ];
  }

  private enter(view: EditorView): boolean {
    const isValid = !this.diagnostics.some(({ severity }) => severity === 'error');
    if (entersCompletion(view, isValid) && acceptCompletion(view)) return true;
    return this.apply();
  }

  private apply(): boolean {
    closeCompletion(this.view);
    this.options.onApply(this.text);
    return true;
  }

  private escape(view: EditorView): boolean {
    if (closeCompletion(view)) return true;
    this.options.onLeave();
    return true;
  }

  private walk(view: EditorView, direction: -1 | 1): boolean {
    if (completionStatus(view.state) === 'active') return false;
    this.options.onHistory(direction);
    return true;
  }

  private fix(): boolean {
    this.options.onFixes();
    return true;
  }

  private startFormat(): boolean {
    void this.format();
    return true;
  }
}

/** The nonce that the page's content security policy allows styles with. */
function pageNonce(): string {
  return document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? '';
}
