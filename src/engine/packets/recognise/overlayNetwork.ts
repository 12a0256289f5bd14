import { Carrier } from './carrier';

/** Where VXLAN and Geneve have the number of their network, in bytes, and how long it is. Source: RFC 7348 §5, RFC 8926 §3.4. */
const NETWORK = 4;
const WIDTH = 3;

/** The number of the virtual network that a datagram of an overlay belongs to; undefined where the overlay has none. */
export function overlayNetwork(carrier: Carrier, bytes: Uint8Array): number | undefined {
  const isNumbered = carrier === Carrier.VXLAN || carrier === Carrier.GENEVE;
  if (!isNumbered || bytes.length < NETWORK + WIDTH) return undefined;
  return (bytes[NETWORK] << 16) | (bytes[NETWORK + 1] << 8) | bytes[NETWORK + 2];
}
