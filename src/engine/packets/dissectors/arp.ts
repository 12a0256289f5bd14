import { ipv4Text } from '../../format/addressText';
import type { PacketReading } from '../packetReading';
import { CUT } from '../treeBuilder';
import { hardwareAddressText, hexText } from '../values';

const REQUEST = 1;
const REPLY = 2;
const FIXED = 8;
const IPV4_OVER_ETHERNET = 28;
const NOBODY = '00:00:00:00:00:00';

/** Reads an ARP packet; addresses only of IPv4 over Ethernet. Source: RFC 826, and RFC 5227 for probes. */
export function readArp(reading: PacketReading, start: number): void {
  const { tree, bytes } = reading;
  tree.open('Address Resolution Protocol', '', start);
  reading.says('ARP', '');
  tree.number('Hardware type', start, 2, (value) => (value === 1 ? 'Ethernet (1)' : `${value}`));
  const protocol = tree.number('Protocol type', start + 2, 2, (value) => hexText(value, 4));
  const hardwareSize = tree.number('Hardware size', start + 4, 1);
  const protocolSize = tree.number('Protocol size', start + 5, 1);
  const operation = tree.number('Operation', start + 6, 2, operationText);
  const isUsual = protocol === 0x0800 && hardwareSize === 6 && protocolSize === 4;
  if (operation === CUT || !isUsual || !tree.has(start, IPV4_OVER_ETHERNET)) {
    tree.close(Math.min(tree.end, start + FIXED));
    return;
  }
  const at = start + FIXED;
  const [sender, target] = [hardwareAddressText(bytes, at), hardwareAddressText(bytes, at + 10)];
  const [senderAddress, targetAddress] = [ipv4Text(bytes, at + 6), ipv4Text(bytes, at + 16)];
  tree.add('Sender hardware address', sender, at, at + 6);
  tree.add('Sender address', senderAddress, at + 6, at + 10);
  tree.add('Target hardware address', target, at + 10, at + 16);
  tree.add('Target address', targetAddress, at + 16, at + 20);
  const info = arpInfo(operation, sender, senderAddress, target, targetAddress);
  reading.says('ARP', info);
  tree.close(start + IPV4_OVER_ETHERNET, info);
}

function operationText(operation: number): string {
  if (operation === REQUEST) return 'request (1)';
  return operation === REPLY ? 'reply (2)' : `${operation}`;
}

function arpInfo(
  operation: number,
  sender: string,
  senderAddress: string,
  target: string,
  targetAddress: string,
): string {
  const announces = senderAddress === targetAddress;
  if (operation === REPLY) {
    return announces ? `Gratuitous ARP for ${senderAddress} (Reply)` : `${senderAddress} is at ${sender}`;
  }
  if (operation !== REQUEST) return `Operation ${operation}`;
  if (announces && target === NOBODY) return `ARP Announcement for ${targetAddress}`;
  if (announces) return `Gratuitous ARP for ${targetAddress} (Request)`;
  if (senderAddress === '0.0.0.0') return `Who has ${targetAddress}? (ARP Probe)`;
  return `Who has ${targetAddress}? Tell ${senderAddress}`;
}
