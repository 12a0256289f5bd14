/** Options of TCP. Source: the TCP parameters registry at IANA. */
const OPTIONS: ReadonlyMap<number, string> = new Map([
  [0, 'End of options'], [1, 'No operation'], [2, 'Maximum segment size'], [3, 'Window scale'], [4, 'Selective acknowledgement permitted'],
  [5, 'Selective acknowledgements'], [8, 'Timestamps'], [14, 'Alternate checksum request'], [19, 'MD5 signature'],
  [27, 'Quick start response'], [28, 'User timeout'], [29, 'Authentication'], [30, 'Multipath TCP'], [34, 'Fast open cookie'],
  [69, 'Encryption negotiation'], [253, 'Experiment 1'], [254, 'Experiment 2'],
]);

export function tcpOptionName(kind: number): string {
  return OPTIONS.get(kind) ?? `Option ${kind}`;
}

/** Flags from the lowest bit of the low byte on, then the one above: as they stand in brackets. Source: RFC 9293 §3.1, 9768. */
export const TCP_FLAGS: readonly string[] = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];
