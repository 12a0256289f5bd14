/** Address families as captures number them: Linux's. */
export const Family = { UNIX: 1, INET: 2, INET6: 10 } as const;

const ADDRESS_SIZE = 16;

/**
 * A pair of internet addresses and ports, read from an event and changed in place. IPv6 pairs of which both ends are
 * IPv4-mapped (or all zero) become IPv4 pairs. Encoding: facts/param-types.md §3; ports are little-endian.
 */
export class SocketTuple {
  /** `Family.INET` or `Family.INET6`. */
  family: number = Family.INET;
  readonly source = new Uint8Array(ADDRESS_SIZE);
  readonly destination = new Uint8Array(ADDRESS_SIZE);
  sourcePort = 0;
  destinationPort = 0;
  /** The encoded tuple, `encoded[0, encode())`. */
  readonly encoded = new Uint8Array(37);

  /** Bytes of an address of this family. */
  get width(): number {
    return this.family === Family.INET ? 4 : ADDRESS_SIZE;
  }

  clear(family: number): void {
    this.family = family;
    this.source.fill(0);
    this.destination.fill(0);
    this.sourcePort = 0;
    this.destinationPort = 0;
  }

  /** Reads a SOCKTUPLE parameter; false when it is not a whole internet tuple. */
  readTuple(bytes: Uint8Array, start: number, end: number): boolean {
    const family = start < end ? bytes[start] : 0;
    const width = family === Family.INET ? 4 : family === Family.INET6 ? ADDRESS_SIZE : 0;
    if (width === 0 || end - start < 1 + 2 * (width + 2)) return false;
    this.clear(family);
    let at = start + 1;
    copyAddress(bytes, at, width, this.source);
    this.sourcePort = bytes[at + width] | (bytes[at + width + 1] << 8);
    at += width + 2;
    copyAddress(bytes, at, width, this.destination);
    this.destinationPort = bytes[at + width] | (bytes[at + width + 1] << 8);
    this.unmap();
    return true;
  }

  /** Reads a SOCKADDR parameter into the source; the destination becomes zero. False when it is no internet address. */
  readAddress(bytes: Uint8Array, start: number, end: number): boolean {
    const family = start < end ? bytes[start] : 0;
    const width = family === Family.INET ? 4 : family === Family.INET6 ? ADDRESS_SIZE : 0;
    if (width === 0 || end - start < 1 + width + 2) return false;
    this.clear(family);
    const at = start + 1;
    copyAddress(bytes, at, width, this.source);
    this.sourcePort = bytes[at + width] | (bytes[at + width + 1] << 8);
    if (isMapped(this.source)) this.unmap();
    return true;
  }

  copyFrom(other: SocketTuple): void {
    this.family = other.family;
    this.source.set(other.source);
    this.destination.set(other.destination);
    this.sourcePort = other.sourcePort;
    this.destinationPort = other.destinationPort;
  }

  /** The same two ends, in either order. */
  samePair(other: SocketTuple): boolean {
    if (this.family !== other.family) return false;
    return (
      (sameEnd(this.source, this.sourcePort, other.source, other.sourcePort) &&
        sameEnd(this.destination, this.destinationPort, other.destination, other.destinationPort)) ||
      (sameEnd(this.source, this.sourcePort, other.destination, other.destinationPort) &&
        sameEnd(this.destination, this.destinationPort, other.source, other.sourcePort))
    );
  }

  swap(): void {
    for (let index = 0; index < ADDRESS_SIZE; index++) {
      const byte = this.source[index];
      this.source[index] = this.destination[index];
      this.destination[index] = byte;
    }
    const port = this.sourcePort;
    this.sourcePort = this.destinationPort;
    this.destinationPort = port;
  }

  /** Writes the tuple into `encoded` and returns its length. */
  encode(): number {
    const { encoded, width } = this;
    encoded[0] = this.family;
    for (let index = 0; index < width; index++) encoded[1 + index] = this.source[index];
    encoded[1 + width] = this.sourcePort & 0xff;
    encoded[2 + width] = this.sourcePort >> 8;
    for (let index = 0; index < width; index++) encoded[3 + width + index] = this.destination[index];
    encoded[3 + 2 * width] = this.destinationPort & 0xff;
    encoded[4 + 2 * width] = this.destinationPort >> 8;
    return 5 + 2 * width;
  }

  /** Makes a pair of IPv4-mapped addresses the IPv4 pair that it stands for. */
  unmap(): void {
    if (this.family !== Family.INET6 || !isMapped(this.source) || !isMapped(this.destination)) return;
    this.family = Family.INET;
    moveMapped(this.source);
    moveMapped(this.destination);
  }
}

/** Whether every byte is zero: 0.0.0.0 or ::. */
export function isUnspecified(address: Uint8Array): boolean {
  for (let index = 0; index < address.length; index++) if (address[index] !== 0) return false;
  return true;
}

/** Addresses are copied byte by byte: a view of them would cost more than the copying. */
function copyAddress(bytes: Uint8Array, start: number, width: number, to: Uint8Array): void {
  for (let index = 0; index < width; index++) to[index] = bytes[start + index];
}

function isMapped(address: Uint8Array): boolean {
  for (let index = 0; index < 10; index++) if (address[index] !== 0) return false;
  return (address[10] === 0xff && address[11] === 0xff) || isUnspecified(address);
}

function moveMapped(address: Uint8Array): void {
  address.copyWithin(0, 12, 16);
  address.fill(0, 4);
}

function sameEnd(a: Uint8Array, aPort: number, b: Uint8Array, bPort: number): boolean {
  if (aPort !== bPort) return false;
  for (let index = 0; index < ADDRESS_SIZE; index++) if (a[index] !== b[index]) return false;
  return true;
}
