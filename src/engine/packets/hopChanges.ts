import { IpHeaders } from './analysis/ipHeaders';
import type { LinkType } from './linkType';
import { hexText } from './values';

/** A packet at a place, as `PacketReader` gives it; the bytes have to stay as they are. */
export interface PlacedPacket {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly link: LinkType;
  readonly length: number;
}

/** A field that has another value at the second of two places. */
export interface HopChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

interface Field {
  readonly name: string;
  /** In bytes, behind the beginning of the IP header. */
  readonly at: number;
  readonly width: 1 | 2;
  readonly text: (value: number) => string;
}

/** What a router may change, and a packet stays the same. Source: RFC 791 §3.1, RFC 8200 §3. */
const FIELDS_4: readonly Field[] = [
  { name: 'Differentiated services', at: 1, width: 1, text: (value) => hexText(value, 2) },
  { name: 'Time to live', at: 8, width: 1, text: String },
  { name: 'Checksum', at: 10, width: 2, text: (value) => hexText(value, 4) },
];
const FIELDS_6: readonly Field[] = [
  { name: 'Traffic class', at: 0, width: 2, text: (value) => hexText((value >> 4) & 0xff, 2) },
  { name: 'Hop limit', at: 7, width: 1, text: String },
];

/** What changed in a packet from one place to another. */
export function hopChanges(before: PlacedPacket, after: PlacedPacket): HopChange[] {
  const [one, other] = [new IpHeaders(), new IpHeaders()];
  if (!read(one, before) || !read(other, after) || one.version !== other.version) return [];
  const changes: HopChange[] = [];
  for (const { name, at, width, text } of one.version === 4 ? FIELDS_4 : FIELDS_6) {
    const [was, is] = [value(before.bytes, one.start + at, width), value(after.bytes, other.start + at, width)];
    if (text(was) !== text(is)) changes.push({ name, before: text(was), after: text(is) });
  }
  return changes;
}

function read(headers: IpHeaders, { bytes, start, link, length }: PlacedPacket): boolean {
  return headers.read(bytes, start, link, length);
}

function value(bytes: Uint8Array, at: number, width: 1 | 2): number {
  return width === 1 ? bytes[at] : (bytes[at] << 8) | bytes[at + 1];
}
