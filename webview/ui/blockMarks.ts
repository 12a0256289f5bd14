import type { BlockList } from './blockList';

/** A place in the text of a block. */
export interface TextPlace {
  readonly index: number;
  /** In characters; `Number.POSITIVE_INFINITY`: the end. */
  readonly offset: number;
}

export interface BlockMarksOptions<Row> {
  /** The text of a block: that of the elements of the class `block-part` in it, with line ends between them. */
  readonly textOf: (row: Row) => string;
  readonly fetch: (from: number, count: number) => Promise<readonly Row[]>;
  readonly onCopy: (text: string) => void;
  /** More is marked than can be copied. */
  readonly onTooLong: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Where a selection of the browser begins and ends. */
type Ends = Pick<Selection, 'anchorNode' | 'anchorOffset' | 'focusNode' | 'focusOffset'>;

/** Longest text that is copied, in characters. */
const LONGEST_COPY = 16_000_000;
/** Blocks that are fetched at a time. */
const PAGE = 100;

/** The two places, the first one first. */
export function inOrder(one: TextPlace, other: TextPlace): readonly [TextPlace, TextPlace] {
  const isFirst = one.index < other.index || (one.index === other.index && one.offset <= other.offset);
  return isFirst ? [one, other] : [other, one];
}

/** What of a block's text lies between two places. */
export function markedPart(text: string, index: number, start: TextPlace, end: TextPlace): string {
  const from = index === start.index ? start.offset : 0;
  return text.slice(from, index === end.index ? Math.min(end.offset, text.length) : text.length);
}

/**
 * The text that is marked in a list of blocks, wherever its ends are: the browser's own selection knows only of blocks that are on
 * screen, and is put where it belongs each time others are shown.
 */
export class BlockMarks<Row> {
  private anchor: TextPlace | undefined;
  private focus: TextPlace | undefined;
  /** The browser's selection as it was put here; null: none. */
  private applied: Ends | null = null;

  constructor(
    private readonly list: BlockList<Row>,
    private readonly options: BlockMarksOptions<Row>,
  ) {
    document.addEventListener('selectionchange', () => this.changed());
    document.addEventListener('copy', (event) => {
      if (this.isMarked && this.isOwn(document.activeElement)) this.copy(event);
    });
    list.element.addEventListener('keydown', (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      if (event.key === 'a') this.markAll(event);
      else if (event.key === 'c' && this.isMarked) this.copy(event);
      else return;
      // VS Code hears of these keys as well, and would do the same to the whole page.
      event.stopPropagation();
    });
  }

  /** Nothing is marked any more: the list shows other blocks. */
  forget(): void {
    if (!this.anchor) return;
    this.anchor = undefined;
    this.focus = undefined;
    this.apply();
  }

  /** Puts the browser's selection where it belongs among the blocks on screen. */
  restore(): void {
    if (this.isMarked) this.apply();
  }

  private get isMarked(): boolean {
    const { anchor, focus } = this;
    return (
      anchor !== undefined && focus !== undefined && (anchor.index !== focus.index || anchor.offset !== focus.offset)
    );
  }

  private isOwn(node: Node | null): boolean {
    return node !== null && this.list.element.contains(node);
  }

  private changed(): void {
    const selection = document.getSelection();
    const { applied } = this;
    if (!selection || isSame(selection, applied)) return;
    if (!this.isOwn(selection.anchorNode) || !this.isOwn(selection.focusNode)) {
      // Without a selection there is what was marked before, out of sight; one elsewhere is another matter.
      if (selection.rangeCount > 0 && selection.anchorNode !== null) [this.anchor, this.focus] = [undefined, undefined];
      return;
    }
    const keepsAnchor =
      applied !== null &&
      selection.anchorNode === applied.anchorNode &&
      selection.anchorOffset === applied.anchorOffset;
    if (!keepsAnchor) this.anchor = this.placeOf(selection.anchorNode, selection.anchorOffset);
    this.focus = this.placeOf(selection.focusNode, selection.focusOffset);
    this.applied = endsOf(selection);
  }

  private markAll(event: Event): void {
    event.preventDefault();
    if (this.list.count === 0) return;
    this.anchor = { index: 0, offset: 0 };
    this.focus = { index: this.list.count - 1, offset: Number.POSITIVE_INFINITY };
    this.apply();
  }

  private copy(event: Event): void {
    event.preventDefault();
    const { anchor, focus } = this;
    if (anchor && focus) this.copyBetween(...inOrder(anchor, focus)).catch((error) => this.options.onFailure(error));
  }

  private async copyBetween(start: TextPlace, end: TextPlace): Promise<void> {
    const texts: string[] = [];
    let length = 0;
    for (let from = start.index; from <= end.index; from += PAGE) {
      const rows = await this.options.fetch(from, Math.min(PAGE, end.index + 1 - from));
      if (rows.length === 0) break;
      rows.forEach((row, at) => {
        const text = markedPart(this.options.textOf(row), from + at, start, end);
        texts.push(text);
        length += text.length + 1;
      });
      if (length <= LONGEST_COPY) continue;
      this.options.onTooLong();
      return;
    }
    this.options.onCopy(texts.join('\n'));
  }

  private apply(): void {
    const selection = document.getSelection();
    const shown = this.list.onScreen.filter(({ row }) => row !== undefined);
    const [first, last] = [shown.at(0), shown.at(-1)];
    const { anchor, focus } = this;
    if (!selection) return;
    const [start, end] = anchor && focus ? inOrder(anchor, focus) : [undefined, undefined];
    if (!start || !end || !first || !last || end.index < first.index || start.index > last.index) {
      this.applied = null;
      if (this.isOwn(selection.anchorNode)) selection.removeAllRanges();
      return;
    }
    const clip = (place: TextPlace): { readonly node: Node; readonly offset: number } => {
      if (place.index < first.index) return pointIn(first.element, 0);
      if (place.index > last.index) return pointIn(last.element, Number.POSITIVE_INFINITY);
      const block = shown.find(({ index }) => index === place.index) ?? first;
      return pointIn(block.element, place.offset);
    };
    const [from, to] = [clip(anchor ?? start), clip(focus ?? end)];
    const wanted = { anchorNode: from.node, anchorOffset: from.offset, focusNode: to.node, focusOffset: to.offset };
    this.applied = wanted;
    if (isSame(selection, wanted)) return;
    selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }

  /** The place of a point of the document in the text of its block. */
  private placeOf(node: Node | null, offset: number): TextPlace | undefined {
    const block = this.list.onScreen.find(({ element }) => node !== null && element.contains(node));
    if (!block || node === null) return undefined;
    let before = 0;
    for (const part of block.element.querySelectorAll('.block-part')) {
      const range = document.createRange();
      range.selectNodeContents(part);
      const where = range.comparePoint(node, offset);
      if (where < 0) break;
      if (where === 0) {
        range.setEnd(node, offset);
        return { index: block.index, offset: before + range.toString().length };
      }
      before += range.toString().length + 1;
    }
    return { index: block.index, offset: Math.max(0, before - 1) };
  }
}

function endsOf({ anchorNode, anchorOffset, focusNode, focusOffset }: Selection): Ends {
  return { anchorNode, anchorOffset, focusNode, focusOffset };
}

function isSame(selection: Selection, ends: Ends | null): boolean {
  if (ends === null) return selection.rangeCount === 0;
  return (
    selection.anchorNode === ends.anchorNode &&
    selection.anchorOffset === ends.anchorOffset &&
    selection.focusNode === ends.focusNode &&
    selection.focusOffset === ends.focusOffset
  );
}

/** The point of the document at a place of a block's text. */
function pointIn(element: HTMLElement, offset: number): { readonly node: Node; readonly offset: number } {
  const parts = [...element.querySelectorAll('.block-part')];
  let left = offset;
  for (const part of parts) {
    const length = part.textContent?.length ?? 0;
    const node = part.firstChild ?? part;
    if (left <= length) return { node, offset: part.firstChild ? left : 0 };
    left -= length + 1;
  }
  const last = parts.at(-1);
  return { node: last?.firstChild ?? element, offset: last?.firstChild?.textContent?.length ?? 0 };
}
