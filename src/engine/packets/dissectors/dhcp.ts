import { ipv4Text } from '../../format/addressText';
import type { PacketReading } from '../packetReading';
import { type DhcpValue, dhcpMessageName, dhcpOption } from '../tables/dhcpOptions';
import { CUT, type TreeBuilder } from '../treeBuilder';
import { hardwareAddressText, hexBytes, hexText } from '../values';
import { latinText } from './httpHead';

const OPTIONS_AT = 240;
const COOKIE = 0x63825363;
const MESSAGE_TYPE = 53;
const PAD = 0;
const END = 255;

/** Reads a DHCP or BOOTP message. Source: RFC 2131, 2132. */
export function readDhcp(reading: PacketReading, start: number, end: number): void {
  const { tree, bytes } = reading;
  tree.open('Dynamic Host Configuration Protocol', '', start, end);
  reading.says('DHCP', '');
  const operation = tree.number('Operation', start, 1, (value) =>
    value === 1 ? 'request (1)' : value === 2 ? 'reply (2)' : `${value}`,
  );
  const id = tree.number('Transaction ID', start + 4, 4, (value) => hexText(value, 8));
  tree.number('Seconds', start + 8, 2);
  tree.number('Flags', start + 10, 2, (value) => hexText(value, 4));
  for (const [index, name] of ['Client address', 'Your address', 'Next server', 'Relay agent'].entries()) {
    const at = start + 12 + 4 * index;
    if (tree.has(at, 4)) tree.add(name, ipv4Text(bytes, at), at, at + 4);
  }
  if (tree.has(start + 28, 6))
    tree.add('Client hardware address', hardwareAddressText(bytes, start + 28), start + 28, start + 34);
  const isDhcp = tree.number('Cookie', start + 236, 4, (value) => hexText(value, 8)) === COOKIE;
  const message = isDhcp ? addOptions(tree, start + OPTIONS_AT, Math.min(end, tree.end)) : CUT;
  const kind =
    message === CUT ? (operation === 2 ? 'Boot Reply' : 'Boot Request') : `DHCP ${dhcpMessageName(message).padEnd(8)}`;
  tree.close(end, kind.trimEnd());
  if (id === CUT) return;
  if (message === CUT) {
    const hardware = tree.end >= start + 34 ? hardwareAddressText(bytes, start + 28) : '';
    reading.says('BOOTP', operation === 2 ? kind : `${kind} from ${hardware} (${hardware})`);
  } else reading.says('DHCP', `${kind} - Transaction ID ${hexText(id, 1)}`);
}

/** Adds the options; returns the message type among them, or `CUT`. */
function addOptions(tree: TreeBuilder, start: number, end: number): number {
  let message = CUT;
  let at = start;
  while (at < end && tree.bytes[at] !== END) {
    const code = tree.bytes[at];
    if (code === PAD) {
      at++;
      continue;
    }
    if (!tree.has(at, 2)) break;
    const last = at + 2 + tree.bytes[at + 1];
    const [name, kind] = dhcpOption(code);
    if (last > end) {
      tree.add(name, '', at, end, 'The option runs over the end.');
      break;
    }
    if (code === MESSAGE_TYPE && last > at + 2) message = tree.bytes[at + 2];
    tree.add(name, valueText(tree, kind, at + 2, last), at, last);
    at = last;
  }
  return message;
}

function valueText(tree: TreeBuilder, kind: DhcpValue, start: number, end: number): string {
  const { bytes } = tree;
  const length = end - start;
  if (kind === 'text') return latinText(bytes, start, end);
  if (kind === 'message' && length === 1) return dhcpMessageName(bytes[start]);
  if (kind === 'seconds' && length === 4) return `${tree.peek(start, 4)} s`;
  if (kind === 'number' && length === 2) return `${tree.peek(start, 2)}`;
  if (kind === 'list') return Array.from(bytes.subarray(start, end), (code) => dhcpOption(code)[0]).join(', ');
  if (kind === 'addresses' && length % 4 === 0) {
    return Array.from({ length: length / 4 }, (_, index) => ipv4Text(bytes, start + 4 * index)).join(', ');
  }
  return hexBytes(bytes, start, end);
}
