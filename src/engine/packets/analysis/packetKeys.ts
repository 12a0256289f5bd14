import { ByteHash } from './hash';
import type { IpHeaders } from './ipHeaders';

/** Of the payload of a packet an error quotes at least so much. Source: RFC 792. */
const QUOTED = 8;

/** Numbers by which packets are recognised: the same packet elsewhere, and the packet that an error is about. */
export class PacketKeys {
  private readonly hash = new ByteHash();

  /**
   * The same for a packet wherever it passes: what routers change (type of service, time to live, checksum) and what is around
   * the IP packet is left out. `ip` undefined: the bytes as they are.
   */
  same(bytes: Uint8Array, start: number, ip: IpHeaders | undefined): number {
    const hash = this.hash.clear();
    if (!ip) return hash.add(bytes, start, bytes.length).value;
    const at = ip.start;
    if (ip.version === 4) {
      return hash
        .add(bytes, at + 2, at + 8)
        .add(bytes, at + 9, at + 10)
        .add(bytes, at + 12, bytes.length).value;
    }
    return hash.add(bytes, at + 4, at + 7).add(bytes, at + 8, bytes.length).value;
  }

  /** The same for a packet and for what an error quotes of it. */
  quoted(bytes: Uint8Array, ip: IpHeaders): number {
    const { start, end } = ip.addresses;
    const hash = this.hash.clear().add(bytes, start, end);
    if (ip.version === 4) hash.add(bytes, ip.start + 4, ip.start + 6);
    return hash.add(bytes, ip.payloadStart, ip.payloadStart + QUOTED).value;
  }

  /** The same for everything that is sent between two ends, in one direction, as far as `[start, end)` names them. */
  between(bytes: Uint8Array, pieces: readonly (readonly [start: number, end: number])[]): number {
    const hash = this.hash.clear();
    for (const [start, end] of pieces) hash.add(bytes, start, end);
    return hash.value;
  }
}
