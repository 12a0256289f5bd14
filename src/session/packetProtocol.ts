import type { DissectionNode } from '../engine/packets/dissection';

/** What the session says of packets. */

/** Why an event has no packet or no stream, each as a sentence; a member is missing where it has one. */
export interface EventLacks {
  readonly packet?: string;
  readonly stream?: string;
}

/** A place where a packet was seen. */
export interface PacketHop {
  readonly event: number;
  /** Who saw it, in what call: `event 4263: flanneld (17565) read /dev/net/tun`. */
  readonly text: string;
  /** Nanoseconds since it was seen first. */
  readonly after: number;
  /** What changed since the place before. */
  readonly changes: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** The packet that an event carries. Texts are the packet's own, and hostile. */
export interface PacketView {
  /** The event that was asked for, or its exit: the one that has the bytes. */
  readonly event: number;
  /** Its number among the packets of the capture, from 1, and how many there are. */
  readonly number: number;
  readonly count: number;
  /** Addresses, protocol, length and info, as one line. */
  readonly text: string;
  /** What more there is to say in a few words, or empty. */
  readonly detail: string;
  /** Byte ranges are those of `bytes`. */
  readonly layers: readonly DissectionNode[];
  /** The data of the event, of which the packet may be a part. */
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly hops: readonly PacketHop[];
  readonly remarks: readonly string[];
  /** Packets that it has to do with, each by the event that it was seen at first. */
  readonly related: readonly { readonly text: string; readonly event: number }[];
}

/** A pcapng file, and how many packets are in it. */
export interface PcapngFile {
  readonly bytes: Uint8Array;
  readonly packets: number;
}

/** Questions about packets. */
export interface PacketMethods {
  /** The packet that an event carries; fails where it carries none. */
  packet(params: { number: number }): PacketView;
  /** The packets that an event of a selection read or wrote as a pcapng file, each once, with comments on who saw it. */
  packetFile(params: { selection: number }): PcapngFile;
  /** What sockets of IPv4 and IPv6 said that an event of a selection is about, as packets in a pcapng file. */
  conversationFile(params: { selection: number }): PcapngFile;
  /** The one conversation that an event is about, as `conversationFile`; no packets where it is about none of a socket. */
  streamFile(params: { number: number }): PcapngFile;
}
