/** Messages of ICMP with the meaning of their codes, as tshark says them. Source: the ICMP parameters registry at IANA. */
interface IcmpType {
  readonly name: string;
  readonly codes?: readonly string[];
}

const TYPES: ReadonlyMap<number, IcmpType> = new Map<number, IcmpType>([
  [0, { name: 'Echo (ping) reply' }],
  [3, { name: 'Destination unreachable', codes: [
    'Network unreachable', 'Host unreachable', 'Protocol unreachable', 'Port unreachable', 'Fragmentation needed', 'Source route failed',
    'Destination network unknown', 'Destination host unknown', 'Source host isolated', 'Network administratively prohibited',
    'Host administratively prohibited', 'Network unreachable for TOS', 'Host unreachable for TOS',
    'Communication administratively filtered', 'Host precedence violation', 'Precedence cutoff in effect',
  ] }],
  [4, { name: 'Source quench (flow control)' }],
  [5, { name: 'Redirect', codes: [
    'Redirect for network', 'Redirect for host', 'Redirect for TOS and network', 'Redirect for TOS and host',
  ] }],
  [8, { name: 'Echo (ping) request' }],
  [9, { name: 'Mobile IP Advertisement', codes: ['Normal router advertisement'] }],
  [10, { name: 'Router solicitation' }],
  [11, { name: 'Time-to-live exceeded', codes: ['Time to live exceeded in transit', 'Fragment reassembly time exceeded'] }],
  [12, { name: 'Parameter problem', codes: ['Pointer indicates the error', 'Required option missing', 'Bad length'] }],
  [13, { name: 'Timestamp request' }],
  [14, { name: 'Timestamp reply' }],
  [17, { name: 'Address mask request' }],
  [18, { name: 'Address mask reply' }],
]);

/** Widths that tshark gives to names before a code, so that short ones line up. */
const NAME_WIDTHS: ReadonlyMap<number, number> = new Map([[5, 20], [12, 20], [13, 20], [14, 20], [17, 20], [18, 20]]);

/** Messages with an identifier and a sequence number. */
export const NUMBERED_ICMP: ReadonlySet<number> = new Set([0, 8, 13, 14, 17, 18]);

/** Name as it stands before the numbers of a message. */
export function numberedIcmpName(type: number): string {
  return icmpTypeName(type).padEnd(20);
}

export function icmpTypeName(type: number): string {
  return TYPES.get(type)?.name ?? 'Unknown ICMP (obsolete or malformed?)';
}

/** Name and code as a summary has them. */
export function icmpInfo(type: number, code: number): string {
  const name = icmpTypeName(type).padEnd(NAME_WIDTHS.get(type) ?? 0);
  const { codes } = TYPES.get(type) ?? {};
  return codes ? `${name} (${codes[code] ?? `Unknown code: ${code}`})` : name;
}

/** Messages of ICMPv6. Source: the ICMPv6 parameters registry at IANA. */
const TYPES_6: ReadonlyMap<number, IcmpType> = new Map<number, IcmpType>([
  [1, { name: 'Destination Unreachable', codes: [
    'no route to destination', 'Administratively prohibited', 'Beyond scope of source address', 'Address unreachable', 'Port unreachable',
    'Source address failed ingress/egress policy', 'Reject route to destination',
  ] }],
  [2, { name: 'Packet Too Big' }],
  [3, { name: 'Time Exceeded', codes: ['hop limit exceeded in transit', 'fragment reassembly time exceeded'] }],
  [4, { name: 'Parameter Problem', codes: [
    'erroneous header field encountered', 'unrecognized Next Header type encountered', 'unrecognized IPv6 option encountered',
  ] }],
  [128, { name: 'Echo (ping) request' }],
  [129, { name: 'Echo (ping) reply' }],
  [130, { name: 'Multicast Listener Query' }],
  [131, { name: 'Multicast Listener Report' }],
  [132, { name: 'Multicast Listener Done' }],
  [133, { name: 'Router Solicitation' }],
  [134, { name: 'Router Advertisement' }],
  [135, { name: 'Neighbor Solicitation' }],
  [136, { name: 'Neighbor Advertisement' }],
  [137, { name: 'Redirect' }],
  [143, { name: 'Multicast Listener Report Message v2' }],
]);

export function icmp6TypeName(type: number): string {
  return TYPES_6.get(type)?.name ?? 'Unknown';
}

export function icmp6Info(type: number, code: number): string {
  const known = TYPES_6.get(type);
  if (!known) return `Unknown (${type})`;
  return known.codes ? `${known.name} (${known.codes[code] ?? `Unknown (${code})`})` : known.name;
}
