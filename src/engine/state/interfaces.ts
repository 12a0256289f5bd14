import type { InterfaceEntry } from '../capture/interfaceList';

const LOOPBACK = 127;

/** The addresses of the captured host, which stand in for 0.0.0.0 in datagrams. */
export class Interfaces {
  private readonly entries: InterfaceEntry[] = [];

  add(entry: InterfaceEntry): void {
    this.entries.push(entry);
  }

  clear(): void {
    this.entries.length = 0;
  }

  /** Whether `address[0, width)` is the host's own. */
  isLocal(address: Uint8Array, width: number): boolean {
    return this.entries.some((entry) => entry.address.length === width && startsWith(address, entry.address));
  }

  /**
   * The host's address on the way to a peer: the peer's own if it is local, the one in the peer's network, or the first
   * that is not loopback. Source: facts/fd-and-state.md §7, rule I.
   */
  towards(peer: Uint8Array, width: number): Uint8Array | undefined {
    const family = this.entries.filter((entry) => entry.address.length === width);
    return (
      family.find((entry) => startsWith(peer, entry.address)) ??
      family.find((entry) => inNetwork(peer, entry)) ??
      family.find((entry) => !isLoopback(entry.address))
    )?.address;
  }
}

function startsWith(address: Uint8Array, own: Uint8Array): boolean {
  return own.every((byte, index) => byte === address[index]);
}

function inNetwork(peer: Uint8Array, entry: InterfaceEntry): boolean {
  return entry.mask.every((mask, index) => (peer[index] & mask) === (entry.address[index] & mask));
}

function isLoopback(address: Uint8Array): boolean {
  if (address.length === 4) return address[0] === LOOPBACK;
  return address.every((byte, index) => byte === (index === 15 ? 1 : 0));
}
