/** Types of what an Ethernet frame carries. Source: the registry of IEEE 802 numbers at IANA. */
export const EtherType = {
  IPV4: 0x0800,
  ARP: 0x0806,
  /** An Ethernet frame inside GRE or Geneve. */
  BRIDGED: 0x6558,
  VLAN: 0x8100,
  IPV6: 0x86dd,
  SERVICE_VLAN: 0x88a8,
} as const;

const ETHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x0800, 'IPv4'], [0x0806, 'ARP'], [0x0842, 'Wake-on-LAN'], [0x6558, 'Trans Ether Bridging'], [0x8035, 'RARP'],
  [0x8100, '802.1Q Virtual LAN'], [0x86dd, 'IPv6'], [0x8847, 'MPLS'], [0x8863, 'PPPoE Discovery'], [0x8864, 'PPPoE Session'],
  [0x888e, '802.1X Authentication'], [0x88a8, '802.1ad Provider Bridge (Q-in-Q)'], [0x88cc, '802.1 Link Layer Discovery Protocol (LLDP)'],
]);

export function etherTypeName(type: number): string {
  return ETHER_TYPES.get(type) ?? 'Unknown';
}

export function isKnownEtherType(type: number): boolean {
  return ETHER_TYPES.has(type);
}

/** Protocols of the IP header. Source: the registry of assigned internet protocol numbers at IANA. */
export const IpProtocol = {
  HOP_BY_HOP: 0,
  ICMP: 1,
  IPV4: 4,
  TCP: 6,
  UDP: 17,
  IPV6: 41,
  ROUTING: 43,
  FRAGMENT: 44,
  GRE: 47,
  ESP: 50,
  AUTHENTICATION: 51,
  ICMP6: 58,
  NO_NEXT_HEADER: 59,
  DESTINATION_OPTIONS: 60,
  MOBILITY: 135,
} as const;

/** Names as tshark writes them in a summary. */
const IP_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0, 'IPv6 Hop-by-Hop Option'], [1, 'ICMP'], [2, 'IGMP'], [4, 'IPIP'], [6, 'TCP'], [8, 'EGP'], [17, 'UDP'], [41, 'IPv6'],
  [43, 'IPv6-Route'], [44, 'IPv6-Frag'], [46, 'RSVP'], [47, 'Generic Routing Encapsulation'], [50, 'Encap Security Payload'],
  [51, 'Authentication Header'], [58, 'ICMPv6'], [59, 'IPv6-NoNxt'], [60, 'IPv6-Opts'], [89, 'OSPF IGP'], [103, 'PIM'],
  [112, 'VRRP'], [115, 'Layer 2 Tunneling'], [132, 'SCTP'], [135, 'Mobile IPv6'], [136, 'UDPlite'],
]);

export function ipProtocolName(protocol: number): string {
  return IP_PROTOCOLS.get(protocol) ?? 'Unknown';
}
