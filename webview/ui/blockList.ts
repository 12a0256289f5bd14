import { type BlockPlace, settle } from './blockPlace';
import { BriefHold } from './briefHold';
import { createElement, setOptionalAttribute } from './dom';
import { ListCursor } from './listCursor';
import { RowPages } from './rowPages';
import type { RowSource } from './rowSource';
import { ScrollBar } from './scrollBar';
import { type ShownBlock, ShownBlocks } from './shownBlocks';
import { wheelPixels } from './wheel';

/** Lists on the page so far: the ids of their blocks must differ. */
let listCount = 0;
/** Height of a line, in pixels; the same number stands in `blockList.css`. */
const LINE_HEIGHT = 18;
/** How high a block is taken to be while its content is not at hand, in pixels. */
const PENDING_HEIGHT = 2 * LINE_HEIGHT;
/** How long what is on screen stands in for blocks that are on their way, in milliseconds. */
const LONGEST_HOLD = 100;
/** Lines that an arrow scrolls inside a block that is higher than the view. */
const ARROW_LINES = 3;

export interface BlockListOptions<Row> {
  /** Accessible name of the list. */
  readonly label: string;
  /** Fills the element of a block. Text that can be marked and copied has to be the text of the element, and nothing else. */
  readonly fill: (element: HTMLElement, row: Row) => void;
  /** A person chose a block. */
  readonly onSelect: (index: number, row: Row) => void;
  /** Other blocks are on screen, or the same ones have other contents. */
  readonly onShown: () => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * A list of blocks of any height and any number: it holds those on screen and some pages around them, measures what it shows and
 * nothing else, and scrolls by blocks. Its text is the page's own, so that it can be marked and copied. One tab stop: arrows,
 * Page Up and Down, Home and End move; `aria-activedescendant` names the block the keyboard acts on.
 */
export class BlockList<Row> {
  readonly element: HTMLElement;
  private readonly blocks: ShownBlocks<Row>;
  private readonly bar: ScrollBar;
  private source: RowSource<Row> | null = null;
  private pages: RowPages<Row> | null = null;
  /** Blocks that are shown in the place of those of the source. */
  private readonly replaced = new Map<number, Row>();
  private place: BlockPlace = { index: 0, offset: 0 };
  /** Where in the top block the scroll bar was let go, as a part of its height; it counts until the block is measured. */
  private fraction = 0;
  private readonly cursor = new ListCursor<Row>();
  private atEnd = false;
  private width = 0;
  private height = 0;
  private readonly hold = new BriefHold(LONGEST_HOLD, () => this.schedule());
  private frame = 0;

  constructor(private readonly options: BlockListOptions<Row>) {
    this.blocks = new ShownBlocks<Row>({
      ids: `blocks-${listCount++}-`,
      pendingHeight: PENDING_HEIGHT,
      rowAt: (index) => this.rowAt(index),
      fill: options.fill,
    });
    const { layer } = this.blocks;
    this.bar = new ScrollBar('vertical', (position) => this.scrollToBlock(position));
    const clip = createElement('div', { className: 'block-clip', role: 'presentation', children: [layer] });
    this.element = createElement('div', {
      className: 'block-list',
      role: 'listbox',
      attributes: { tabindex: '0', 'aria-label': options.label },
      children: [clip, this.bar.element],
    });
    const observer = new ResizeObserver((entries) => {
      const box = entries[entries.length - 1]?.contentRect;
      if (box) this.resized(box.width, box.height);
    });
    observer.observe(clip);
    this.element.addEventListener('wheel', (event) => this.wheeled(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    layer.addEventListener('click', (event) => this.clicked(event));
  }

  get count(): number {
    return this.source?.count ?? 0;
  }

  get cursorIndex(): number {
    return this.cursor.index;
  }

  /** The block at an index, if it is at hand. */
  rowAt(index: number): Row | undefined {
    return this.replaced.get(index) ?? this.pages?.row(index);
  }

  /** The blocks on screen and their elements, in their order. */
  get onScreen(): readonly ShownBlock<Row>[] {
    return this.blocks.all;
  }

  /** Shows another source from a block on; `cursor` is the block that is marked, or -1. */
  setSource(source: RowSource<Row>, top: number, cursor: number): void {
    this.pages?.close();
    this.source = source;
    this.pages = new RowPages(source, {
      onArrive: () => this.schedule(),
      onFailure: (error) => this.options.onFailure(error),
    });
    this.blocks.forgetHeights();
    this.replaced.clear();
    // What stands in for the new blocks is not theirs.
    this.element.setAttribute('aria-busy', 'true');
    this.hold.begin();
    this.cursor.place(cursor, true);
    this.goTo({ index: top, offset: 0 });
  }

  /** The source has more blocks than before; whoever is at the end stays there. */
  countChanged(): void {
    this.schedule();
  }

  /** Shows another block in the place of one of the source. */
  replace(index: number, row: Row): void {
    this.replaced.set(index, row);
    this.blocks.forgetHeights(index);
    this.schedule();
  }

  /** Marks a block, and brings it into view; -1 marks none. */
  mark(index: number, align: 'nearest' | 'center' = 'nearest'): void {
    this.cursor.index = Math.min(index, this.count - 1);
    if (index >= 0) this.reveal(index, align);
    this.schedule();
  }

  /** Brings a block into view without marking it. */
  reveal(index: number, align: 'nearest' | 'center' = 'nearest'): void {
    const seen = this.blocks.boxOf(index);
    const view = this.view;
    if (seen && view && seen.height > 0) {
      const fits = seen.top >= view.top && (seen.bottom <= view.bottom || seen.top === view.top);
      if (fits) return;
      if (align === 'nearest' && seen.top > view.top && seen.height <= view.height) {
        this.goTo({ index, offset: seen.height - view.height });
        return;
      }
    }
    this.goTo({ index, offset: align === 'center' ? -this.height / 3 : 0 });
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** Where the list's own part of the page is. */
  private get view(): DOMRect | undefined {
    return this.blocks.layer.parentElement?.getBoundingClientRect();
  }

  private goTo(place: BlockPlace, fraction = 0): void {
    this.place = place;
    this.fraction = fraction;
    this.atEnd = false;
    this.schedule();
  }

  private scrollToBlock(position: number): void {
    const index = Math.floor(position);
    this.goTo({ index, offset: 0 }, position - index);
  }

  private resized(width: number, height: number): void {
    if (width !== this.width) this.blocks.forgetHeights();
    this.width = width;
    this.height = height;
    this.render();
  }

  private wheeled(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { y } = wheelPixels(event, LINE_HEIGHT * 2, { width: this.width, height: this.height });
    this.scrollBy(y);
  }

  private scrollBy(pixels: number): void {
    const { atEnd } = this;
    this.goTo({ index: this.place.index, offset: this.place.offset + pixels });
    this.atEnd = atEnd && pixels > 0;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (this.count === 0 || !this.move(event.key)) return;
    event.preventDefault();
  }

  private move(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.step(key === 'ArrowDown' ? 1 : -1);
        return true;
      case 'PageDown':
      case 'PageUp':
        this.scrollBy((key === 'PageDown' ? 1 : -1) * Math.max(LINE_HEIGHT, this.height - LINE_HEIGHT));
        return true;
      case 'Home':
        this.choose(0);
        return true;
      case 'End':
        this.choose(this.count - 1);
        this.atEnd = true;
        return true;
      default:
        return false;
    }
  }

  /** One block on; inside a block that is higher than the view first to its end. */
  private step(by: 1 | -1): void {
    const { index } = this.cursor;
    const box = this.blocks.boxOf(index);
    const view = this.view;
    if (box && view && box.height > view.height) {
      const left = by > 0 ? box.bottom - view.bottom : view.top - box.top;
      if (left > 1 && box.bottom > view.top && box.top < view.bottom) {
        this.scrollBy(by * Math.min(left, ARROW_LINES * LINE_HEIGHT));
        return;
      }
    }
    this.choose(index < 0 ? this.place.index : Math.min(this.count - 1, Math.max(0, index + by)));
  }

  private choose(index: number): void {
    this.mark(index);
    this.cursor.choose(this.cursor.index);
  }

  private clicked(event: MouseEvent): void {
    // Whoever marks text wants that, and no other event.
    if (event.button !== 0 || document.getSelection()?.isCollapsed === false) return;
    const index = event.target instanceof Element ? this.blocks.indexOf(event.target) : -1;
    if (index >= 0) this.choose(index);
  }

  private schedule(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => this.render());
  }

  private render(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { pages, count, cursor } = this;
    if (!pages || this.height === 0) return;
    if (this.atEnd) this.place = { index: count - 1, offset: 0 };
    const most = Math.ceil(this.height / PENDING_HEIGHT);
    const from = Math.max(0, Math.min(count - 1, this.place.index));
    const wanted = { first: from, last: Math.min(count - 1, from + most) };
    const chosen = cursor.awaited < 0 ? [] : [{ first: cursor.awaited, last: cursor.awaited }];
    pages.want([wanted, ...chosen]);
    if (this.holds(wanted)) return;
    if (this.fraction > 0 && from < count) {
      this.place = { index: from, offset: this.fraction * this.blocks.heightOf(from) };
      this.fraction = 0;
    }
    const { place, first, last, seen } = settle(this.place, count, this.height, (index) => this.blocks.heightOf(index));
    this.place = place;
    pages.want([{ first, last }, ...chosen]);
    this.show(first, last);
    this.blocks.layer.style.transform = `translateY(${-Math.round(place.offset)}px)`;
    const top = first + place.offset / Math.max(1, this.blocks.heightOf(first));
    this.bar.show(top, { content: count, viewport: seen }, this.height);
    cursor.tell(
      (index) => this.rowAt(index),
      (index, row) => this.options.onSelect(index, row),
    );
    this.options.onShown();
  }

  /** Whether what is on screen is to stay for a moment, as the wanted blocks are on their way. */
  private holds(wanted: { readonly first: number; readonly last: number }): boolean {
    const isThere = wanted.last < wanted.first || this.pages?.holds(wanted) === true;
    return this.hold.holds(isThere) && this.blocks.count > 0;
  }

  private show(first: number, last: number): void {
    this.blocks.show(first, last, this.cursor.index, this.count);
    const isComplete = this.onScreen.every(({ row }) => row !== undefined);
    setOptionalAttribute(this.element, 'aria-busy', isComplete ? null : 'true');
    setOptionalAttribute(this.element, 'aria-activedescendant', this.blocks.idOf(this.cursor.index));
  }
}
