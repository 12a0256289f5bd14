import { LinkType } from '../linkType';
import { EtherType, IpProtocol } from '../tables/protocols';

const ETHERNET_HEADER = 14;
const VLAN_TAG = 4;
const MOST_TAGS = 4;
const MOST_EXTENSIONS = 16;

/** The headers of a packet's outermost IP packet, as far as packets are compared by them. One object serves all packets. */
export class IpHeaders {
  version: 4 | 6 = 4;
  protocol = 0;
  /** Where the IP header, and what it carries, begin in the bytes. */
  start = 0;
  payloadStart = 0;
  /** Where the payload ends as the header says; more than was captured where the packet was cut. */
  payloadEnd = 0;
  /** Identification of IPv4, 0 in IPv6. */
  id = 0;
  /** Not the whole payload, or not its beginning. */
  isFragment = false;
  /** Of a fragment: where its payload belongs in that of the datagram, and whether more follows it. */
  fragmentOffset = 0;
  hasMoreFragments = false;
  /** Where the identification and the number of the protocol stand in the bytes. */
  fragmentIdStart = 0;
  protocolAt = 0;

  /** Reads the packet in `bytes`, from `start` on, which had `length` bytes; false where it holds no IP packet. */
  read(bytes: Uint8Array, start: number, link: LinkType, length: number): boolean {
    const at = link === LinkType.ETHERNET ? afterEthernet(bytes, start) : link === LinkType.RAW_IP ? start : -1;
    if (at < 0 || at >= bytes.length) return false;
    this.start = at;
    return bytes[at] >> 4 === 4 ? this.readVersion4(bytes, at, length) : this.readVersion6(bytes, at, length);
  }

  /** Where the addresses stand: source and destination, side by side. */
  get addresses(): { readonly start: number; readonly end: number } {
    return this.version === 4
      ? { start: this.start + 12, end: this.start + 20 }
      : { start: this.start + 8, end: this.start + 40 };
  }

  private readVersion4(bytes: Uint8Array, at: number, length: number): boolean {
    const header = (bytes[at] & 15) * 4;
    if (at + 20 > bytes.length || header < 20) return false;
    const total = (bytes[at + 2] << 8) | bytes[at + 3];
    const fragment = (bytes[at + 6] << 8) | bytes[at + 7];
    this.version = 4;
    this.id = (bytes[at + 4] << 8) | bytes[at + 5];
    this.isFragment = (fragment & 0x3fff) !== 0;
    this.fragmentOffset = (fragment & 0x1fff) * 8;
    this.hasMoreFragments = (fragment & 0x2000) !== 0;
    this.fragmentIdStart = at + 4;
    this.protocolAt = at + 9;
    this.protocol = bytes[at + 9];
    this.payloadStart = at + header;
    this.payloadEnd = total === 0 ? length : Math.min(length, at + total);
    return this.payloadEnd >= this.payloadStart;
  }

  private readVersion6(bytes: Uint8Array, at: number, length: number): boolean {
    if (at + 40 > bytes.length || bytes[at] >> 4 !== 6) return false;
    const payload = (bytes[at + 4] << 8) | bytes[at + 5];
    this.version = 6;
    this.id = 0;
    this.isFragment = false;
    this.payloadEnd = payload === 0 ? length : Math.min(length, at + 40 + payload);
    this.protocol = bytes[at + 6];
    this.payloadStart = at + 40;
    this.protocolAt = at + 6;
    // What follows the header of a fragment is a part of the payload, and may be anything.
    for (let count = 0; EXTENSIONS.has(this.protocol) && count < MOST_EXTENSIONS && !this.isFragment; count++) {
      const place = this.payloadStart;
      if (place + 8 > bytes.length) return false;
      const isFragment = this.protocol === IpProtocol.FRAGMENT;
      if (isFragment) this.readFragment(bytes, place);
      this.protocol = bytes[place];
      this.protocolAt = place;
      this.payloadStart = place + (isFragment ? 8 : (bytes[place + 1] + 1) * 8);
    }
    return this.payloadEnd >= this.payloadStart;
  }

  private readFragment(bytes: Uint8Array, at: number): void {
    const word = (bytes[at + 2] << 8) | bytes[at + 3];
    this.isFragment = (word & 0xfff9) !== 0;
    this.fragmentOffset = word & 0xfff8;
    this.hasMoreFragments = (word & 1) !== 0;
    this.fragmentIdStart = at + 4;
  }
}

/** Where the IP packet of an Ethernet frame begins; -1 where it carries none. */
function afterEthernet(bytes: Uint8Array, start: number): number {
  let at = start + ETHERNET_HEADER;
  for (let tags = 0; tags <= MOST_TAGS && at <= bytes.length; tags++) {
    const type = (bytes[at - 2] << 8) | bytes[at - 1];
    if (type === EtherType.IPV4 || type === EtherType.IPV6) return at;
    if (type !== EtherType.VLAN && type !== EtherType.SERVICE_VLAN) return -1;
    at += VLAN_TAG;
  }
  return -1;
}

const EXTENSIONS: ReadonlySet<number> = new Set([
  IpProtocol.HOP_BY_HOP,
  IpProtocol.ROUTING,
  IpProtocol.FRAGMENT,
  IpProtocol.DESTINATION_OPTIONS,
  IpProtocol.MOBILITY,
]);
