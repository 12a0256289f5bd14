import { encodeText } from '../../engine/base/text';
import { quoteValue } from '../../engine/filter/quoting';
import type { PacketView } from '../packetProtocol';
import type { DetailFact, EventDetail } from '../protocol';
import type { StreamHead, StreamPage } from '../streamProtocol';
import type { TransactionView } from '../transactionProtocol';
import { placed } from './hostAddress';
import { placedTransactionLine } from './hostLists';

/** The members of a file that name events. */
export const FILE_EVENTS = ['number', 'lastNumber', 'renameNumber'] as const;

const MILLION = 1e6;

/**
 * The details of an event on a timeline, with its host. What belongs together with it is sought on that host: ids of processes
 * mean something else on others. `clockCorrection` as in `Trace`.
 */
export function placedDetail(detail: EventDetail, place: number, host: string, clockCorrection: bigint): EventDetail {
  const condition = `host.name=${quoteValue(encodeText(host))}`;
  const related = Object.entries(detail.related).map(([name, filter]) => [
    name,
    filter === undefined ? undefined : `${condition} and ${filter}`,
  ]);
  const facts: DetailFact[] = [{ label: 'Host', value: host, condition }];
  if (clockCorrection !== 0n) facts.push({ label: 'Clock of the host', value: clockText(clockCorrection) });
  return {
    ...placed(detail, place, ['number', 'partner']),
    process: [...facts, ...detail.process],
    related: Object.fromEntries(related),
  };
}

export function placedPacket(packet: PacketView, place: number): PacketView {
  return {
    ...placed(packet, place, ['event']),
    hops: packet.hops.map((hop) => placed(hop, place, ['event'])),
    related: packet.related.map((other) => placed(other, place, ['event'])),
  };
}

export function placedStream(head: StreamHead, place: number): StreamHead {
  return { ...placed(head, place, ['id']), peer: head.peer && placed(head.peer, place, ['event']) };
}

export function placedStreamPage(page: StreamPage, place: number): StreamPage {
  return { ...page, lines: page.lines.map((line) => placed(line, place, ['number'])) };
}

export function placedTransaction(view: TransactionView, place: number, host: string): TransactionView {
  return {
    ...view,
    line: placedTransactionLine(view.line, place, host),
    messages: view.messages.map((message) => placed(message, place, ['firstEvent', 'lastEvent'])),
  };
}

function clockText(correction: bigint): string {
  const ahead = -Number(correction) / MILLION;
  return `${Math.abs(ahead).toLocaleString('en')} ms ${ahead > 0 ? 'ahead' : 'behind'}; times here are corrected`;
}
