import type { FilterOutcome } from '../engine/filter/filter';
import { BLOCK_ROWS } from '../engine/trace/rowBits';
import { Selection } from '../engine/trace/selection';
import type { Trace } from '../engine/trace/trace';

/** Filters that between them use all that filters on fields are made of, on any capture. */
export const REHEARSED: readonly string[] = [
  'evt.type=openat',
  'evt.type in (read, write) and evt.dir=<',
  'not evt.type in (futex, switch)',
  'evt.category=file',
  'evt.rawres>100 and evt.rawres<100000',
  'evt.latency>1000000',
  'evt.failed=true or evt.is_io=true',
  'evt.reltime>1000000000 and evt.num>1000 and evt.cpu=1',
  'proc.name=cat or user.name=root',
  'not proc.name=cat and (evt.type=futex or fd.type=file) and evt.dir=<',
  'proc.pid=1 or thread.tid=1 or proc.cmdline contains cat',
  'container.name=web or k8s.ns.name=default',
  'proc.pname=bash or proc.aname=sshd',
  'fd.name contains /etc or fd.num=3',
  'fd.port=53 and fd.ip=127.0.0.1 and fd.sip=127.0.0.1',
  'evt.res=ENOENT or fd.directory=/etc or fd.filename endswith .so or proc.cwd startswith /home',
];

/** How often each is rehearsed, and over how many blocks. */
const ROUNDS = 4;
const BLOCKS = 64;

/** Smaller traces are asked as fast as anybody can tell. */
const FEWEST_ROWS = 1_000_000;

/**
 * Asks filters that nobody has typed of a large trace, in idle time, and forgets what they keep: code runs ten times slower until it
 * has run for a while, and the first filter that somebody types is to be as quick as the next.
 */
export class FilterRehearsal {
  private done = 0;

  constructor(
    private readonly trace: Trace,
    private readonly compile: (text: string) => FilterOutcome,
  ) {}

  /** Rehearses one filter; false where there is none left. */
  advance(): boolean {
    const { length } = this.trace.events;
    if (length < FEWEST_ROWS || this.done === ROUNDS * REHEARSED.length) return false;
    const outcome = this.compile(REHEARSED[this.done++ % REHEARSED.length]);
    const end = Math.min(length, BLOCKS * BLOCK_ROWS);
    if (outcome.accepted) outcome.filter.select(0, end, new Selection(end));
    return true;
  }
}
