import { endOfText } from '../../base/text';
import type { PacketReading } from '../packetReading';
import { NETLINK_FLAGS, netlinkMessageName, netlinkProtocol } from '../tables/netlinkMessages';
import { byteCount } from '../values';
import { latinText } from './httpHead';

const HEADER = 16;
const ALIGNMENT = 4;
const ERROR = 2;
/** The family of kobject events: texts, and no messages with headers. */
const KERNEL_EVENTS = 15;
/** Smaller message types are the same in every family. */
const FIRST_OWN = 16;

/** Reads netlink messages, one behind the other; numbers are of the machine that was captured. Source: RFC 3549 §2.2. */
export function readNetlink(reading: PacketReading, start: number, end: number): void {
  const { tree } = reading;
  const family = reading.context.netlinkFamily;
  if (family === KERNEL_EVENTS) {
    readKernelEvent(reading, start, end);
    return;
  }
  const names: string[] = [];
  /** Some message is the family's own. */
  let hasOwn = false;
  let at = start;
  while (at + HEADER <= Math.min(end, tree.end)) {
    const length = tree.view.getUint32(at, true);
    if (length < HEADER) {
      tree.add('Netlink message', '', at, end, 'The length is smaller than a header.');
      break;
    }
    hasOwn ||= tree.view.getUint16(at + 4, true) >= FIRST_OWN;
    names.push(addMessage(reading, at, Math.min(end, at + length), family));
    at += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
  }
  if (names.length === 0 || at < end) tree.has(at, Math.max(1, Math.min(HEADER, end - at)));
  reading.says(hasOwn ? netlinkProtocol(family) : 'Netlink', '', shortened(names));
}

/** Texts that end in NUL, behind the name of the event or udev's own header. */
function readKernelEvent(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  const last = Math.min(end, tree.end);
  tree.open('Kernel event', '', start, end);
  let detail = '';
  for (let at = start; at < last; ) {
    const textEnd = endOfText(bytes, at, last);
    const text = latinText(bytes, at, textEnd);
    if (detail === '') detail = text;
    if (/^[\x20-\x7e]{2,}$/.test(text)) tree.add('Text', text, at, textEnd);
    at = textEnd + 1;
  }
  tree.close(end, detail);
  if (end > tree.end) tree.has(end - 1, 1);
  reading.says('Netlink', '', detail);
}

function addMessage({ tree }: PacketReading, at: number, end: number, family: number | undefined): string {
  const type = tree.view.getUint16(at + 4, true);
  const name = family === undefined && type >= FIRST_OWN ? `type ${type}` : netlinkMessageName(family ?? 0, type);
  tree.open('Netlink message', name, at, end);
  tree.add('Length', `${tree.view.getUint32(at, true)}`, at, at + 4);
  tree.add('Type', `${name} (${type})`, at + 4, at + 6);
  tree.add('Flags', flagsText(tree.view.getUint16(at + 6, true)), at + 6, at + 8);
  tree.add('Sequence', `${tree.view.getUint32(at + 8, true)}`, at + 8, at + 12);
  tree.add('Port id', `${tree.view.getUint32(at + 12, true)}`, at + 12, at + HEADER);
  if (type === ERROR && at + HEADER + 4 <= tree.end) {
    tree.add('Error', `${tree.view.getInt32(at + HEADER, true)}`, at + HEADER, at + HEADER + 4);
  }
  if (at + HEADER < end) tree.add('Payload', byteCount(end - at - HEADER), at + HEADER, end);
  tree.close(end);
  return name;
}

function flagsText(flags: number): string {
  const names = NETLINK_FLAGS.filter((_, bit) => (flags & (1 << bit)) !== 0);
  return names.length === 0 ? 'none' : names.join(', ');
}

/** Names in their order, those that follow themselves with how often they do. */
function shortened(names: readonly string[]): string {
  const parts: { name: string; count: number }[] = [];
  for (const name of names) {
    const last = parts.at(-1);
    if (last?.name === name) last.count++;
    else parts.push({ name, count: 1 });
  }
  return parts.map(({ name, count }) => (count > 1 ? `${name} × ${count}` : name)).join(', ');
}
