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
    let near: Uint8Array | undefined;
    let usual: Uint8Array | undefined;
    for (const entry of this.entries) {
      const { address } = entry;
      if (address.length !== width) continue;
      if (startsWith(peer, address)) return address;
      if (near === undefined && inNetwork(peer, entry)) near = address;
      if (usual === undefined && !isLoopback(address)) usual = address;
    }
    return near ?? usual;
  }
}

/** Whether `own` is the beginning of an address. */
export function startsWith(address: Uint8Array, own: Uint8Array): boolean {
  for (let index = 0; index < own.length; index++) if (own[index] !== address[index]) return false;
  return true;
}

function inNetwork(peer: Uint8Array, { address, mask }: InterfaceEntry): boolean {
  for (let index = 0; index < mask.length; index++) {
    if ((peer[index] & mask[index]) !== (address[index] & mask[index])) return false;
  }
  return true;
}

function isLoopback(address: Uint8Array): boolean {
  if (address.length === 4) return address[0] === LOOPBACK;
  return address.every((byte, index) => byte === (index === 15 ? 1 : 0));
}
