import type { StreamHead, StreamLine, StreamMode, StreamPart } from '../../../src/session/streamProtocol';
import { USUAL_COLUMNS } from '../../ui/columnLayout';
import { createElement, setOptionalAttribute } from '../../ui/dom';
import { markFindField } from '../../ui/findField';
import { Grid } from '../../ui/grid';
import type { GridPlace } from '../../ui/gridOptions';
import { type MenuItem, openMenu } from '../../ui/menu';
import type { DetailTab, TabActions } from '../detailTab';
import { type Mode, ModeButtons } from '../modeButtons';
import { formatCount } from '../numberText';
import { isCancelled, type SessionClient } from '../sessionClient';
import { decorateStreamRow, STREAM_COLUMNS } from './streamColumns';
import { StreamRows } from './streamRows';

const MODES: readonly Mode<StreamMode>[] = [
  ['text', 'Text'],
  ['hex', 'Hex'],
  ['calls', 'Calls'],
];

/** How long a stream may take to be shown in its place, in ms, before it is shown from the event on. */
const PLACE_PATIENCE = 200;

/** The conversation that the selected event is part of: both directions, as text, as hex, or call by call. */
export class StreamTab implements DetailTab {
  readonly head = createElement('div', { className: 'tab-head stream-head' });
  readonly panel = createElement('div', { className: 'stream-panel' });
  private readonly facts = createElement('span', { className: 'stream-facts stream-ends' });
  private readonly find = createElement('input', {
    className: 'stream-find',
    attributes: { type: 'text', placeholder: 'Find', 'aria-label': 'Find in the stream', spellcheck: 'false' },
  });
  private readonly grids = new Map<StreamMode, Grid<StreamLine>>();
  private mode: StreamMode = 'text';
  /** Which open file is shown, and an event of it; undefined: none. */
  private shown: { readonly id: number; readonly number: number } | undefined;
  private rows: StreamRows | undefined;
  /** The open file whose lines are listed: those of the one that is asked for may still be on their way. */
  private listed: number | undefined;
  private readonly contents = createElement('button', {
    className: 'data-mode',
    text: 'Open or save',
    attributes: { type: 'button', 'aria-haspopup': 'menu', title: 'Open as a document or save to a file' },
  });
  private opening: Promise<void> = Promise.resolve();
  private readonly note = createElement('span', { className: 'detail-fact' });

  constructor(
    private readonly client: SessionClient,
    private readonly actions: TabActions,
  ) {
    const modes = new ModeButtons('Show the stream as', MODES, this.mode, (mode) => void this.setMode(mode));
    this.find.addEventListener('input', () => markFindField(this.find, null));
    this.find.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') void this.findNext();
      else if (event.key === 'Escape') this.grid.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.head.append(this.facts, this.note, this.find, modes.element, this.contents);
    this.contents.addEventListener('click', () => this.openContents());
    this.head.hidden = true;
  }

  async show(number: number | null, signal: AbortSignal): Promise<void> {
    if (number === null) return;
    try {
      const head = await this.client.request('stream', { number }, signal);
      const isSame = this.listed === head.id && this.rows?.isComplete === true;
      this.shown = { id: head.id, number };
      this.showHead(head);
      if (head.calls === 0) {
        this.empty('Nothing was read or written here while the capture ran.');
      } else if (isSame) {
        await this.follow(number, signal);
      } else {
        await this.open(number, signal);
      }
    } catch (error) {
      if (!isCancelled(error)) this.clear(error instanceof Error ? error.message : 'The stream could not be had.');
    }
  }

  clear(reason: string): void {
    this.shown = undefined;
    this.head.hidden = true;
    this.empty(reason);
  }

  focus(): void {
    this.grid.focus();
  }

  private empty(reason: string): void {
    this.rows?.close();
    this.rows = undefined;
    this.listed = undefined;
    this.isPartial = false;
    this.panel.replaceChildren(createElement('p', { className: 'tab-note quiet', text: reason }));
  }

  private get grid(): Grid<StreamLine> {
    const known = this.grids.get(this.mode);
    if (known) return known;
    const grid = new Grid<StreamLine>({
      label: 'Stream',
      columns: STREAM_COLUMNS[this.mode],
      choices: USUAL_COLUMNS,
      decorate: decorateStreamRow,
      onSelect: (_index, line) => this.actions.onGoTo(line.number),
      onEnter: this.actions.onLeave,
      onScroll: () => undefined,
      onChoices: () => undefined,
      onRowMenu: (line, _column, place) =>
        openMenu('Line', [{ kind: 'action', label: 'Copy line', run: () => this.actions.onCopy(line.text) }], place),
      sortable: [],
      sorted: '',
      onHeading: () => undefined,
      onFailure: (error) => {
        if (!isCancelled(error)) this.actions.onFailure(error);
      },
    });
    this.grids.set(this.mode, grid);
    return grid;
  }

  /** Shows the lines of another stream or another layout, at the call of an event. */
  private open(number: number, signal: AbortSignal): Promise<void> {
    const opening = this.openAt(number, signal);
    this.opening = opening.catch(() => undefined);
    return opening;
  }

  /** Where the call stands is known once all before it is laid out. What takes long begins with the call, and has the rest above later. */
  private async openAt(number: number, signal: AbortSignal): Promise<void> {
    const { mode } = this;
    const placing = this.client.request('streamPlace', { number, mode }, signal);
    let place = await withinPatience(placing);
    let partial: StreamRows | undefined;
    if (!place) {
      partial = this.createRows(number, true);
      if (!(await this.showRows(partial, { top: 0, cursor: 0, selected: true }, signal))) return;
      this.isPartial = true;
      place = await placing;
      if (this.rows !== partial) return;
    }
    const { index } = place;
    const { grid } = this;
    const shown = partial
      ? { top: index + grid.top, cursor: index + grid.cursorIndex, selected: true }
      : { top: Math.max(0, index - 2), cursor: index, selected: true };
    if (await this.showRows(this.createRows(number, false), shown, signal)) this.isPartial = false;
  }

  private createRows(number: number, start: boolean): StreamRows {
    const rows: StreamRows = new StreamRows(this.client, number, this.mode, start, () => {
      if (this.rows === rows) this.grid.countChanged();
    });
    return rows;
  }

  /** Shows lines in place of others; false where something else is wanted by now. */
  private async showRows(rows: StreamRows, place: GridPlace, signal: AbortSignal): Promise<boolean> {
    await rows.begin();
    if (signal.aborted || rows.mode !== this.mode) {
      rows.close();
      return false;
    }
    this.rows?.close();
    this.rows = rows;
    this.listed = this.shown?.id;
    const { grid } = this;
    if (grid.element.parentElement !== this.panel) this.panel.replaceChildren(grid.element);
    grid.setSource(rows, place);
    return true;
  }

  /** Says that what comes before is still to be laid out. */
  private set isPartial(partial: boolean) {
    setOptionalAttribute(this.panel, 'aria-busy', partial ? 'true' : null);
    this.note.textContent = partial ? 'earlier calls are being laid out' : '';
  }

  /** Goes to the call of an event, unless the cursor is on a line of it. */
  private async follow(number: number, signal: AbortSignal): Promise<void> {
    const { grid } = this;
    if (grid.rowAt(grid.cursorIndex)?.number === number) return;
    const { index } = await this.client.request('streamPlace', { number, mode: this.mode }, signal);
    const there = grid.rowAt(grid.cursorIndex);
    const isOfSameCall = there !== undefined && there.number === grid.rowAt(index)?.number;
    if (!isOfSameCall)
      grid.moveTo(index, { align: grid.isInView(index) ? 'nearest' : 'center', select: true, tell: false });
  }

  private async setMode(mode: StreamMode): Promise<void> {
    const number = this.grid.rowAt(this.grid.cursorIndex)?.number ?? this.shown?.number;
    this.mode = mode;
    if (number === undefined || !this.rows) return;
    try {
      await this.open(number, new AbortController().signal);
    } catch (error) {
      if (!isCancelled(error)) this.actions.onFailure(error);
    }
  }

  private openContents(): void {
    const { shown } = this;
    if (!shown) return;
    const item = (label: string, part: StreamPart, save: boolean): MenuItem => ({
      kind: 'action',
      label,
      run: () => this.actions.onContent(shown.number, part, save),
    });
    const { left, bottom } = this.contents.getBoundingClientRect();
    const items: readonly MenuItem[] = [
      item('Open both directions', 'both', false),
      item('Open what was read', 'read', false),
      item('Open what was written', 'written', false),
      { kind: 'separator' },
      item('Save both directions…', 'both', true),
      item('Save what was read…', 'read', true),
      item('Save what was written…', 'written', true),
      { kind: 'separator' },
      { kind: 'action', label: 'Save as packets (pcapng)…', run: () => this.actions.onPackets(shown.number) },
    ];
    openMenu('Open or save the stream', items, { x: left, y: bottom });
  }

  private async findNext(): Promise<void> {
    const { mode, shown, grid } = this;
    const text = this.find.value;
    if (text === '' || !shown) return;
    try {
      await this.opening;
      const from = grid.cursorIndex + 1;
      const { index } = await this.client.request('streamFind', { number: shown.number, mode, text, from });
      if (mode !== this.mode || this.shown?.id !== shown.id) return;
      markFindField(this.find, index >= 0);
      if (index < 0) this.actions.announce('Not found.');
      else grid.moveTo(index, { align: 'center', select: true, tell: true });
    } catch (error) {
      if (!isCancelled(error)) this.actions.onFailure(error);
    }
  }

  private showHead({ type, name, processes, peer, calls, failed, readLength, writtenLength }: StreamHead): void {
    this.head.hidden = false;
    const who =
      processes.length > 2
        ? `${processes.slice(0, 2).join(', ')} and ${processes.length - 2} more`
        : processes.join(', ');
    const failures = failed === 0 ? '' : `, ${formatCount(failed)} failed`;
    const went = `read ${formatCount(readLength)}, wrote ${formatCount(writtenLength)} bytes in ${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}${failures}`;
    this.facts.replaceChildren(
      createElement('span', { text: who, attributes: { title: processes.join('\n') } }),
      ...(peer ? [createElement('span', { className: 'stream-joint', text: ' ⇄ ' }), this.peerLink(peer)] : []),
      createElement('span', { className: 'detail-fact', text: ` ${type} ${name} · ${went}` }),
    );
    this.facts.title = this.facts.textContent ?? '';
  }

  private peerLink({ event, process, joining }: NonNullable<StreamHead['peer']>): HTMLElement {
    const link = createElement('button', { className: 'link', text: process, attributes: { type: 'button' } });
    const translated = joining === 'translated' ? ' Its addresses are different: they were translated on the way.' : '';
    link.title = `Go to the other end, event ${event}.${translated}`;
    link.addEventListener('click', () => this.actions.onGoTo(event));
    return link;
  }
}

/** The answer, where it comes soon. */
function withinPatience<T>(answer: Promise<T>): Promise<T | undefined> {
  const patience = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), PLACE_PATIENCE);
  });
  return Promise.race([answer, patience]);
}
