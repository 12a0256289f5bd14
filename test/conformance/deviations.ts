/** The programs that made the recordings. */
export type Peer = 'sysdig 0.29.3' | 'sysdig 0.36.0' | 'libs 0.25.4';

/** Which program recorded the expectations of a capture. */
export function peerOf(capture: string): Peer {
  if (capture.endsWith('-paired')) return 'sysdig 0.36.0';
  return capture.endsWith('-exits') ? 'libs 0.25.4' : 'sysdig 0.29.3';
}

/** A filter whose meaning we chose to differ from that of a program. */
export interface FilterDeviation {
  readonly filter: string;
  readonly peers: readonly Peer[];
  readonly reason: string;
}

export const FILTER_DEVIATIONS: readonly FilterDeviation[] = [
  {
    filter: 'evt.failed=false',
    peers: ['sysdig 0.29.3', 'sysdig 0.36.0'],
    reason: 'Those versions also say "not failed" of events that have no result; later ones and we do not.',
  },
  {
    filter: 'not not proc.name=curl',
    peers: ['sysdig 0.29.3'],
    reason: 'That version takes two negations for one.',
  },
];
