import { TCP_FLAGS } from '../tables/tcpOptions';

/** Bits of the flags of a TCP header. Source: RFC 9293 §3.1. */
export const TcpFlag = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 } as const;

/** The flags that are set, as they stand in brackets in a summary: `SYN, ACK`. */
export function tcpFlagsText(flags: number): string {
  const names = TCP_FLAGS.filter((_, bit) => (flags & (1 << bit)) !== 0);
  return names.length === 0 ? '<None>' : names.join(', ');
}
