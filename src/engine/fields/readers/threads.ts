import { EMPTY_TEXT, type EventRow, NO_THREAD, type TextId, type ThreadVersion } from '../../base/brands';
import type { ThreadFacts } from '../../state/threadVersions';
import type { Trace } from '../../trace/trace';
import {
  type FieldContext,
  type MomentDecider,
  Reading,
  type RowReader,
  type ThreadReader,
  type TypeReader,
} from '../fieldReader';
import type { FieldValue } from '../value';
import { perTrace } from './memo';
import { putNumber, putText } from './shapes';

/** Facts of threads that are ids of texts. */
export type TextFact = 'comm' | 'exe' | 'exepath' | 'args' | 'cwd' | 'environment' | 'root' | 'cgroups' | 'container';

/** Facts of threads that are numbers; -1 where a capture does not tell. */
export type NumberFact = Exclude<keyof ThreadFacts, TextFact | 'fdTable'>;

/** A text that every thread version has. */
export function threadText(fact: TextFact): ThreadReader {
  return {
    domain: 'thread',
    read(trace, version, value) {
      if (version === NO_THREAD) return Reading.MISSING;
      value.setEntry(trace.texts, trace.threads.get(version, fact));
      return Reading.VALUE;
    },
  };
}

/** A number that every thread version has. */
export function threadNumber(fact: NumberFact, closer?: TypeReader): ThreadReader {
  return {
    domain: 'thread',
    read(trace, version, value) {
      if (version === NO_THREAD) return closer === undefined ? Reading.MISSING : Reading.CLOSER;
      value.number = trace.threads.get(version, fact);
      return Reading.VALUE;
    },
    closer,
  };
}

/** Where a name with an id is put together; reused. */
let nameAndId = new Uint8Array(64);

/** The name of every thread version with its id behind it: as bytes, because hardly two have the same. */
export const nameWithId: ThreadReader = {
  domain: 'thread',
  read(trace, version, value) {
    if (version === NO_THREAD) return Reading.MISSING;
    const name = trace.texts.bytes(trace.threads.get(version, 'comm'));
    const id = `${trace.threads.get(version, 'tid')}`;
    const length = name.length + id.length;
    if (nameAndId.length < length) nameAndId = new Uint8Array(2 * length);
    nameAndId.set(name);
    for (let at = 0; at < id.length; at++) nameAndId[name.length + at] = id.charCodeAt(at);
    value.setBytes(nameAndId, 0, length);
    return Reading.VALUE;
  },
};
/** What a thread version alone decides, made of its facts. */
export function ofThread<T extends string | number>(
  make: (trace: Trace, version: ThreadVersion) => T | undefined,
): ThreadReader {
  return {
    domain: 'thread',
    read(trace, version, value) {
      const made = version === NO_THREAD ? undefined : make(trace, version);
      return put(value, made) ? Reading.VALUE : Reading.MISSING;
    },
  };
}

/**
 * What the main thread of a process knows, for all its threads: the thread version decides it where it is the main one's,
 * else the row.
 */
export function ofMainThread<T extends string | number>(
  make: (trace: Trace, version: ThreadVersion) => T | undefined,
): ThreadReader {
  const byRow = byMoment({
    by: 'moment',
    readAt: ({ trace }, version, row, value) => put(value, make(trace, trace.threads.mainAt(version, row))),
  });
  return {
    domain: 'thread',
    read(trace, version, value) {
      if (version === NO_THREAD) return Reading.MISSING;
      if (trace.threads.get(version, 'pid') !== trace.threads.get(version, 'tid')) return Reading.CLOSER;
      return put(value, make(trace, version)) ? Reading.VALUE : Reading.MISSING;
    },
    closer: byRow,
  };
}

/** What a row's thread, as it was at the row, and the row together decide. */
export function atRow<T extends string | number>(
  make: (context: FieldContext, version: ThreadVersion, row: EventRow) => T | undefined,
): RowReader {
  return {
    domain: 'row',
    read(context, row, value) {
      const version = context.trace.events.thread(row);
      return version !== NO_THREAD && put(value, make(context, version, row));
    },
  };
}

/**
 * The same of what does not depend on the row but for when it was, so that it holds for all rows of the version up to a horizon
 * (`MomentDecider`). `how`: what more is known of that.
 */
export function atMoment<T extends string | number>(
  make: (context: FieldContext, version: ThreadVersion, row: EventRow) => T | undefined,
  how: Pick<MomentDecider, 'ofContainer' | 'timeline'> = {},
): RowReader {
  const readAt: MomentDecider['readAt'] = (context, version, row, value) =>
    version !== NO_THREAD && put(value, make(context, version, row));
  return byMoment({ by: 'moment', readAt, ...how });
}

/** The same of what the container of the thread decides, and the moment. */
export function atMomentOfContainer(make: Parameters<typeof atMoment<string | number>>[0]): RowReader {
  return atMoment(make, { ofContainer: true });
}

/** A reader that is asked about a thread version and a moment. */
function byMoment(decider: MomentDecider): RowReader {
  return {
    domain: 'row',
    read: (context, row, value) => decider.readAt(context, context.trace.events.thread(row), row, value),
    decidedBy: decider,
  };
}

/** A text of a thread. */
export function textOf({ threads, texts }: Trace, version: ThreadVersion, fact: TextFact): string {
  return texts.text(threads.get(version, fact));
}

/** The items of a text in which each has its NUL: arguments, environment, cgroups. */
export function itemsOf(trace: Trace, version: ThreadVersion, fact: 'args' | 'environment' | 'cgroups'): string[] {
  if (trace.threads.get(version, fact) === EMPTY_TEXT) return [];
  return splitItems(textOf(trace, version, fact));
}

/** The items of texts, with blanks between: thousands of versions share one. */
const joined = perTrace(() => new Map<TextId, string>());

/** The same items with blanks between. */
export function joinedItems(trace: Trace, version: ThreadVersion, fact: 'args' | 'environment'): string {
  const texts = joined(trace);
  const id = trace.threads.get(version, fact);
  let text = texts.get(id);
  if (text === undefined) {
    text = itemsOf(trace, version, fact).join(' ');
    texts.set(id, text);
  }
  return text;
}

/** The items of a text in which each has its NUL. */
export function splitItems(text: string): string[] {
  return text.replace(/\0$/, '').split('\0');
}

/** The control groups of a thread. */
interface ControlGroups {
  /** The path of each subsystem; these have the names that all versions of sysdig print. */
  readonly paths: ReadonlyMap<string, string>;
  /** All of them as subsystem=path, with blanks between; undefined where there are none. */
  readonly text: string | undefined;
}

/** The control groups of each text: thousands of versions share one. */
const controlGroups = perTrace(() => new Map<TextId, ControlGroups>());

/** The control groups of a thread. */
export function cgroupsOf(trace: Trace, version: ThreadVersion): ControlGroups {
  const known = controlGroups(trace);
  const id = trace.threads.get(version, 'cgroups');
  let groups = known.get(id);
  if (groups === undefined) {
    const all = itemsOf(trace, version, 'cgroups').map(cgroupOf);
    const text = all.length === 0 ? undefined : all.map((group) => group.join('=')).join(' ');
    // Of several paths of a subsystem the first one counts: a later entry of a map would take its place.
    groups = { paths: new Map(all.toReversed()), text };
    known.set(id, groups);
  }
  return groups;
}

/** One control group of a thread. */
export function cgroupOf(item: string): [subsystem: string, path: string] {
  const equals = item.lastIndexOf('=');
  const name = item.slice(0, Math.max(0, equals)).replace('_cgroup', '');
  return [SUBSYSTEMS.get(name) ?? name, item.slice(equals + 1)];
}

/** What some captures call a subsystem, and what it is called. Source: facts/fd-and-state.md §4. */
const SUBSYSTEMS: ReadonlyMap<string, string> = new Map([
  ['perf', 'perf_event'],
  ['mem', 'memory'],
  ['io', 'blkio'],
]);

/** `first` and the arguments, with blanks between. */
export function commandLine(trace: Trace, version: ThreadVersion, first: 'comm' | 'exe'): string {
  const args = joinedItems(trace, version, 'args');
  // The blank after the program is there without arguments, too; that after its name is not.
  return args === '' && first === 'comm' ? textOf(trace, version, first) : `${textOf(trace, version, first)} ${args}`;
}

function put(value: FieldValue, made: string | number | undefined): boolean {
  return typeof made === 'string' ? putText(value, made) : putNumber(value, made);
}
