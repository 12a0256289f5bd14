import { type EventRow, NO_FD, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import { FD_WORDS, fdWord } from '../fdType';
import type { RowReader, SeveralReader } from '../fieldReader';
import type { Word } from '../value';
import { FdTallies, type FdTally } from './fdTallies';
import { perTrace } from './memo';
import { atMoment } from './threads';

class CountTally implements FdTally {
  number = 0;

  count(_kind: number, step: 1 | -1): void {
    this.number += step;
  }
}

/** A set of words: bit `i` for `FD_WORDS[i]`. */
class WordTally implements FdTally {
  number = 0;
  private readonly counts = new Int32Array(FD_WORDS.length);

  count(kind: number, step: 1 | -1): void {
    const index = FD_WORDS.indexOf(fdWord(kind).text);
    this.counts[index] += step;
    if (this.counts[index] > 0) this.number |= 1 << index;
    else this.number &= ~(1 << index);
  }
}

const counts = perTrace(() => new FdTallies(() => new CountTally()));
const words = perTrace(() => new FdTallies(() => new WordTally()));

/** A number that follows from how many fds are open to the row's thread, and from a fact of its version. */
export function ofOpenFds(
  scaleOf: (trace: Trace, version: ThreadVersion) => number,
  numberOf: (count: number, scale: number) => number,
): RowReader {
  return ofTally(counts, scaleOf, numberOf);
}

/** What an fd of the row's thread is; asked of events that have an fd themselves, as all fields of fds. */
export function typeOfFd(number: number): RowReader {
  const ofThread = atMoment(({ trace }, version, row) => {
    const fd = trace.fds.at(trace.threads.get(version, 'fdTable'), number, row, trace.horizon);
    return fd === NO_FD || !trace.fds.isKnown(fd) ? undefined : fdWord(trace.fds.get(fd, 'kind')).text;
  });
  return {
    ...ofThread,
    read: (context, row, value) => context.trace.events.fd(row) !== NO_FD && ofThread.read(context, row, value),
    needsFd: true,
  };
}

/** What all fds of the row's thread are. */
export const openTypes: SeveralReader = {
  domain: 'several',
  readItem({ trace }, row, index, value) {
    const version = trace.events.thread(row);
    if (version === NO_THREAD || trace.events.fd(row) === NO_FD) return false;
    const word = lastOf(trace, version, row)[index];
    if (word === undefined) return false;
    value.setWord(word);
    return true;
  },
  asSet: {
    texts: FD_WORDS,
    reader: ofTally(
      words,
      () => 1,
      (set) => set,
    ),
  },
};

function ofTally(
  tallies: (trace: Trace) => FdTallies,
  scaleOf: (trace: Trace, version: ThreadVersion) => number,
  numberOf: (number: number, scale: number) => number,
): RowReader {
  return atMoment(
    ({ trace }, version, row) => {
      const number = tallies(trace).at(trace, trace.threads.get(version, 'fdTable'), row);
      return numberOf(number, scaleOf(trace, version));
    },
    {
      timeline: (trace) => ({
        changesOf: (version) => tallies(trace).changesOf(trace, trace.threads.get(version, 'fdTable')),
        sinceOf: () => 0,
        scaleOf: (version) => scaleOf(trace, version),
        numberOf,
      }),
    },
  );
}

/** The words of the thread and row that were asked last: items are asked one after the other. */
const last = perTrace(() => ({ version: NO_THREAD, row: -1, words: [] as readonly Word[] }));

function lastOf(trace: Trace, version: ThreadVersion, row: EventRow): readonly Word[] {
  const known = last(trace);
  if (known.row !== row || known.version !== version) {
    const { fds, threads } = trace;
    const open = fds.openAt(threads.get(version, 'fdTable'), row);
    known.version = version;
    known.row = row;
    known.words = open.map((fd) => fdWord(fds.get(fd, 'kind')));
  }
  return known.words;
}
