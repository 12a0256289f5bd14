import { wordSum } from '../checksum';

/** What a fragment gives to its datagram. */
export interface DatagramPart {
  /** Where its payload belongs in that of the datagram, in bytes. */
  readonly start: number;
  /** The first 40 bytes of its IP header, or fewer. */
  readonly header: Uint8Array;
  readonly protocol: number;
  readonly payload: Uint8Array;
}

const HEADER_4 = 20;
const HEADER_6 = 40;

/**
 * A datagram of IP put together from its fragments, which come by offset and have every byte; undefined for none. Its header is
 * that of the first, without options and extensions. Of bytes that several have, those of the earlier one in the list count.
 */
export function wholeDatagram(parts: readonly DatagramPart[]): Uint8Array | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const isVersion4 = first.header[0] >> 4 === 4;
  const headerLength = isVersion4 ? HEADER_4 : HEADER_6;
  const length = parts.reduce((most, { start, payload }) => Math.max(most, start + payload.length), 0);
  const whole = new Uint8Array(headerLength + length);
  whole.set(first.header.subarray(0, headerLength));
  let covered = 0;
  for (const { start, payload } of parts) {
    const fresh = payload.subarray(Math.max(0, covered - start));
    if (start + payload.length <= covered) continue;
    whole.set(fresh, headerLength + Math.max(start, covered));
    covered = start + payload.length;
  }
  const view = new DataView(whole.buffer);
  if (isVersion4) {
    whole[0] = 0x45;
    view.setUint16(2, Math.min(0xffff, whole.length));
    view.setUint16(6, 0);
    view.setUint16(10, 0);
    view.setUint16(10, 0xffff - wordSum(whole, 0, HEADER_4));
  } else {
    view.setUint16(4, length);
    whole[6] = first.protocol;
  }
  return whole;
}
