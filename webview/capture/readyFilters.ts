import type { RelatedEvents } from '../../src/session/protocol';

/** A filter that is there to be pressed: for those who do not know the language yet, and to learn it from. */
export interface ReadyFilter {
  readonly label: string;
  readonly filter: string;
  /** What it keeps, in a sentence. */
  readonly meaning: string;
}

/** What people look for first. */
const GENERAL: readonly ReadyFilter[] = [
  { label: 'Network', filter: 'fd.type in (ipv4, ipv6)', meaning: 'Events on IPv4 and IPv6 sockets.' },
  { label: 'Files', filter: 'fd.type in (file, directory)', meaning: 'Events on files and directories.' },
  { label: 'Errors', filter: 'evt.failed=true', meaning: 'Calls that returned an error.' },
  {
    label: 'Slow',
    filter: 'evt.latency>=1000000 and evt.is_wait=false',
    meaning: 'Calls that took a millisecond or longer; those that are made to wait, such as poll, are left out.',
  },
  { label: 'DNS', filter: 'fd.port=53', meaning: 'Events on sockets with port 53 at either end.' },
  {
    label: 'HTTP',
    filter: 'evt.is_io=true and evt.buffer contains "HTTP/1"',
    meaning: 'Requests and responses of HTTP/1, seen in the data that was read or written.',
  },
];

/** Filters for anybody, and those that belong to the chosen event. */
export function readyFilters({ process, fd, container }: RelatedEvents): readonly ReadyFilter[] {
  const related = (label: string, filter: string | undefined, what: string): readonly ReadyFilter[] =>
    filter === undefined ? [] : [{ label, filter, meaning: `Events of the ${what} of the selected event.` }];
  return [
    ...GENERAL,
    ...related('This process', process, 'process'),
    ...related('This fd', fd, 'file descriptor'),
    ...related('This container', container, 'container'),
  ];
}
