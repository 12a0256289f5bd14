import { createElement, setOptionalAttribute } from './dom';

/** Heights that are remembered. */
const HEIGHTS_KEPT = 2000;

export interface ShownBlocksOptions<Row> {
  /** What the id of each block begins with. */
  readonly ids: string;
  /** How high a block is taken to be while its content is not at hand, in pixels. */
  readonly pendingHeight: number;
  /** The content of a block, if it is at hand. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly fill: (element: HTMLElement, row: Row) => void;
}

/** A block that is in the document. */
export interface ShownBlock<Row> {
  readonly index: number;
  readonly element: HTMLElement;
  /** What it was filled with; undefined: nothing yet. */
  readonly row: Row | undefined;
}

/** The blocks of a list that are in the document, and the heights of those that were. */
export class ShownBlocks<Row> {
  readonly layer = createElement('div', { className: 'block-layer', role: 'presentation' });
  private readonly shown = new Map<number, { readonly element: HTMLElement; row: Row | undefined }>();
  private readonly heights = new Map<number, number>();

  constructor(private readonly options: ShownBlocksOptions<Row>) {}

  /** How many there are. */
  get count(): number {
    return this.shown.size;
  }

  /** All of them, in their order. */
  get all(): readonly ShownBlock<Row>[] {
    return [...this.shown].sort(([a], [b]) => a - b).map(([index, { element, row }]) => ({ index, element, row }));
  }

  /** Where a block stands in the window; undefined where it is not in the document. */
  boxOf(index: number): DOMRect | undefined {
    return this.shown.get(index)?.element.getBoundingClientRect();
  }

  /** The id of a block's element; null where it is not in the document. */
  idOf(index: number): string | null {
    return this.shown.get(index)?.element.id ?? null;
  }

  /** The block that an element is in, or -1. */
  indexOf(target: Element): number {
    const block = target.closest('.block');
    for (const [index, { element }] of this.shown) if (element === block) return index;
    return -1;
  }

  /** Heights are others than before: of all blocks, or of one. */
  forgetHeights(index?: number): void {
    if (index === undefined) this.heights.clear();
    else this.heights.delete(index);
  }

  /** The height of a block in pixels; it is put into the document to be measured. */
  heightOf(index: number): number {
    const row = this.options.rowAt(index);
    const known = this.shown.get(index);
    const height = this.heights.get(index);
    if (height !== undefined && (known === undefined || known.row === row)) return height;
    const { element } = this.fill(index);
    if (row === undefined) return this.options.pendingHeight;
    const measured = element.getBoundingClientRect().height;
    if (this.heights.size >= HEIGHTS_KEPT) this.heights.clear();
    this.heights.set(index, measured);
    return measured;
  }

  /** Has just these blocks in the document, of `count` that there are; `cursor` is the one that is marked. */
  show(first: number, last: number, cursor: number, count: number): void {
    for (let index = first; index <= last; index++) this.fill(index);
    for (const [index, { element }] of this.shown) {
      if (index >= first && index <= last) {
        element.setAttribute('aria-selected', String(index === cursor));
        element.setAttribute('aria-setsize', String(count));
        continue;
      }
      element.remove();
      this.shown.delete(index);
    }
  }

  /** Puts what is at hand of a block into its element. */
  private fill(index: number): { readonly element: HTMLElement } {
    const row = this.options.rowAt(index);
    const block = this.shown.get(index) ?? this.add(index);
    const { element } = block;
    if (row !== undefined && row === block.row) return block;
    block.row = row;
    element.classList.toggle('pending', row === undefined);
    setOptionalAttribute(element, 'aria-busy', row === undefined ? 'true' : null);
    if (row === undefined) element.replaceChildren();
    else this.options.fill(element, row);
    return block;
  }

  private add(index: number): { readonly element: HTMLElement; row: Row | undefined } {
    const element = createElement('div', { id: `${this.options.ids}${index}`, className: 'block', role: 'option' });
    element.setAttribute('aria-posinset', String(index + 1));
    const next = [...this.shown.keys()].filter((other) => other > index);
    const before = next.length === 0 ? null : (this.shown.get(Math.min(...next))?.element ?? null);
    this.layer.insertBefore(element, before);
    const block = { element, row: undefined };
    this.shown.set(index, block);
    return block;
  }
}
