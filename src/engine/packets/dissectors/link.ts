import { LinkType } from '../linkType';
import type { PacketReading } from '../packetReading';
import { readEthernet } from './ethernet';
import { readIp } from './ip';
import { readNetlink } from './netlink';

/** Reads a packet from its first byte on. */
export function startDissection(reading: PacketReading, link: LinkType): void {
  const end = reading.originalLength;
  switch (link) {
    case LinkType.ETHERNET:
      readEthernet(reading, 0, end);
      break;
    case LinkType.RAW_IP:
      readIp(reading, 0, end);
      break;
    case LinkType.NETLINK:
      readNetlink(reading, 0, end);
      break;
  }
}
