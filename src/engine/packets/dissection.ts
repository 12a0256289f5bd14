import type { LinkType } from './linkType';

/** One field or layer of a packet, and where its bytes stand. */
export interface DissectionNode {
  /** What it is, in words: "Time to live". */
  readonly name: string;
  /** Its value as text. It may hold anything that was in the packet, control characters too: show it as text only. */
  readonly value: string;
  /** Byte range `[start, end)` in the bytes that were dissected; empty where the value was derived. */
  readonly start: number;
  readonly end: number;
  readonly children: readonly DissectionNode[];
  /** What is wrong with it, or why it cannot be said, as a sentence. */
  readonly problem?: string;
}

/** A packet in one line, in the columns that tshark has. */
export interface PacketSummary {
  /** Address of the sender; empty where the packet has none. */
  readonly source: string;
  readonly destination: string;
  /** Name of the innermost protocol that was recognised. */
  readonly protocol: string;
  /** Bytes that the packet had, of which fewer may have been captured. */
  readonly length: number;
  readonly info: string;
  /** What more there is to say in a few words that tshark does not say: the messages of netlink, a server's name; or empty. */
  readonly detail: string;
}

/** A packet, taken apart. */
export interface Dissection {
  readonly link: LinkType;
  readonly summary: PacketSummary;
  /** The layers from the outermost to the innermost; they lie side by side, and their fields are children. */
  readonly layers: readonly DissectionNode[];
}

/** The line that tshark prints for a packet, without number and time. */
export function summaryText({ source, destination, protocol, length, info }: PacketSummary): string {
  const ends = source === '' && destination === '' ? '' : `${source} → ${destination} `;
  return `${ends}${protocol} ${length} ${info}`.trimEnd();
}
