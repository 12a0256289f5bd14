import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  completionStatus,
  currentCompletions,
  selectedCompletionIndex,
  snippetCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { createIcon } from '../../ui/dom';
import type { FilterCompletions, FilterService } from './filterService';

type Item = FilterCompletions['items'][number];

/** Codicons of the kinds of completions. */
const ICONS: Readonly<Record<Item['kind'], string>> = {
  field: 'symbol-field',
  operator: 'symbol-operator',
  value: 'symbol-value',
  keyword: 'symbol-keyword',
  transformer: 'symbol-method',
  macro: 'symbol-constant',
  list: 'symbol-array',
  snippet: 'symbol-snippet',
};

/** Completion of fields, operators, and values with how many events have them. */
export function filterCompletion(service: FilterService): Extension {
  return [
    autocompletion({
      override: [(context) => complete(service, context)],
      icons: false,
      activateOnCompletion: ({ type }) => type === 'field' || type === 'operator',
      activateOnTypingDelay: 50,
      // Enter decides by what is written, not by how long the list has been there.
      interactionDelay: 0,
      maxRenderedOptions: 200,
      defaultKeymap: false,
      addToOptions: [{ render: ({ type }) => createIcon(ICONS[type as Item['kind']] ?? 'symbol-misc'), position: 20 }],
      compareCompletions: (a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1),
    }),
    // Enter is the box's own: it applies a filter as well.
    keymap.of([...completionKeymap.filter(({ key }) => key !== 'Enter'), { key: 'Tab', run: acceptCompletion }]),
  ];
}

/**
 * Whether Enter means the completion that is marked: it was chosen with the arrows, or something is begun that it would
 * complete. A word that is written out, and a filter that can run as it stands, are meant as they are.
 */
export function entersCompletion(view: EditorView, isValid: boolean): boolean {
  if (completionStatus(view.state) !== 'active') return false;
  if ((selectedCompletionIndex(view.state) ?? 0) > 0) return true;
  const { head } = view.state.selection.main;
  const before = view.state.sliceDoc(0, head);
  const begun = currentCompletions(view.state).some(({ label }) => endsWithPart(before, label));
  const written = currentCompletions(view.state).some(({ label }) => before.endsWith(label));
  return !written && (begun || !isValid);
}

/** Whether a text ends with a beginning of a label, however short. */
function endsWithPart(text: string, label: string): boolean {
  const lower = text.toLowerCase();
  const wanted = label.toLowerCase();
  for (let length = Math.min(wanted.length, lower.length); length > 0; length--) {
    if (lower.endsWith(wanted.slice(0, length))) return true;
  }
  return false;
}

async function complete(service: FilterService, context: CompletionContext): Promise<CompletionResult | null> {
  const run = new AbortController();
  context.addEventListener('abort', () => run.abort());
  const position = { text: context.state.doc.toString(), offset: context.pos };
  const found = await service.complete(position, run.signal);
  if (!found || found.items.length === 0) return null;
  const { from, to, items, incomplete } = found;
  const options = items.map(asOption);
  return incomplete ? { from, to, options } : { from, to, options, validFor: /^[\w.]*$/ };
}

function asOption({ label, kind, detail, documentation, insert, snippet, order }: Item): Completion {
  const option: Completion = { label, type: kind, detail, sortText: order };
  if (documentation !== '') option.info = documentation;
  return snippet ? snippetCompletion(insert, option) : { ...option, apply: insert };
}
