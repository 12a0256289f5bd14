import type { PacketView } from '../../../src/session/packetProtocol';
import { createElement, createIcon } from '../../ui/dom';
import { LinkedHex } from '../../ui/linkedHex';
import { rovingFocus } from '../../ui/rovingFocus';
import { Tree } from '../../ui/tree';
import { dataSizeText } from '../dataSection';
import { formatDuration } from '../deltaText';
import type { DetailTab, TabActions } from '../detailTab';
import { isCancelled, type SessionClient } from '../sessionClient';
import { nodeAt } from './packetNodes';

type PacketNode = PacketView['layers'][number];

/** The packet of the selected event: its fields beside its bytes, each leading to the other, and where it was seen. */
export class PacketTab implements DetailTab {
  readonly head = createElement('div', { className: 'tab-head' });
  readonly panel = createElement('div', { className: 'packet-panel' });
  private readonly tree = new Tree<PacketNode>('Fields of the packet', ({ start, end }) => this.hex.mark(start, end));
  private readonly hex = new LinkedHex('Bytes of the packet', (offset) => this.chooseByte(offset));
  private readonly places = createElement('div', { className: 'packet-places' });
  private readonly size = createElement('div', { className: 'packet-size quiet' });
  private readonly layers = createElement('div', {
    className: 'packet-fields',
    children: [this.tree.element, this.places],
  });
  private readonly bytes = createElement('div', { className: 'packet-bytes', children: [this.size, this.hex.element] });
  private packet: PacketView | undefined;

  constructor(
    private readonly client: SessionClient,
    private readonly actions: Pick<TabActions, 'onGoTo'>,
  ) {}

  async show(number: number | null, signal: AbortSignal): Promise<void> {
    if (number === null) return;
    try {
      this.render(await this.client.request('packet', { number }, signal));
    } catch (error) {
      if (!isCancelled(error)) this.clear(error instanceof Error ? error.message : 'The packet could not be had.');
    }
  }

  clear(reason: string): void {
    this.packet = undefined;
    this.head.replaceChildren();
    this.hex.mark(0, 0);
    this.panel.replaceChildren(createElement('p', { className: 'tab-note quiet', text: reason }));
  }

  focus(): void {
    this.tree.focus();
  }

  private render(packet: PacketView): void {
    this.packet = packet;
    const { text, detail, number, count, bytes, originalLength } = packet;
    this.head.replaceChildren(
      createElement('span', { className: 'detail-fact', text: `packet ${number} of ${count}` }),
      createElement('span', { className: 'packet-summary', text, attributes: { title: text } }),
    );
    if (detail !== '') this.head.append(createElement('span', { className: 'detail-fact', text: detail }));
    this.tree.show(packet.layers);
    this.places.replaceChildren(...this.placesOf(packet));
    rovingFocus(this.places, '.link');
    this.size.replaceChildren(dataSizeText(bytes.length, originalLength));
    if (originalLength > bytes.length) this.size.prepend(createIcon('warning'));
    this.hex.show(bytes);
    this.panel.replaceChildren(this.layers, this.bytes);
    this.layers.scrollTop = 0;
  }

  private placesOf({ hops, remarks, related, event }: PacketView): HTMLElement[] {
    const lines: HTMLElement[] = [createElement('h3', { text: hops.length > 1 ? 'Seen at' : 'Seen once' })];
    for (const hop of hops) {
      const line = createElement('div', { className: hop.event === event ? 'packet-hop current' : 'packet-hop' });
      line.append(this.link(hop.text, hop.event));
      const later = hop.after === 0 ? [] : [`${formatDuration(hop.after)} later`];
      const changes = hop.changes.map(({ name, before, after }) => `${name} ${before} → ${after}`);
      const said = [...later, ...changes].join(', ');
      if (said !== '') line.append(createElement('span', { className: 'quiet', text: ` ${said}` }));
      lines.push(line);
    }
    for (const { text, event: other } of related) {
      lines.push(createElement('div', { className: 'packet-hop', children: [this.link(text, other)] }));
    }
    for (const remark of remarks) lines.push(createElement('div', { className: 'packet-hop', text: remark }));
    return lines;
  }

  private link(text: string, event: number): HTMLElement {
    const link = createElement('button', { className: 'link', text, attributes: { type: 'button' } });
    link.title = `Go to event ${event}`;
    link.addEventListener('click', () => this.actions.onGoTo(event));
    return link;
  }

  private chooseByte(offset: number): void {
    const node = this.packet && nodeAt(this.packet.layers, offset);
    if (!node) {
      this.hex.mark(offset, offset + 1);
      return;
    }
    this.tree.reveal(node);
    this.hex.mark(node.start, node.end);
  }
}
