import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { WINDOW_SIZE } from '../gzip/checkpoint';
import type { GzipCodec } from '../gzip/codec';
import { inflateBetween } from './nodeInflate';

/** The level that takes least time; the next ones make windows hardly smaller. */
const PACKING = { level: 1 } as const;

/** What node has for gzip. */
export const NODE_CODEC: GzipCodec = {
  crc32: (bytes, before) => crc32(bytes, before),
  pack: (bytes) => deflateRawSync(bytes, PACKING),
  unpack: (packed) => inflateRawSync(packed, { maxOutputLength: WINDOW_SIZE }),
  inflateBetween,
};
