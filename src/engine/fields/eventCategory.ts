import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { FdKind } from '../capture/fdList';
import { Reading, type TypeReader } from './fieldReader';
import { SYSTEM_CALL_CATEGORIES } from './tables/systemCallCategories';
import { type Word, word } from './value';

/** What `evt.category` says of the categories of the event table. Those that move bytes say it by their fd. */
const WORDS: Readonly<Record<string, string>> = {
  OTHER: 'other',
  FILE: 'file',
  NET: 'net',
  // In capitals, as sysdig prints it where it is not the fd that says so.
  IPC: 'IPC',
  MEMORY: 'memory',
  PROCESS: 'process',
  SLEEP: 'sleep',
  SYSTEM: 'system',
  SIGNAL: 'signal',
  USER: 'user',
  TIME: 'time',
  WAIT: 'wait',
  SCHEDULER: 'scheduler',
  INTERNAL: 'internal',
  UNKNOWN: 'unknown',
};

/** Everything that `evt.category` can say. */
export const EVENT_CATEGORIES: readonly string[] = [
  ...new Set([...Object.values(WORDS), ...Object.keys(SYSTEM_CALL_CATEGORIES), 'ipc']),
];

const UNKNOWN = word('unknown');

/** The word of every event type; undefined where fd or system call decide. */
const TYPE_WORDS: readonly (Word | undefined)[] = EVENT_TYPES.map(({ id, categories }) => {
  const text = isGeneric(id) ? undefined : WORDS[categories[0]];
  return text === undefined ? undefined : word(text);
});

const CALL_WORDS: ReadonlyMap<number, Word> = new Map(
  Object.entries(SYSTEM_CALL_CATEGORIES).flatMap(([text, codes]) => {
    const category = word(text);
    return codes.map((code) => [code, category]);
  }),
);

const FD_WORDS: ReadonlyMap<number, Word> = new Map(
  Object.entries({
    file: [FdKind.FILE, FdKind.FILE_WITH_FLAGS, FdKind.DIRECTORY],
    net: [FdKind.IPV4, FdKind.IPV6, FdKind.IPV4_BOUND, FdKind.IPV6_BOUND],
    ipc: [FdKind.PIPE, FdKind.UNIX, FdKind.EVENT, FdKind.SIGNAL, FdKind.INOTIFY],
    other: [FdKind.UNSUPPORTED, FdKind.EPOLL, FdKind.UNKNOWN],
  }).flatMap(([text, kinds]) => {
    const category = word(text);
    return kinds.map((kind) => [kind, category]);
  }),
);

/** `evt.category`: what the event is about. */
export const categoryOfEvent: TypeReader = {
  domain: 'type',
  read(type, value) {
    const word = TYPE_WORDS[type];
    if (word === undefined) return Reading.CLOSER;
    value.setWord(word);
    return Reading.VALUE;
  },
  readCall(call, value) {
    value.setWord(CALL_WORDS.get(call) ?? UNKNOWN);
    return Reading.VALUE;
  },
  readFd({ fds }, version, value) {
    value.setWord(FD_WORDS.get(fds.get(version, 'kind')) ?? UNKNOWN);
    return Reading.VALUE;
  },
};
