import { completionStatus } from '@codemirror/autocomplete';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  type EditorView,
  hoverTooltip,
  showTooltip,
  type Tooltip,
  type TooltipView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { createElement } from '../../ui/dom';
import { formatCount } from '../numberText';
import type { FilterHover, FilterService, FilterSignature } from './filterService';

/** How long the pointer has to rest before it is told what it points at, in milliseconds. */
const HOVER_TIME = 300;

/** What the field or operator under the pointer is, and how many events its part of the filter keeps. */
export function filterHover(service: FilterService): Extension {
  return hoverTooltip(
    async (view, offset) => {
      const text = view.state.doc.toString();
      const hover = await service.hover({ text, offset }, new AbortController().signal);
      if (!hover || view.state.doc.toString() !== text) return null;
      return { pos: hover.start, end: hover.end, create: () => ({ dom: hoverContent(hover) }) };
    },
    { hoverTime: HOVER_TIME, hideOnChange: true },
  );
}

function hoverContent({ title, detail, paragraphs, examples, counts }: FilterHover): HTMLElement {
  const counted = counts.map(({ matched, complete }) =>
    createElement('p', {
      className: 'filter-hover-count',
      text: `${formatCount(matched)} ${matched === 1 ? 'event' : 'events'}${complete ? '' : ' so far'}`,
    }),
  );
  return createElement('div', {
    className: 'filter-hover',
    children: [
      createElement('p', {
        children: [
          createElement('code', { text: title }),
          createElement('span', { className: 'quiet', text: detail === '' ? '' : ` ${detail}` }),
        ],
      }),
      ...paragraphs.map((text) => createElement('p', { text })),
      ...examples.map((text) => createElement('pre', { text })),
      ...counted,
    ],
  });
}

const setSignature = StateEffect.define<{ readonly signature: FilterSignature; readonly pos: number } | null>();

const signatureTip = StateField.define<Tooltip | null>({
  create: () => null,
  update(tip, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setSignature)) return effect.value && asTip(effect.value.signature, effect.value.pos);
    }
    return tip && transaction.docChanged ? { ...tip, pos: transaction.changes.mapPos(tip.pos) } : tip;
  },
  provide: (field) => showTooltip.from(field),
});

function asTip(signature: FilterSignature, pos: number): Tooltip {
  return { pos, above: false, strictSide: true, create: () => signatureView(signature) };
}

function signatureView({ label, documentation, parameters, active }: FilterSignature): TooltipView {
  const { start = 0, end = 0, documentation: about = '' } = parameters[active] ?? {};
  const parts = [label.slice(0, start), label.slice(start, end), label.slice(end)];
  const dom = createElement('div', {
    className: 'filter-signature',
    children: [
      createElement('code', {
        children: [
          document.createTextNode(parts[0]),
          createElement('strong', { text: parts[1] }),
          document.createTextNode(parts[2]),
        ],
      }),
      createElement('span', { className: 'quiet', text: about === '' ? documentation : about }),
    ],
  });
  return { dom };
}

/** Says which arguments the transformer takes that is being written. */
export function filterSignature(service: FilterService): Extension {
  class Signer {
    private run = new AbortController();
    private shown = false;

    constructor(private readonly view: EditorView) {}

    update({ docChanged, selectionSet, focusChanged, state }: ViewUpdate): void {
      // A list of completions stands below the tip, not over it.
      this.view.dom.classList.toggle('with-signature', this.shown && completionStatus(state) !== null);
      if (docChanged || selectionSet || focusChanged) void this.ask();
    }

    destroy(): void {
      this.run.abort();
    }

    private async ask(): Promise<void> {
      this.run.abort();
      this.run = new AbortController();
      const { signal } = this.run;
      const text = this.view.state.doc.toString();
      const offset = this.view.state.selection.main.head;
      const wanted = this.view.hasFocus && text.slice(0, offset).includes('(');
      if (!wanted && !this.shown) return;
      const signature = wanted ? await service.signature({ text, offset }, signal) : await null;
      if (signal.aborted || (!signature && !this.shown)) return;
      this.shown = signature !== null;
      this.view.dispatch({ effects: setSignature.of(signature && { signature, pos: offset }) });
    }
  }
  return [signatureTip, ViewPlugin.fromClass(Signer)];
}
