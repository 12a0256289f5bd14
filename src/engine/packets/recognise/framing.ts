import { LinkType } from '../linkType';
import { EtherType } from '../tables/protocols';
import { Carrier } from './carrier';

/** Where in an event's data a packet begins, and of what kind it is. */
export interface Framing {
  readonly start: number;
  readonly link: LinkType;
}

const TUN_INFORMATION = 4;
/** Headers of virtio before a packet of a tun device, where the device has them. Source: linux/virtio_net.h. */
const VIRTIO_HEADERS: readonly number[] = [10, 12];
const VXLAN_HEADER = 8;
const GENEVE_HEADER = 8;

/**
 * Where the packet begins in `bytes[0, end)`, of which the call had `length`; undefined where this is no packet. What a tun
 * device puts before packets depends on flags that a capture does not show, so its data has to show it.
 */
export function framingOf(carrier: Carrier, bytes: Uint8Array, end: number, length: number): Framing | undefined {
  switch (carrier) {
    case Carrier.TUN:
      return tunFraming(bytes, end, length) ?? { start: 0, link: LinkType.RAW_IP };
    case Carrier.TAP:
      return { start: 0, link: LinkType.ETHERNET };
    case Carrier.FLANNEL:
      return isIp(bytes, 0, end, length) ? { start: 0, link: LinkType.RAW_IP } : undefined;
    case Carrier.VXLAN:
      return end > VXLAN_HEADER && (bytes[0] & 0x08) !== 0
        ? { start: VXLAN_HEADER, link: LinkType.ETHERNET }
        : undefined;
    case Carrier.GENEVE:
      return geneveFraming(bytes, end);
    case Carrier.PACKET:
      return { start: 0, link: LinkType.ETHERNET };
    case Carrier.RAW4:
    case Carrier.COOKED_PACKET:
      if (isIp(bytes, 0, end, length)) return { start: 0, link: LinkType.RAW_IP };
      return carrier === Carrier.RAW4 ? { start: 0, link: LinkType.IP_PAYLOAD } : undefined;
    case Carrier.RAW6:
    case Carrier.ICMP:
    case Carrier.ICMP6:
    case Carrier.WIREGUARD:
      return { start: 0, link: LinkType.IP_PAYLOAD };
    case Carrier.NETLINK:
      return { start: 0, link: LinkType.NETLINK };
    default:
      return undefined;
  }
}

function tunFraming(bytes: Uint8Array, end: number, length: number): Framing | undefined {
  for (const header of [0, ...VIRTIO_HEADERS]) {
    const link = linkAt(bytes, header, end, length);
    if (link !== undefined) return { start: header, link };
    const start = header + TUN_INFORMATION;
    const inside = hasInformation(bytes, header, end) ? linkAt(bytes, start, end, length) : undefined;
    if (inside !== undefined) return { start, link: inside };
  }
  return undefined;
}

function linkAt(bytes: Uint8Array, start: number, end: number, length: number): LinkType | undefined {
  if (isIp(bytes, start, end, length)) return LinkType.RAW_IP;
  const type = start + 14 <= end ? (bytes[start + 12] << 8) | bytes[start + 13] : 0;
  return ETHER_TYPES.has(type) ? LinkType.ETHERNET : undefined;
}

/** Whether flags and a protocol stand before the packet. Source: linux/if_tun.h, struct tun_pi. */
function hasInformation(bytes: Uint8Array, at: number, end: number): boolean {
  return at + TUN_INFORMATION < end && ETHER_TYPES.has((bytes[at + 2] << 8) | bytes[at + 3]);
}

/** Whether an IP packet begins at `start` that says to be as long as what the call had from there on. */
function isIp(bytes: Uint8Array, start: number, end: number, length: number): boolean {
  if (start + 20 > end) return false;
  const version = bytes[start] >> 4;
  if (version === 4) {
    const said = (bytes[start + 2] << 8) | bytes[start + 3];
    return (bytes[start] & 15) >= 5 && (said === length - start || said === 0);
  }
  return version === 6 && start + 40 <= end && ((bytes[start + 4] << 8) | bytes[start + 5]) + 40 === length - start;
}

function geneveFraming(bytes: Uint8Array, end: number): Framing | undefined {
  if (end < GENEVE_HEADER || bytes[0] >> 6 !== 0) return undefined;
  const start = GENEVE_HEADER + (bytes[0] & 63) * 4;
  const type = (bytes[2] << 8) | bytes[3];
  if (start >= end) return undefined;
  if (type === EtherType.BRIDGED) return { start, link: LinkType.ETHERNET };
  return type === EtherType.IPV4 || type === EtherType.IPV6 ? { start, link: LinkType.RAW_IP } : undefined;
}

const ETHER_TYPES: ReadonlySet<number> = new Set([
  EtherType.IPV4,
  EtherType.IPV6,
  EtherType.ARP,
  EtherType.VLAN,
  EtherType.SERVICE_VLAN,
]);
