import type { EventRow, FdVersion } from '../../base/brands';
import { EVENT_TYPE_FLAGS, EVENT_TYPES, EventFlag, parameterIndex } from '../../capture/eventTable';
import { FdKind, Protocol } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { StateKind } from '../../state/fdVersions';
import { SocketTuple } from '../../state/socketTuple';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import { UdpPort } from '../tables/ports';
import { Carrier } from './carrier';

/** What `socket` was asked for. */
export interface SocketFacts {
  /** An address family; those of Linux. */
  readonly domain: number;
  /** Without the flags above the low byte. */
  readonly type: number;
  readonly protocol: number;
}

const PACKET_FAMILY = 17;
const SOCKET_RAW = 3;
const SOCKET = EVENT_TYPES[EventCode.SOCKET_SOCKET_X];
const [DOMAIN, TYPE, PROTOCOL] = ['domain', 'type', 'proto'].map((name) => parameterIndex(SOCKET, name));

/** Tells of each fd version by what way its data is packets; each is asked once. */
export class Carriers {
  private readonly carriers: (Carrier | undefined)[] = [];
  private readonly origins = new Map<FdVersion, FdVersion>();
  private readonly sockets = new Map<FdVersion, SocketFacts | undefined>();
  private readonly tuple = new SocketTuple();

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
  ) {}

  of(version: FdVersion): Carrier {
    const known = this.carriers[version];
    if (known !== undefined) return known;
    const carrier = this.carrierOf(version);
    this.carriers[version] = carrier;
    return carrier;
  }

  /** The first version of the same open file or socket: connecting it, or a datagram of another peer, makes a new version. */
  origin(version: FdVersion): FdVersion {
    const known = this.origins.get(version);
    if (known !== undefined) return known;
    const { fds, events } = this.trace;
    let first = version;
    while (first !== 0) {
      const before = fds.previous(first);
      const row = fds.sinceRow(first) as EventRow;
      const isCreated = row >= 0 && (EVENT_TYPE_FLAGS[events.type(row)] & EventFlag.CREATES_FD) !== 0;
      if (isCreated || before === 0 || fds.get(before, 'kind') === StateKind.CLOSED) break;
      first = before;
    }
    this.origins.set(version, first);
    return first;
  }

  /** How the socket of an fd version was made, where the capture has that. */
  socket(version: FdVersion): SocketFacts | undefined {
    const origin = this.origin(version);
    if (!this.sockets.has(origin)) this.sockets.set(origin, this.readSocket(origin));
    return this.sockets.get(origin);
  }

  /** The carrier that a pair of UDP ports means. */
  overlay(sourcePort: number, destinationPort: number): Carrier {
    return OVERLAYS.get(sourcePort) ?? OVERLAYS.get(destinationPort) ?? Carrier.NONE;
  }

  private carrierOf(version: FdVersion): Carrier {
    const { fds } = this.trace;
    switch (fds.get(version, 'kind')) {
      case FdKind.FILE:
      case FdKind.FILE_WITH_FLAGS:
        return this.device(version);
      case FdKind.IPV4:
      case FdKind.IPV4_BOUND:
        return this.internet(version, 4);
      case FdKind.IPV6:
      case FdKind.IPV6_BOUND:
        return this.internet(version, 6);
      case FdKind.NETLINK:
        return Carrier.NETLINK;
      case FdKind.UNKNOWN:
      case FdKind.UNSUPPORTED: {
        const socket = this.socket(version);
        if (socket?.domain !== PACKET_FAMILY) return Carrier.NONE;
        return socket.type === SOCKET_RAW ? Carrier.PACKET : Carrier.COOKED_PACKET;
      }
      default:
        return Carrier.NONE;
    }
  }

  private device(version: FdVersion): Carrier {
    const path = this.trace.texts.text(this.trace.fds.get(version, 'name'));
    if (path === '/dev/net/tun' || path === '/dev/tun' || /^\/dev\/tun\d+$/.test(path)) return Carrier.TUN;
    return /^\/dev\/tap\d+$/.test(path) ? Carrier.TAP : Carrier.NONE;
  }

  private internet(version: FdVersion, family: 4 | 6): Carrier {
    const { fds, tuples } = this.trace;
    const protocol = fds.get(version, 'protocol');
    if (protocol === Protocol.UDP) {
      const encoded = tuples.bytes(fds.get(version, 'tuple'));
      if (!this.tuple.readTuple(encoded, 0, encoded.length)) return Carrier.NONE;
      return this.overlay(this.tuple.sourcePort, this.tuple.destinationPort);
    }
    if (protocol === Protocol.TCP) return Carrier.NONE;
    const isRaw = protocol === Protocol.RAW || this.socket(version)?.type === SOCKET_RAW;
    if (isRaw) return family === 4 ? Carrier.RAW4 : Carrier.RAW6;
    if (protocol === Protocol.ICMP) return Carrier.ICMP;
    return family === 6 && this.socket(version)?.protocol === ICMP6 ? Carrier.ICMP6 : Carrier.NONE;
  }

  private readSocket(origin: FdVersion): SocketFacts | undefined {
    const { events, fds } = this.trace;
    const row = fds.sinceRow(origin) as EventRow;
    if (row < 0 || events.type(row) !== EventCode.SOCKET_SOCKET_X) return undefined;
    const exit = this.raw.read(row);
    if (exit.parameterLength(PROTOCOL) >= 4)
      return socketFacts(exit.uint32(DOMAIN, 0), exit.uint32(TYPE, 0), exit.uint32(PROTOCOL, 0));
    const enter = events.partner(row);
    if (enter < 0) return undefined;
    const asked = this.raw.read(enter as EventRow);
    return socketFacts(asked.uint32(0, 0), asked.uint32(1, 0), asked.uint32(2, 0));
  }
}

const ICMP6 = 58;

function socketFacts(domain: number, type: number, protocol: number): SocketFacts {
  return { domain, type: type & 0xff, protocol };
}

const OVERLAYS: ReadonlyMap<number, Carrier> = new Map<number, Carrier>([
  [UdpPort.FLANNEL_UDP, Carrier.FLANNEL],
  [UdpPort.VXLAN, Carrier.VXLAN],
  [UdpPort.LINUX_VXLAN, Carrier.VXLAN],
  [UdpPort.GENEVE, Carrier.GENEVE],
  [UdpPort.WIREGUARD, Carrier.WIREGUARD],
]);
