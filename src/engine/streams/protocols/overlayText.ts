import { Carrier, carrierName } from '../../packets/recognise/carrier';
import { EventData } from '../../packets/recognise/eventData';
import { overlayNetwork } from '../../packets/recognise/overlayNetwork';
import { type PacketContextOfTrace, PacketFinder } from '../../packets/recognise/packetsOf';
import type { Stream } from '../stream';

const OVERLAYS: ReadonlySet<Carrier> = new Set([Carrier.FLANNEL, Carrier.VXLAN, Carrier.GENEVE, Carrier.WIREGUARD]);

/**
 * What a socket of UDP carries by its first datagram, if that is an overlay: `VXLAN over UDP, network 42`; undefined for anything
 * else. Throws a `RawBytesError` where bytes cannot be read again.
 */
export function overlayText(context: PacketContextOfTrace, stream: Stream): string | undefined {
  const first = stream.pieces.find(({ length }) => length > 0);
  const finder = new PacketFinder(context);
  if (!first || !finder.take(first.row)) return undefined;
  const carrier = finder.packets.carrier(0);
  if (!OVERLAYS.has(carrier)) return undefined;
  const data = new EventData(context.trace, context.raw);
  const network = data.read(first.row) ? overlayNetwork(carrier, data.bytes) : undefined;
  return `${carrierName(carrier)}${network === undefined ? '' : `, network ${network}`}`;
}
