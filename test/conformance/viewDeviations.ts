/** Why lines of a view differ from the recorded ones: deviations of the state that README.md explains. */
const DATAGRAMS =
  'the tuple of an unconnected datagram socket moves with each datagram; 0.29.3 keeps parts of the old one';
const NO_ENTER = 'an exit whose enter event is not in the capture has no fd; 0.29.3 takes fd 0';

interface AllowedViewDifference {
  /** Lines that only one side has, at most: a ratchet. */
  readonly lines: number;
  readonly reasons: readonly string[];
}

const NONE = { lines: 0, reasons: [] } as const;

const ALLOWED: Readonly<Record<string, Readonly<Record<string, AllowedViewDifference>>>> = {
  'dns-ndots-classic': {
    bottlenecks: { lines: 2, reasons: [DATAGRAMS] },
    netlower_10: { lines: 2, reasons: [DATAGRAMS] },
    'spy_ip_127.0.0.1': { lines: 46, reasons: [DATAGRAMS] },
    topconns: { lines: 16, reasons: [DATAGRAMS] },
    echo_fds: { lines: 26, reasons: [DATAGRAMS, NO_ENTER] },
    'echo_fds.A.plain': { lines: 26, reasons: [DATAGRAMS, NO_ENTER] },
    'fdbytes_by_fd.type': { lines: 2, reasons: [NO_ENTER] },
    iobytes_file: { lines: 2, reasons: [NO_ENTER] },
    spy_file_R: { lines: 2, reasons: [NO_ENTER] },
    topprocs_file: { lines: 1, reasons: [NO_ENTER] },
  },
  'k8s-capture': {
    echo_fds: { lines: 34, reasons: [DATAGRAMS, NO_ENTER] },
    'echo_fds.A.plain': { lines: 30, reasons: [DATAGRAMS, NO_ENTER] },
    'fdbytes_by_fd.type': { lines: 2, reasons: [NO_ENTER] },
    iobytes_file: { lines: 8, reasons: [NO_ENTER] },
    spy_file_R: { lines: 43, reasons: [NO_ENTER] },
    topprocs_file: { lines: 2, reasons: [NO_ENTER] },
  },
  'overlay-http-classic': {
    echo_fds: { lines: 102, reasons: [DATAGRAMS] },
    'echo_fds.A.plain': { lines: 102, reasons: [DATAGRAMS] },
    topconns: { lines: 7, reasons: [DATAGRAMS] },
  },
};

/** How far what a view writes may differ from a recording of this name; all others have to be the same. */
export function allowedViewDifferences(capture: string, file: string): AllowedViewDifference {
  return ALLOWED[capture]?.[file.replace(/\.pc$/, '')] ?? NONE;
}
