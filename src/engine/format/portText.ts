import { Protocol } from '../capture/fdList';
import { SERVICES } from './tables/services';

/** How the port of an address is written. */
export type PortText = (port: number) => string;

/** The service that a port is registered for. */
export type ServiceName = readonly [port: number, name: string, protocol: 'tcp' | 'udp' | 'both'];

/** The number itself. */
export const portNumber: PortText = (port) => `${port}`;

const ANY = serviceText(SERVICES);
const TCP = serviceText(SERVICES.filter(([, , protocol]) => protocol !== 'udp'));
const UDP = serviceText(SERVICES.filter(([, , protocol]) => protocol !== 'tcp'));

/**
 * The name of the service that a port is registered for with a protocol (a value of `Protocol`), or its number. Where the
 * protocol is not known, any registration counts. Source: facts/output-format.md §4, option -R.
 */
export function servicePort(protocol: number): PortText {
  if (protocol === Protocol.TCP) return TCP;
  return protocol === Protocol.UDP ? UDP : ANY;
}

const PORTS: ReadonlyMap<string, number> = new Map(SERVICES.map(([port, name]) => [name, port]));

/** The port that a service is registered for. */
export function portOfService(name: string): number | undefined {
  return PORTS.get(name);
}

function serviceText(services: readonly ServiceName[]): PortText {
  // Of several names the first one counts: a later entry of a map would take its place.
  const names = new Map(services.toReversed().map(([port, name]) => [port, name]));
  return (port) => names.get(port) ?? `${port}`;
}
