import type { TcpFacts } from '../analysis/tcpFacts';
import type { IpFacts } from '../layerReaders';
import type { PacketReading } from '../packetReading';
import { byteCount } from '../values';
import { readStreamPayload } from './streamPayload';
import { TcpFlag, tcpFlagsText } from './tcpFlags';
import { addTcpOptions } from './tcpOptions';

const SMALLEST_HEADER = 20;

/** Reads a TCP segment. Source: RFC 9293 §3.1. */
export function readTcp(reading: PacketReading, start: number, end: number, ip: IpFacts): void {
  const { tree } = reading;
  tree.open('Transmission Control Protocol', '', start);
  reading.says('TCP', '');
  const source = tree.number('Source port', start, 2);
  const destination = tree.number('Destination port', start + 2, 2);
  if (destination >= 0) reading.says('TCP', `${source} → ${destination}`);
  if (!tree.has(start, SMALLEST_HEADER)) {
    addNumbers(reading, start, undefined);
    tree.close(tree.end);
    return;
  }
  const facts = reading.facts.tcp;
  const numbers = addNumbers(reading, start, facts);
  const { headerLength, flags } = addFlags(reading, start + 12);
  const payloadStart = start + headerLength;
  const length = end - payloadStart;
  const window = addWindow(reading, start + 14, (flags & TcpFlag.SYN) === 0 ? (facts?.windowShift ?? 0) : 0);
  const unverifiable = ip.isFragment || reading.isQuoted ? 'the segment is not whole' : '';
  reading.checksum(start + 16, start, end, ip.pseudoSum + (end - start), unverifiable);
  const urgent = tree.number('Urgent pointer', start + 18, 2);
  if (headerLength < SMALLEST_HEADER || length < 0) {
    const text = `Bogus TCP header length (${headerLength}, must be at least ${SMALLEST_HEADER})`;
    reading.says('TCP', `${source} → ${destination} [${tcpFlagsText(flags)}] ${text}`);
    tree.close(start + SMALLEST_HEADER, undefined, 'The header length is wrong.');
    return;
  }
  let protocol = 'TCP';
  let info = `${source} → ${destination} [${tcpFlagsText(flags)}] Seq=${numbers.sequence}`;
  if ((flags & TcpFlag.ACK) !== 0) info += ` Ack=${numbers.acknowledgement}`;
  info += ` Win=${window}`;
  if ((flags & TcpFlag.URG) !== 0) info += ` Urg=${urgent}`;
  info += ` Len=${length}`;
  if (headerLength > SMALLEST_HEADER) {
    const base = facts?.acknowledgementBase ?? 0;
    const options = addTcpOptions(tree, start + SMALLEST_HEADER, payloadStart, (value) => (value - base) >>> 0);
    info += options.summary;
    if (options.isMultipath) protocol = 'MPTCP';
  }
  for (const note of facts?.notes ?? []) tree.add('Analysis', note, start, start);
  tree.close(payloadStart, `${source} → ${destination} [${tcpFlagsText(flags)}], ${byteCount(length)} of data`);
  if (facts) reading.prefix = facts.notes.map((note) => `[${note}] `).join('');
  reading.says(protocol, info);
  if (length > 0 || facts?.payload.kind === 'completes')
    readStreamPayload(reading, { source, destination }, payloadStart, end);
}

interface Numbers {
  readonly sequence: number;
  readonly acknowledgement: number;
}

function addNumbers({ tree }: PacketReading, start: number, facts: TcpFacts | undefined): Numbers {
  const { sequenceBase = 0, acknowledgementBase = 0 } = facts ?? {};
  const relative = (base: number) => (value: number) =>
    facts ? `${(value - base) >>> 0} (relative), ${value} (in the packet)` : `${value}`;
  const sequence = tree.number('Sequence number', start + 4, 4, relative(sequenceBase));
  const acknowledgement = tree.number('Acknowledgement number', start + 8, 4, relative(acknowledgementBase));
  return { sequence: (sequence - sequenceBase) >>> 0, acknowledgement: (acknowledgement - acknowledgementBase) >>> 0 };
}

function addFlags({ tree }: PacketReading, at: number): { readonly headerLength: number; readonly flags: number } {
  const word = tree.peek(at, 2);
  const headerLength = (word >> 12) * 4;
  tree.add('Header length', byteCount(headerLength), at, at + 1);
  tree.add('Flags', tcpFlagsText(word & 0xfff), at, at + 2);
  return { headerLength, flags: word & 0xfff };
}

/** Adds the window; returns it as it is meant. */
function addWindow({ tree }: PacketReading, at: number, shift: number): number {
  const window = tree.number('Window', at, 2, (value) =>
    shift > 0 ? `${value * 2 ** shift} (${value} × ${2 ** shift})` : `${value}`,
  );
  return window * 2 ** shift;
}
