import { createElement } from './dom';
import { hexBlock, hexLineCount, readableText } from './hexLines';

/** Lines in one block of the document; blocks out of sight are neither laid out nor painted. */
const BLOCK_LINES = 64;
/** Height of a line, in pixels; the same number stands in `hex.css`. */
const LINE_HEIGHT = 18;

export type HexViewMode = 'hex' | 'text';

/** Bytes as a hex dump with their ASCII, or as text to read. One instance shows one buffer after another. */
export class HexView {
  readonly element: HTMLElement;
  private bytes: Uint8Array = new Uint8Array();
  private currentMode: HexViewMode = 'hex';

  constructor(label: string) {
    this.element = createElement('div', {
      className: 'hex-view',
      role: 'region',
      attributes: { tabindex: '0', 'aria-label': label },
    });
  }

  get mode(): HexViewMode {
    return this.currentMode;
  }

  show(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.render();
  }

  setMode(mode: HexViewMode): void {
    this.currentMode = mode;
    this.render();
  }

  private render(): void {
    this.element.scrollTop = 0;
    this.element.replaceChildren(...(this.currentMode === 'hex' ? this.hexBlocks() : [this.textBlock()]));
  }

  private textBlock(): HTMLElement {
    return createElement('pre', { className: 'hex-text', text: readableText(this.bytes) });
  }

  private hexBlocks(): HTMLElement[] {
    const blocks: HTMLElement[] = [];
    for (let line = 0; line < hexLineCount(this.bytes.length); line += BLOCK_LINES) {
      const dump = hexBlock(this.bytes, line, BLOCK_LINES);
      const block = createElement('div', {
        className: 'hex-block',
        children: [
          createElement('pre', { className: 'hex-offsets', text: dump.offsets }),
          createElement('pre', { className: 'hex-bytes', text: dump.hex }),
          createElement('pre', { className: 'hex-ascii', text: dump.ascii }),
        ],
      });
      block.style.setProperty('contain-intrinsic-height', `auto ${dump.lines * LINE_HEIGHT}px`);
      blocks.push(block);
    }
    return blocks;
  }
}
