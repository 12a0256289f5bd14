/** Families of which tshark reads messages, as it names them. Source: linux/netlink.h for the numbers. */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0, 'Netlink route'], [4, 'Netlink sock diag'], [12, 'Netlink netfilter'], [16, 'Netlink generic'],
]);

/** What a summary calls the protocol of a netlink family; undefined: a family that nobody knows. */
export function netlinkProtocol(family: number | undefined): string {
  return family === undefined ? 'Netlink' : (PROTOCOLS.get(family) ?? 'Netlink');
}

/** Messages that every family has. Source: linux/netlink.h. */
const CONTROL: readonly string[] = ['', 'NLMSG_NOOP', 'NLMSG_ERROR', 'NLMSG_DONE', 'NLMSG_OVERRUN'];

/** Messages of the family "route", four to each kind of thing from 16 on. Source: linux/rtnetlink.h. */
const ROUTE_KINDS: ReadonlyMap<number, string> = new Map([
  [16, 'LINK'], [20, 'ADDR'], [24, 'ROUTE'], [28, 'NEIGH'], [32, 'RULE'], [36, 'QDISC'], [40, 'TCLASS'], [44, 'TFILTER'], [48, 'ACTION'],
  [52, 'PREFIX'], [56, 'MULTICAST'], [60, 'ANYCAST'], [64, 'NEIGHTBL'], [68, 'NDUSEROPT'], [72, 'ADDRLABEL'], [76, 'DCB'],
  [80, 'NETCONF'], [84, 'MDB'], [88, 'NSID'], [92, 'STATS'], [96, 'CACHEREPORT'], [100, 'CHAIN'], [104, 'NEXTHOP'], [108, 'LINKPROP'],
  [112, 'VLAN'], [116, 'NEXTHOPBUCKET'], [120, 'TUNNEL'],
]);
const ROUTE_VERBS: readonly string[] = ['NEW', 'DEL', 'GET', 'SET'];
const ROUTE = 0;
const DIAGNOSTICS = 4;
const NETFILTER = 12;
const GENERIC = 16;
const GENERIC_CONTROLLER = 16;

/** Name of a message type of a family; its number where it has none. */
export function netlinkMessageName(family: number, type: number): string {
  if (type < 16) return CONTROL[type] ?? `type ${type}`;
  const kind = ROUTE_KINDS.get(type & ~3);
  if (family === ROUTE && kind !== undefined) return `RTM_${ROUTE_VERBS[type & 3]}${kind}`;
  if (family === DIAGNOSTICS && type === 20) return 'SOCK_DIAG_BY_FAMILY';
  if (family === NETFILTER) return `subsystem ${type >> 8}, message ${type & 255}`;
  if (family === GENERIC && type === GENERIC_CONTROLLER) return 'CTRL';
  return `type ${type}`;
}

/** Flags of requests, from the lowest bit on. Source: linux/netlink.h. */
export const NETLINK_FLAGS: readonly string[] = ['request', 'multipart', 'acknowledge', 'echo', 'dump interrupted', 'dump filtered'];
