/**
 * What the first byte of a packet belongs to, numbered as capture files number link types.
 * Source: the list of link types of tcpdump.org (LINKTYPE_ values).
 */
export const LinkType = {
  ETHERNET: 1,
  /** An IPv4 or IPv6 packet; its first four bits say which. */
  RAW_IP: 101,
  /** Netlink messages; in a capture file each stands behind a header that names the family. */
  NETLINK: 253,
  /** The payload of an IP packet whose header the kernel made or took away; no capture file has this, so its number is ours. */
  IP_PAYLOAD: 0x10000,
} as const;
export type LinkType = (typeof LinkType)[keyof typeof LinkType];
