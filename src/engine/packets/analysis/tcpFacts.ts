/** What the packets before it say of a TCP segment. */
export interface TcpFacts {
  /** Subtracted from the segment's own numbers, modulo 2^32, they count from the beginning of the conversation. */
  readonly sequenceBase: number;
  readonly acknowledgementBase: number;
  /** How far the window of a segment without SYN is shifted; 0 where the handshake was not seen or no scaling was agreed. */
  readonly windowShift: number;
  /** What stands in brackets before the ports in a summary, such as "TCP Retransmission"; in the order of the summary. */
  readonly notes: readonly string[];
  readonly payload: TcpPayload;
}

/** What becomes of a segment's data. */
export type TcpPayload =
  /** It begins a message, or nobody knows better. */
  | { readonly kind: 'own' }
  /** It was there before, or is not in its order. */
  | { readonly kind: 'repeated' }
  /** It belongs to a message that goes on behind it; the segment begins the message. */
  | { readonly kind: 'begins' }
  | { readonly kind: 'continues' }
  /** It ends a message that other segments began. */
  | { readonly kind: 'completes'; readonly message: Uint8Array };
