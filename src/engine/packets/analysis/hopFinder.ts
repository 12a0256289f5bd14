import type { PacketList } from './packetList';

/** The same bytes so much later are another packet, in ns. */
const LONGEST_WAY = 10e9;

interface Seen {
  readonly packet: number;
  readonly time: number;
  /** Where it was seen: no place sees a packet twice. */
  readonly places: Set<number>;
}

/** Recognises a packet that was seen before at another place. */
export class HopFinder {
  private readonly latest = new Map<number, Seen>();

  constructor(private readonly list: PacketList) {}

  /**
   * The packet of an observation: one that was seen before, or a new one. `key`: as `PacketKeys.same`; `place`: an fd and the
   * direction of the call.
   */
  take(
    observation: number,
    key: number,
    place: number,
    time: number,
  ): { readonly packet: number; readonly isNew: boolean } {
    const seen = this.latest.get(key);
    if (seen && !seen.places.has(place) && time - seen.time < LONGEST_WAY) {
      seen.places.add(place);
      this.list.seenAgain(seen.packet, observation);
      return { packet: seen.packet, isNew: false };
    }
    const packet = this.list.begin(observation);
    this.forget(time - LONGEST_WAY);
    // The latest stand last, so that the oldest are found at once.
    this.latest.delete(key);
    this.latest.set(key, { packet, time, places: new Set([place]) });
    return { packet, isNew: true };
  }

  /** Forgets what was seen first before a time: it cannot be seen again. */
  private forget(before: number): void {
    for (const [key, { time }] of this.latest) {
      if (time >= before) return;
      this.latest.delete(key);
    }
  }
}
