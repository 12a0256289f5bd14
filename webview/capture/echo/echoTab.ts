import type { EchoBlock, EchoMode } from '../../../src/session/echoProtocol';
import { BlockList } from '../../ui/blockList';
import { BlockMarks } from '../../ui/blockMarks';
import { createElement } from '../../ui/dom';
import { markFindField } from '../../ui/findField';
import type { DetailTab, TabActions } from '../detailTab';
import type { EchoWish } from '../editorProtocol';
import { type Mode, ModeButtons } from '../modeButtons';
import { formatCount } from '../numberText';
import { isCancelled, type SessionClient, SessionError } from '../sessionClient';
import { echoText, fillEchoBlock } from './echoBlock';
import { EchoSource } from './echoSource';
import { markFound } from './foundText';

/** How long growth of the selection is left alone, in milliseconds. */
const REFRESH_DELAY = 100;

const MODES: readonly Mode<EchoMode>[] = [
  ['ascii', 'Text', 'Data with its line ends (-A)'],
  ['dots', 'Line', 'Data on one line, with dots for what cannot be printed'],
  ['hexAscii', 'Hex', 'Data as hex and text (-X)'],
];

/** What the events of the list read and wrote, one below the other, as `echo_fds` prints it. */
export class EchoTab implements DetailTab {
  readonly head = createElement('div', { className: 'tab-head list-head' });
  readonly panel = createElement('div', { className: 'echo-panel' });
  private readonly counted = createElement('span', { className: 'stream-facts detail-fact' });
  private readonly find = createElement('input', {
    className: 'stream-find',
    attributes: { type: 'text', placeholder: 'Find', 'aria-label': 'Find in the echo', spellcheck: 'false' },
  });
  private readonly list: BlockList<EchoBlock>;
  private readonly marks: BlockMarks<EchoBlock>;
  private mode: EchoMode = 'ascii';
  private source: EchoSource | undefined;
  /** The event that the list was brought in line with; null: none. */
  private number: number | null = null;
  private search = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: SessionClient,
    private readonly actions: TabActions,
  ) {
    this.list = new BlockList<EchoBlock>({
      label: 'Echo',
      fill: fillEchoBlock,
      onSelect: (_index, { number }) => {
        this.number = number;
        actions.onGoTo(number);
      },
      onShown: () => this.shown(),
      onFailure: (error) => this.failed(error),
    });
    this.marks = new BlockMarks<EchoBlock>(this.list, {
      textOf: echoText,
      fetch: async (from, count) => (await this.source?.fetch(from, count, new AbortController().signal)) ?? [],
      onCopy: actions.onCopy,
      onTooLong: () => actions.announce('Too much is marked to be copied. Save the echo as a file instead.'),
      onFailure: (error) => this.failed(error),
    });
    this.list.element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.expand(this.list.cursorIndex);
    });
    this.list.element.addEventListener('click', (event) => {
      const note = event.target instanceof Element ? event.target.closest('.echo-more') : null;
      const block = note && this.list.onScreen.find(({ element }) => element.contains(note));
      if (block) this.expand(block.index);
    });
    this.panel.append(this.list.element);
    const modes = new ModeButtons('Show data as', MODES, this.mode, (mode) => this.setMode(mode));
    this.head.append(this.counted, this.find, modes.element, this.outButtons());
    this.find.addEventListener('keydown', (event) => this.pressedInFind(event));
    this.find.addEventListener('input', () => {
      markFindField(this.find, null);
      this.shown();
    });
  }

  /** Shows the echo, with the block of the event in view, or the last one before it. */
  async show(number: number | null, signal: AbortSignal): Promise<void> {
    const isKnown = number !== null && number === this.number && this.isCurrent;
    this.number = number;
    if (isKnown) return;
    try {
      if (!this.isCurrent) await this.openOrSay();
      else if (number !== null) await this.follow(number, signal);
    } catch (error) {
      this.failed(error);
    }
  }

  /** The echo stands without an event. */
  clear(): void {
    void this.show(null, new AbortController().signal);
  }

  focus(): void {
    this.list.focus();
  }

  /** Events came to the selection, or it is another one. */
  refresh(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const work = this.isCurrent ? this.source?.grow() : this.openOrSay();
      work?.then(
        () => this.showCount(),
        (error: unknown) => this.failed(error),
      );
    }, REFRESH_DELAY);
  }

  private get isCurrent(): boolean {
    const { id, order } = this.actions.selection();
    const request = this.source?.request;
    return request?.selection === id && request.order === order && request.mode === this.mode;
  }

  /** Shows other blocks, or says why there are none: several captures together have no echo. */
  private async openOrSay(): Promise<void> {
    try {
      await this.open();
      if (this.list.element.parentElement !== this.panel) this.panel.replaceChildren(this.list.element);
    } catch (error) {
      const isRefused = error instanceof SessionError && error.reason === 'bad-request';
      if (!isRefused || this.isGone) this.failed(error);
      else this.panel.replaceChildren(createElement('p', { className: 'tab-note quiet', text: error.message }));
    }
  }

  /** Shows other blocks: of another selection, or in another mode. */
  private async open(): Promise<void> {
    const { id, order } = this.actions.selection();
    const source = new EchoSource(
      this.client,
      { selection: id, order, mode: this.mode },
      () => this.source === source && this.grown(),
      (error) => this.failed(error),
    );
    this.source?.close();
    this.source = source;
    this.marks.forget();
    await source.grow();
    const place =
      this.number === null
        ? { index: 0, exact: false }
        : await this.client.request('echoPlace', { ...source.request, number: this.number });
    if (source !== this.source) return;
    this.list.setSource(source, Math.max(0, place.index), place.exact ? place.index : -1);
    this.showCount();
  }

  private async follow(number: number, signal: AbortSignal): Promise<void> {
    const { source } = this;
    if (!source || this.list.rowAt(this.list.cursorIndex)?.number === number) return;
    const { index, exact } = await this.client.request('echoPlace', { ...source.request, number }, signal);
    if (source !== this.source || index < 0) return;
    if (exact) this.list.mark(index, 'center');
    else {
      this.list.mark(-1);
      this.list.reveal(index, 'center');
    }
  }

  private grown(): void {
    this.list.countChanged();
    this.showCount();
  }

  private showCount(): void {
    const { count } = this.list;
    const none = 'Of the events that are listed none read or wrote data.';
    this.counted.textContent = count === 0 ? none : `${formatCount(count)} ${count === 1 ? 'call' : 'calls'} with data`;
  }

  private shown(): void {
    this.marks.restore();
    const parts = this.list.onScreen.flatMap(({ element }) => [...element.querySelectorAll('.block-part')]);
    markFound(this.find.value === '' ? [] : parts, this.find.value);
  }

  private expand(index: number): void {
    const { source } = this;
    if (!source || (this.list.rowAt(index)?.more ?? 0) === 0) return;
    source.whole(index).then(
      (block) => block && source === this.source && this.list.replace(index, block),
      (error: unknown) => this.failed(error),
    );
  }

  private pressedInFind(event: KeyboardEvent): void {
    if (event.key === 'Enter') void this.findNext(event.shiftKey);
    else if (event.key === 'Escape') this.list.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private async findNext(backwards: boolean): Promise<void> {
    const { source, list } = this;
    const text = this.find.value;
    this.search.abort();
    if (text === '' || !source) return;
    const search = new AbortController();
    this.search = search;
    this.find.setAttribute('aria-busy', 'true');
    try {
      const from = Math.max(0, list.cursorIndex + (backwards ? -1 : 1));
      const { index } = await this.client.request(
        'echoFind',
        { ...source.request, text, from, backwards },
        search.signal,
      );
      if (source !== this.source) return;
      markFindField(this.find, index >= 0);
      if (index < 0) {
        this.actions.announce('Not found.');
        return;
      }
      list.mark(index, 'center');
      const block = list.rowAt(index) ?? (await source.fetch(index, 1, search.signal)).at(0);
      if (!block) return;
      this.number = block.number;
      this.actions.onGoTo(block.number);
    } catch (error) {
      this.failed(error);
    } finally {
      if (search === this.search) this.find.removeAttribute('aria-busy');
    }
  }

  private outButtons(): HTMLElement {
    const button = (text: string, title: string, action: EchoWish['action']): HTMLElement => {
      const element = createElement('button', { className: 'data-mode', text, attributes: { type: 'button', title } });
      element.addEventListener('click', () => {
        const { filter, order } = this.actions.selection();
        this.actions.onEcho({ action, filter, order, mode: this.mode });
      });
      return element;
    };
    return createElement('span', {
      className: 'stream-modes',
      children: [
        button('Open', 'Open all of it as a document beside', 'open'),
        button('Save', 'Write all of it to a text file', 'save'),
      ],
    });
  }

  private setMode(mode: EchoMode): void {
    this.mode = mode;
    void this.openOrSay();
  }

  /** A selection that is no longer shown may be gone before its last request is answered. */
  private failed(error: unknown): void {
    if (!isCancelled(error) && !this.isGone) this.actions.onFailure(error);
  }

  private get isGone(): boolean {
    return this.source?.request.selection !== this.actions.selection().id;
  }
}
