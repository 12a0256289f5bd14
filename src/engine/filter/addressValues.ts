import type { BoundField } from '../fields/resolveField';
import { parseAddress } from './address';
import { shown } from './mistake';
import { type Network, parseNetwork } from './network';
import type { Converted } from './valueMistake';

/** Fields of addresses with those that compare the same addresses with networks. */
const NETWORK_FIELDS: ReadonlyMap<string, string> = new Map([
  ['fd.ip', 'fd.net'],
  ['fd.cip', 'fd.cnet'],
  ['fd.sip', 'fd.snet'],
  ['fd.lip', 'fd.lnet'],
  ['fd.rip', 'fd.rnet'],
]);

/** An IPv4 or IPv6 address. */
export function convertAddress(field: BoundField, text: string): Converted<Uint8Array> {
  const value = parseAddress(text);
  if (value) return { value };
  const message = `${shown(text)} is not an IPv4 or IPv6 address.`;
  const networkField = NETWORK_FIELDS.get(field.name);
  if (networkField !== undefined && text.includes('/') && parseNetwork(text)) {
    return {
      code: 'bad-address',
      message: `${message} '${networkField}' compares with networks.`,
      otherField: networkField,
    };
  }
  const instead = text === 'localhost' ? '127.0.0.1' : withoutPort(text);
  return instead === undefined
    ? { code: 'bad-address', message }
    : { code: 'bad-address', message, instead: [instead] };
}

/** The address of `10.0.0.1:80` or `[::1]:80`. */
function withoutPort(text: string): string | undefined {
  const address = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([0-9.]{7,15})):[0-9]{1,5}$/.exec(text);
  const found = address?.[1] ?? address?.[2];
  return found !== undefined && parseAddress(found) ? found : undefined;
}

/** A network with the length of its prefix, or one address. */
export function convertNetwork(text: string): Converted<Network> {
  const value = parseNetwork(text);
  if (value) return { value };
  const instead = wholeNetwork(text);
  const message = `${shown(text)} is not a network such as 10.0.0.0/8.`;
  return instead === undefined
    ? { code: 'bad-network', message }
    : { code: 'bad-network', message, instead: [instead] };
}

/** `10.1` or `10.1.*` as the network that it seems to be. */
function wholeNetwork(text: string): string | undefined {
  const octets = /^([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})\.?(?:\*|[xX])?(?:\.\*)*$/.exec(text)?.[1].split('.');
  if (!octets || octets.length > 3) return undefined;
  const whole = `${[...octets, '0', '0', '0'].slice(0, 4).join('.')}/${8 * octets.length}`;
  return parseNetwork(whole) ? whole : undefined;
}
