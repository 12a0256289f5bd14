import { LinkType } from '../linkType';
import type { PacketReading, PayloadEnds } from '../packetReading';
import { ipHeaderLength, NETLINK_HEADER_LENGTH } from '../pcapng/madeHeaders';
import { Carrier, carrierName } from '../recognise/carrier';
import { overlayNetwork } from '../recognise/overlayNetwork';
import { IpProtocol } from '../tables/protocols';
import { hexBytes } from '../values';
import { readDatagram } from './datagram';
import { readEthernet } from './ethernet';
import { readIp, readIpPayload } from './ip';
import { readNetlink } from './netlink';

/** Reads a packet from its first byte on. */
export function startDissection(reading: PacketReading, link: LinkType): void {
  const end = reading.dataLength;
  const { start = 0, payload } = reading.context;
  if (start > 0) addBefore(reading, start);
  switch (link) {
    case LinkType.ETHERNET:
      readEthernet(reading, start, end);
      break;
    case LinkType.RAW_IP:
      readIp(reading, start, end);
      break;
    case LinkType.NETLINK:
      reading.addedHeader = NETLINK_HEADER_LENGTH;
      readNetlink(reading, start, end);
      break;
    case LinkType.IP_PAYLOAD:
      if (payload) readPayload(reading, payload, start, end);
  }
}

/** Reads what stood behind headers that the kernel took away, or had yet to make. */
function readPayload(reading: PacketReading, ends: PayloadEnds, start: number, end: number): void {
  const { source, destination, sourcePort, destinationPort, protocol, version } = ends;
  reading.between(source, destination);
  reading.addedHeader = ipHeaderLength(ends);
  if (protocol === IpProtocol.UDP) {
    reading.says('UDP', `${sourcePort} → ${destinationPort} Len=${end - start}`);
    readDatagram(reading, sourcePort, destinationPort, start, end);
    return;
  }
  readIpPayload(reading, protocol, start, end, { version, pseudoSum: 0, isFragment: version === 6, hopLimit: 64 });
}

/** What stands before the packet: the header of its overlay, or whatever the device puts there. */
function addBefore(reading: PacketReading, start: number): void {
  const { tree, bytes } = reading;
  const { carrier = Carrier.NONE } = reading.context;
  const network = overlayNetwork(carrier, bytes.subarray(0, start));
  if (network === undefined) {
    tree.add('Before the packet', hexBytes(bytes, 0, start), 0, start);
    return;
  }
  reading.carried = `network ${network}`;
  tree.open(carrierName(carrier), reading.carried, 0, start);
  tree.add('Header', hexBytes(bytes, 0, start), 0, start);
  tree.add('Network identifier', `${network}`, 4, 7);
  tree.close(start);
}
