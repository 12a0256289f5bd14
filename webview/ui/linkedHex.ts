import { createElement } from './dom';
import { BYTES_PER_LINE, hexBlock, hexLineCount } from './hexLines';
import { asciiRanges, byteOfAscii, byteOfHex, hexRanges, type TextRange } from './hexPlaces';

/** Name of the mark, as `hex.css` has it. */
const MARK = 'hex-mark';
/** Height of a line, in pixels; the same number stands in `hex.css`. */
const LINE_HEIGHT = 18;

/**
 * A hex dump in which a range of bytes is marked, and whose bytes can be chosen: with the pointer, or with the arrows. The marks
 * are the browser's own highlights, so that the dump stays plain text. One of them is shown at a time on a page.
 */
export class LinkedHex {
  readonly element: HTMLElement;
  private readonly offsets = createElement('pre', { className: 'hex-offsets' });
  private readonly hex = createElement('pre', { className: 'hex-bytes' });
  private readonly ascii = createElement('pre', { className: 'hex-ascii' });
  private length = 0;
  private chosen = 0;

  constructor(
    label: string,
    private readonly onByte: (offset: number) => void,
  ) {
    this.element = createElement('div', {
      className: 'hex-view linked',
      role: 'region',
      attributes: { tabindex: '0', 'aria-label': label },
      children: [createElement('div', { className: 'hex-block', children: [this.offsets, this.hex, this.ascii] })],
    });
    this.element.addEventListener('click', (event) => this.clicked(event));
    this.element.addEventListener('keydown', (event) => this.pressed(event));
  }

  show(bytes: Uint8Array): void {
    const block = hexBlock(bytes, 0, hexLineCount(bytes.length));
    this.length = bytes.length;
    this.offsets.textContent = block.offsets;
    this.hex.textContent = block.hex;
    this.ascii.textContent = block.ascii;
    this.mark(0, 0);
  }

  /** Marks the bytes `[start, end)` and brings the first of them into view. */
  mark(start: number, end: number): void {
    const { highlights } = CSS;
    if (end <= start) {
      highlights.delete(MARK);
      return;
    }
    this.chosen = start;
    const ranges = [
      ...hexRanges(start, end).map((range) => rangeIn(this.hex, range)),
      ...asciiRanges(start, end).map((range) => rangeIn(this.ascii, range)),
    ];
    highlights.set(MARK, new Highlight(...ranges));
    this.reveal(Math.floor(start / BYTES_PER_LINE));
  }

  private reveal(line: number): void {
    const { element } = this;
    const top = line * LINE_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + LINE_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + LINE_HEIGHT - element.clientHeight;
    }
  }

  private clicked(event: MouseEvent): void {
    const caret = document.caretRangeFromPoint(event.clientX, event.clientY);
    if (!caret) return;
    const { startContainer, startOffset } = caret;
    // The caret stands before or behind the character that was pointed at, whichever is nearer.
    const half = characterWidth(this.hex) / 2;
    const before = document.caretRangeFromPoint(event.clientX - half, event.clientY);
    const place = before?.startContainer === startContainer ? before.startOffset : startOffset;
    if (this.hex.contains(startContainer)) this.choose(byteOfHex(place));
    else if (this.ascii.contains(startContainer)) this.choose(byteOfAscii(place));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = STEPS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    this.choose(this.chosen + step);
  }

  private choose(byte: number): void {
    if (this.length === 0) return;
    const chosen = Math.min(this.length - 1, Math.max(0, byte));
    this.onByte(chosen);
    // A field is marked from its beginning on; the arrows go on from the byte.
    this.chosen = chosen;
  }
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['ArrowUp', -BYTES_PER_LINE],
  ['ArrowDown', BYTES_PER_LINE],
]);

function rangeIn(element: HTMLElement, { start, end }: TextRange): Range {
  const text = element.firstChild;
  const range = new Range();
  if (!(text instanceof Text)) return range;
  range.setStart(text, Math.min(text.length, start));
  range.setEnd(text, Math.min(text.length, end));
  return range;
}

function characterWidth(element: HTMLElement): number {
  const text = element.textContent ?? '';
  const line = text.indexOf('\n') < 0 ? text.length : text.indexOf('\n');
  return line === 0 ? 0 : element.getBoundingClientRect().width / line;
}
