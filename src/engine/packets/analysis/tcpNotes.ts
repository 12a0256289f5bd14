/** What the analysis of a conversation says of a segment, as bits. */
export const TcpNote = {
  RETRANSMISSION: 1,
  FAST_RETRANSMISSION: 2,
  SPURIOUS_RETRANSMISSION: 4,
  OUT_OF_ORDER: 8,
  PORTS_REUSED: 16,
  PREVIOUS_LOST: 32,
  ACKED_UNSEEN: 64,
  WINDOW_UPDATE: 128,
  WINDOW_FULL: 256,
  KEEP_ALIVE: 512,
  KEEP_ALIVE_ACK: 1024,
  DUPLICATE_ACK: 2048,
  ZERO_WINDOW_PROBE: 4096,
  ZERO_WINDOW: 8192,
  ZERO_WINDOW_PROBE_ACK: 16384,
} as const;

/** In the order in which a summary shows them, as tshark does. */
const TEXTS: readonly (readonly [note: number, text: string])[] = [
  [TcpNote.ZERO_WINDOW_PROBE_ACK, 'TCP ZeroWindowProbeAck'],
  [TcpNote.ZERO_WINDOW, 'TCP ZeroWindow'],
  [TcpNote.ZERO_WINDOW_PROBE, 'TCP ZeroWindowProbe'],
  [TcpNote.DUPLICATE_ACK, 'TCP Dup ACK'],
  [TcpNote.KEEP_ALIVE_ACK, 'TCP Keep-Alive ACK'],
  [TcpNote.KEEP_ALIVE, 'TCP Keep-Alive'],
  [TcpNote.WINDOW_FULL, 'TCP Window Full'],
  [TcpNote.WINDOW_UPDATE, 'TCP Window Update'],
  [TcpNote.ACKED_UNSEEN, 'TCP ACKed unseen segment'],
  [TcpNote.PREVIOUS_LOST, 'TCP Previous segment not captured'],
  [TcpNote.PORTS_REUSED, 'TCP Port numbers reused'],
  [TcpNote.OUT_OF_ORDER, 'TCP Out-Of-Order'],
  [TcpNote.SPURIOUS_RETRANSMISSION, 'TCP Spurious Retransmission'],
  [TcpNote.FAST_RETRANSMISSION, 'TCP Fast Retransmission'],
  [TcpNote.RETRANSMISSION, 'TCP Retransmission'],
];

/** The notes as texts; a duplicate acknowledgement names the packet it repeats, and how often. */
export function tcpNoteTexts(notes: number, repeated: number, times: number): string[] {
  const said: string[] = [];
  for (const [note, text] of TEXTS) {
    if ((notes & note) === 0) continue;
    said.push(note === TcpNote.DUPLICATE_ACK ? `${text} ${repeated}#${times}` : text);
  }
  return said;
}
