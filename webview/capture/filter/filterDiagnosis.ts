import { type Action, type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { type Extension, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { FilterDiagnosis, FilterDiagnostic, FilterService, FilterToken, TextEdit } from './filterService';

/** Wait after the last change before a text is judged, in milliseconds: nobody wants to be corrected in mid-word. */
const DIAGNOSIS_DELAY = 120;

const SEVERITIES = { error: 'error', warning: 'warning', hint: 'hint' } as const;

/** What stands there has to be judged again: not the text is new, but what it can name. */
const judgeAnew = StateEffect.define<null>();

const setTokens = StateEffect.define<readonly FilterToken[]>();

const tokenMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let changed = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setTokens)) changed = Decoration.set(effect.value.flatMap(asMark), true);
    }
    return changed;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function asMark({ start, end, type }: FilterToken): readonly Range<Decoration>[] {
  return start < end ? [Decoration.mark({ class: `token-${type}` }).range(start, end)] : [];
}

/** Changes a text as a remedy or a formatting says. */
export function applyEdits(view: EditorView, edits: readonly TextEdit[]): void {
  const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
  view.dispatch({ changes, userEvent: 'input.complete', scrollIntoView: true });
  view.focus();
}

/** Judges a text again that has not changed. */
export function judgeAgain(view: EditorView): void {
  view.dispatch({ effects: judgeAnew.of(null) });
}

/** Underlines what is wrong, with remedies in its tooltip, and colours the rest. `onDiagnosis` gets every judgement. */
export function filterDiagnosis(
  service: FilterService,
  onDiagnosis: (text: string, diagnosis: FilterDiagnosis) => void,
): Extension {
  class Diagnoser {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private run = new AbortController();

    constructor(private readonly view: EditorView) {
      this.schedule(0);
    }

    update(update: ViewUpdate): void {
      const anew = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(judgeAnew)));
      if (update.docChanged || anew) this.schedule(DIAGNOSIS_DELAY);
    }

    destroy(): void {
      clearTimeout(this.timer);
      this.run.abort();
    }

    private schedule(delay: number): void {
      clearTimeout(this.timer);
      this.run.abort();
      this.timer = setTimeout(() => void this.judge(), delay);
    }

    private async judge(): Promise<void> {
      this.run = new AbortController();
      const { signal } = this.run;
      const text = this.view.state.doc.toString();
      const diagnosis = text.trim() === '' ? NOTHING : await service.diagnose(text, signal);
      if (!diagnosis || signal.aborted || text !== this.view.state.doc.toString()) return;
      const diagnostics = diagnosis.diagnostics.map((each) => asLint(each, text.length));
      this.view.dispatch(setDiagnostics(this.view.state, diagnostics), { effects: setTokens.of(diagnosis.tokens) });
      onDiagnosis(text, diagnosis);
    }
  }
  return [tokenMarks, ViewPlugin.fromClass(Diagnoser)];
}

const NOTHING: FilterDiagnosis = { diagnostics: [], tokens: [] };

function asLint({ start, end, severity, message, fixes }: FilterDiagnostic, length: number): Diagnostic {
  const from = Math.min(start, length);
  const actions = fixes.map<Action>(({ title, edits }) => ({ name: title, apply: (view) => applyEdits(view, edits) }));
  return { from, to: Math.min(Math.max(from, end), length), severity: SEVERITIES[severity], message, actions };
}
