/** What of a TCP header the analysis needs. */
export interface TcpSegment {
  /** Number of its packet, from 1 on, as summaries have it. */
  readonly packet: number;
  /** In ns, from the trace's base. */
  readonly time: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  /** Bits of `TcpFlag`. */
  readonly flags: number;
  /** As it stands in the header. */
  readonly window: number;
  /** Of its data, in bytes, captured or not. */
  readonly length: number;
  /** The shift that a SYN offers; -1: none. */
  readonly offeredShift: number;
}
