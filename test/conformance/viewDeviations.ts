/** The names that these deviations have in deviations.ts. */
const DATAGRAMS = 'datagrams';
const NO_ENTER = 'enter event missing';

/** How a recorded view differs from ours. */
export interface ViewDeviation {
  /** Lines that only one side has, as measured. */
  readonly lines: number;
  /** The deviations of events that these lines come from, by name. */
  readonly deviations: readonly string[];
}

const NONE: ViewDeviation = { lines: 0, deviations: [] };

const VIEW_DEVIATIONS: Readonly<Record<string, Readonly<Record<string, ViewDeviation>>>> = {
  'dns-ndots-classic': {
    bottlenecks: { lines: 2, deviations: [DATAGRAMS] },
    netlower_10: { lines: 2, deviations: [DATAGRAMS] },
    'spy_ip_127.0.0.1': { lines: 46, deviations: [DATAGRAMS] },
    topconns: { lines: 16, deviations: [DATAGRAMS] },
    echo_fds: { lines: 26, deviations: [DATAGRAMS, NO_ENTER] },
    'echo_fds.A.plain': { lines: 26, deviations: [DATAGRAMS, NO_ENTER] },
    'fdbytes_by_fd.type': { lines: 2, deviations: [NO_ENTER] },
    iobytes_file: { lines: 2, deviations: [NO_ENTER] },
    spy_file_R: { lines: 2, deviations: [NO_ENTER] },
    topprocs_file: { lines: 1, deviations: [NO_ENTER] },
  },
  'k8s-capture': {
    echo_fds: { lines: 34, deviations: [DATAGRAMS, NO_ENTER] },
    'echo_fds.A.plain': { lines: 30, deviations: [DATAGRAMS, NO_ENTER] },
    'fdbytes_by_fd.type': { lines: 2, deviations: [NO_ENTER] },
    iobytes_file: { lines: 8, deviations: [NO_ENTER] },
    spy_file_R: { lines: 43, deviations: [NO_ENTER] },
    topprocs_file: { lines: 2, deviations: [NO_ENTER] },
  },
  'overlay-http-classic': {
    echo_fds: { lines: 102, deviations: [DATAGRAMS] },
    'echo_fds.A.plain': { lines: 102, deviations: [DATAGRAMS] },
    topconns: { lines: 7, deviations: [DATAGRAMS] },
  },
};

/** How many lines of a recorded view differ, and by which deviations; none of all others. */
export function viewDeviation(capture: string, file: string): ViewDeviation {
  return VIEW_DEVIATIONS[capture]?.[file.replace(/\.pc$/, '')] ?? NONE;
}
