import { deflateRaw, inflateRaw } from 'pako';
import type { GzipCodec } from '../gzip/codec';

/** The level that takes least time; the next ones make windows hardly smaller. */
const PACKING = { level: 1 } as const;
/** The polynomial of CRC-32, bits reversed. Source: RFC 1952 §8. */
const POLYNOMIAL = 0xedb88320;

/** The checksum of each byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_none, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** What a browser has for gzip: its own decompression cannot begin in the middle, and gives no checksums. */
export const WEB_CODEC: GzipCodec = {
  crc32(bytes, before) {
    let value = ~before;
    for (let at = 0; at < bytes.length; at++) value = (value >>> 8) ^ TABLE[(value ^ bytes[at]) & 0xff];
    return ~value >>> 0;
  },
  pack: (bytes) => deflateRaw(bytes, PACKING),
  unpack: (packed) => inflateRaw(packed),
};
