/** By what way data of events is packets. */
export const Carrier = {
  NONE: 0,
  /** A tun or tap device, opened as `/dev/net/tun`: what stands before the packet shows only in the data. */
  TUN: 1,
  /** A tap device of its own, `/dev/tap0`: Ethernet frames. */
  TAP: 2,
  /** UDP whose payload is an IP packet, as flannel's backend "udp" has it. */
  FLANNEL: 3,
  VXLAN: 4,
  GENEVE: 5,
  WIREGUARD: 6,
  /** A raw socket of IPv4: with the IP header when read, and mostly without it when written. */
  RAW4: 7,
  /** A raw socket of IPv6: without the IP header. */
  RAW6: 8,
  /** A datagram socket of ICMP, as ping uses it without privileges. */
  ICMP: 9,
  ICMP6: 10,
  /** A packet socket with link-layer headers, and one without. */
  PACKET: 11,
  COOKED_PACKET: 12,
  NETLINK: 13,
} as const;
export type Carrier = (typeof Carrier)[keyof typeof Carrier];

const NAMES: readonly string[] = [
  '',
  'tun device',
  'tap device',
  'flannel over UDP',
  'VXLAN over UDP',
  'Geneve over UDP',
  'WireGuard over UDP',
  'raw socket',
  'raw socket',
  'ICMP socket',
  'ICMPv6 socket',
  'packet socket',
  'packet socket',
  'netlink socket',
];

export function carrierName(carrier: Carrier): string {
  return NAMES[carrier];
}
