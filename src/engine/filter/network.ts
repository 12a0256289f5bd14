import { parseAddress } from './address';

/** All addresses that begin with the same bits. */
export interface Network {
  /** 4 or 16 bytes, of which the bits beyond the prefix are zero. */
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

/** Reads `10.0.0.0/8` or `2001:db8::/32`; an address alone is a network of one. Undefined where the text is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [written, bits, ...rest] = text.split('/');
  const address = parseAddress(written);
  if (!address || rest.length > 0 || !/^[0-9]{0,3}$/.test(bits ?? '')) return undefined;
  const length = bits === undefined ? 8 * address.length : Number(bits);
  if (bits === '' || length > 8 * address.length) return undefined;
  const mask = address.map((_, index) => 0xff & (0xff00 >> Math.min(8, Math.max(0, length - 8 * index))));
  return { address: address.map((byte, index) => byte & mask[index]), mask };
}

/** Whether the address `bytes[start, end)` is in a network; never so for one of the other family. */
export function inNetwork({ address, mask }: Network, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== address.length) return false;
  for (let index = 0; index < address.length; index++) {
    if ((bytes[start + index] & mask[index]) !== address[index]) return false;
  }
  return true;
}
