/** How many lines and rows of a recording each deviation explains, by its name. */
interface DeviationCounts {
  /** Of the default lines. */
  readonly lines?: Readonly<Record<string, number>>;
  /** Of the table of fields. */
  readonly rows?: Readonly<Record<string, number>>;
}

/** As measured: a change that makes more or fewer differ says so here. */
export const DEVIATION_COUNTS: Readonly<Record<string, DeviationCounts>> = {
  'confd-template-classic': {
    lines: { 'closed by execve': 1, 'flags that came later': 1, 'unreadable names': 2 },
    rows: { 'closed by execve': 2, 'failed connect': 3, 'fd of the exit itself': 25, 'unknown threads': 34 },
  },
  'confd-template-paired': {
    rows: { 'enter event missing': 1, 'failed connect': 3, 'fd of the exit itself': 24, rt_sigreturn: 4 },
  },
  'confd-template-tworings-paired': {
    rows: { 'failed connect': 3, 'fd of the exit itself': 24, rt_sigreturn: 8 },
  },
  'containers-paired': {
    rows: {
      'enter event missing': 1,
      'events without a thread': 2,
      'failed connect': 2,
      'fd of the exit itself': 4,
      'named by its child': 1,
      'openat2 in a directory': 4,
      rt_sigreturn: 120,
    },
  },
  'dns-ndots-classic': {
    lines: { datagrams: 11, 'unreadable names': 4 },
    rows: {
      datagrams: 23,
      'enter event missing': 1,
      'failed connect': 6,
      'fd of the exit itself': 17,
      'unknown threads': 36,
    },
  },
  'dns-ndots-paired': {
    rows: { 'enter event missing': 2, 'failed connect': 6, 'fd of the exit itself': 17, rt_sigreturn: 2 },
  },
  'k8s-capture': {
    lines: { datagrams: 5 },
    rows: { datagrams: 15, 'enter event missing': 13, 'paths as they were given': 1 },
  },
  'mixed-syscalls-classic': {
    lines: {
      'flags that came later': 10,
      'unreadable names': 16,
      'vfork after its child': 3,
      'vfork names a child': 5,
    },
    rows: {
      'failed connect': 12,
      'fd of the exit itself': 15,
      splice: 6,
      'unknown threads': 37,
      'vfork after its child': 3,
    },
  },
  'mixed-syscalls-exits': {
    rows: { 'failed open': 3 },
  },
  'mixed-syscalls-paired': {
    rows: {
      'enter event missing': 1,
      'failed connect': 12,
      'fd of the exit itself': 23,
      rt_sigreturn: 19,
      splice: 6,
      'vfork after its child': 3,
    },
  },
  'overlay-collision-paired': {
    rows: { 'enter event missing': 1, 'failed connect': 4, 'fd of the exit itself': 29, rt_sigreturn: 8 },
  },
  'overlay-http-classic': {
    lines: { datagrams: 50, 'flags that came later': 3, 'unreadable names': 7 },
    rows: { datagrams: 101, 'failed connect': 12, 'fd of the exit itself': 115, 'unknown threads': 36 },
  },
  'overlay-http-paired': {
    rows: { 'enter event missing': 1, 'failed connect': 12, 'fd of the exit itself': 115, rt_sigreturn: 15 },
  },
  'unix-docker-api-classic': {
    lines: { 'unreadable names': 2 },
    rows: { 'failed connect': 10, 'unknown threads': 35 },
  },
  'unix-docker-api-paired': {
    rows: { 'enter event missing': 1, 'failed connect': 10, rt_sigreturn: 5 },
  },
};
