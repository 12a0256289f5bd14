import type { LayerReader } from '../layerReaders';
import type { PacketReading } from '../packetReading';
import { UdpPort } from '../tables/ports';
import { byteCount } from '../values';
import { readDhcp } from './dhcp';
import { addDns, dnsInfo } from './dns';
import { readGeneve } from './geneve';
import { readIp } from './ip';
import { readVxlan } from './vxlan';
import { isWireguard, readWireguard } from './wireguard';

/** Reads the payload of a datagram by its ports: the smaller one counts first, as in tshark. */
export function readDatagram(
  reading: PacketReading,
  source: number,
  destination: number,
  start: number,
  end: number,
): void {
  const { tree, bytes } = reading;
  if (start >= Math.min(end, tree.end)) {
    if (start < end) tree.has(start, 1);
    return;
  }
  const [low, high] = [Math.min(source, destination), Math.max(source, destination)];
  const reader = READERS.get(low) ?? READERS.get(high);
  if (reader) reader(reading, start, end);
  else if (isWireguard(bytes, start, end)) readWireguard(reading, start, end);
  else tree.add('Data', byteCount(end - start), start, end);
}

function named(protocol: string, layer: string): LayerReader {
  return (reading, start, end) => {
    const message = addDns(reading.tree, start, end, layer);
    reading.says(protocol, dnsInfo(message, protocol === 'MDNS'));
    if (message.isIncomplete) reading.tree.isCut = true;
  };
}

const READERS: ReadonlyMap<number, LayerReader> = new Map<number, LayerReader>([
  [UdpPort.DNS, named('DNS', 'Domain Name System')],
  [UdpPort.MDNS, named('MDNS', 'Multicast Domain Name System')],
  [UdpPort.LLMNR, named('LLMNR', 'Link-local Multicast Name Resolution')],
  [UdpPort.DHCP_SERVER, readDhcp],
  [UdpPort.DHCP_CLIENT, readDhcp],
  [UdpPort.VXLAN, readVxlan],
  [UdpPort.LINUX_VXLAN, readVxlan],
  [UdpPort.GENEVE, readGeneve],
  [UdpPort.FLANNEL_UDP, (reading, start, end) => reading.inside(() => readIp(reading, start, end))],
]);
