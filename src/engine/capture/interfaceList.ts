import type { ListReader } from './listReader';

/** An address of a network interface. Source: facts/scap-format.md §8. */
export interface InterfaceEntry {
  /** 4 or 16 bytes in network order, as are the mask's. */
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

/** Reads an interface list; false when an entry does not fit. */
export function readInterfaceList(
  reader: ListReader,
  version: number,
  visit: (entry: InterfaceEntry) => void,
): boolean {
  while (!reader.atEnd) {
    // Unlike in the other lists, the length does not count its own four bytes.
    if (version >= 2) {
      const length = reader.uint32();
      reader.enter(reader.at, length);
    }
    const kind = reader.uint16();
    if (kind < 1 || kind > 4) return false;
    const nameLength = reader.uint16();
    const width = kind === 1 || kind === 3 ? 4 : 16;
    const address = reader.range(width);
    const mask = reader.range(width);
    reader.range(width);
    if (kind <= 2) reader.uint64();
    reader.range(nameLength);
    if (reader.failed) return false;
    if (version >= 2) reader.leave();
    visit({
      address: reader.bytes.slice(address.start, address.end),
      mask: reader.bytes.slice(mask.start, mask.end),
    });
  }
  return true;
}
