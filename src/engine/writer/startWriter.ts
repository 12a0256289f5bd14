import { type EventRow, NO_THREAD, type ThreadVersion } from '../base/brands';
import { EventCode } from '../capture/tables/eventCodes';
import { UNKNOWN_NAME } from '../state/threadVersions';
import type { ByteSource } from '../trace/byteSource';
import type { CaptureSection } from '../trace/origin';
import type { Trace } from '../trace/trace';
import { BlockCopier } from './blockCopier';
import type { ByteSink } from './byteSink';
import { writeFds } from './fdEntries';
import { OutputBuffer } from './outputBuffer';
import { writeProcesses } from './processEntries';

/** Events that describe the cluster and users; what they say holds until another one says otherwise. */
const DESCRIBING: ReadonlySet<number> = new Set([EventCode.K8S_E, EventCode.USER_ADDED_E, EventCode.GROUP_ADDED_E]);

/**
 * Writes what stands before the events of a capture that begins at `row` of this one: with the blocks of the events from
 * there on appended, it is a capture as sysdig would have begun it at that moment. Lists of the machine, its interfaces and
 * users are copied; threads and fds are listed as they are before `row`; containers are described. Its size depends on what
 * lives then, and not on how much came before. `row` may be the number of events: then it goes on with what is still to come.
 * Throws a `RawBytesError` where blocks cannot be read again, and what the sink throws.
 */
export async function writeStart(trace: Trace, source: ByteSource, row: EventRow, sink: ByteSink): Promise<void> {
  const section = trace.origin.sections.findLast(({ firstRow }) => firstRow <= row);
  if (!section) return;
  const out = new OutputBuffer();
  const copier = new BlockCopier(source, out);
  copier.section(section.offset);
  for (const list of section.listOffsets) copier.listOfMachine(list);
  const before = Math.max(section.firstRow, row - 1) as EventRow;
  const threads = livingThreads(trace, before, row);
  writeProcesses(out, trace, threads, before);
  const listed = new Set<number>();
  for (const thread of threads) {
    const table = trace.threads.get(thread, 'fdTable');
    if (listed.has(table)) continue;
    listed.add(table);
    writeFds(out, trace, trace.threads.get(thread, 'tid'), table, before, row);
  }
  for (const described of describingRows(trace, section, threads, row)) {
    // It is said again at this moment: relative times count from it where it is not one of those that open a capture.
    copier.event(trace.events.offset(described), true, timeAt(trace, row));
  }
  await sink.write(out.content);
}

/** Main threads first: their fds are those of the others. One that was never seen beginning is in no list. */
function livingThreads({ threads, texts }: Trace, before: EventRow, row: EventRow): ThreadVersion[] {
  const unknown = texts.internText(UNKNOWN_NAME);
  const living = threads
    .livingAt(before)
    .filter((thread) => threads.at(threads.get(thread, 'tid'), row) !== NO_THREAD)
    .filter((thread) => threads.get(thread, 'comm') !== unknown || threads.get(thread, 'pid') >= 0);
  const isOther = (thread: ThreadVersion): number => Number(threads.get(thread, 'tid') !== threads.get(thread, 'pid'));
  return living.sort((a, b) => isOther(a) - isOther(b) || threads.get(a, 'tid') - threads.get(b, 'tid'));
}

/** Rows of the events that still describe something: the latest of each container in which somebody lives, and all others. */
function describingRows(
  { events, threads, containers }: Trace,
  { firstRow }: CaptureSection,
  living: readonly ThreadVersion[],
  end: EventRow,
): EventRow[] {
  const inhabited = new Set(living.map((thread) => threads.get(thread, 'container')));
  const rows = containers.describingRows(inhabited, end).filter((row) => row >= firstRow);
  for (let row = firstRow; row < end; row++) {
    if (DESCRIBING.has(events.type(row as EventRow))) rows.push(row as EventRow);
  }
  return rows.sort((a, b) => a - b);
}

/** Time of a row, or of the last one before it, in ns since the epoch. */
function timeAt({ events, timeBase }: Trace, row: EventRow): bigint {
  if (events.length === 0) return timeBase;
  return timeBase + BigInt(Math.round(events.time(Math.min(row, events.length - 1) as EventRow)));
}
