import { readArp } from './dissectors/arp';
import { readEthernet } from './dissectors/ethernet';
import { readGre } from './dissectors/gre';
import { readIcmp } from './dissectors/icmp';
import { readIcmp6 } from './dissectors/icmp6';
import { readIpv4 } from './dissectors/ipv4';
import { readIpv6 } from './dissectors/ipv6';
import { readTcp } from './dissectors/tcp';
import { readUdp } from './dissectors/udp';
import { readVlan } from './dissectors/vlan';
import type { LayerReaders } from './layerReaders';
import { EtherType, IpProtocol } from './tables/protocols';

/** Every layer that can lie inside another, in one place: the dissectors do not know one another. */
export const LAYER_READERS: LayerReaders = {
  byEtherType: new Map([
    [EtherType.IPV4, readIpv4],
    [EtherType.IPV6, readIpv6],
    [EtherType.ARP, readArp],
    [EtherType.VLAN, readVlan],
    [EtherType.SERVICE_VLAN, readVlan],
    [EtherType.BRIDGED, readEthernet],
  ]),
  byIpProtocol: new Map([
    [IpProtocol.ICMP, readIcmp],
    [IpProtocol.IPV4, (reading, start, end) => reading.inside(() => readIpv4(reading, start, end))],
    [IpProtocol.TCP, readTcp],
    [IpProtocol.UDP, readUdp],
    [IpProtocol.IPV6, (reading, start, end) => reading.inside(() => readIpv6(reading, start, end))],
    [IpProtocol.GRE, readGre],
    [IpProtocol.ICMP6, readIcmp6],
  ]),
};
