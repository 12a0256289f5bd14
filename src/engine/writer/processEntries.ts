import type { EventRow, ThreadVersion } from '../base/brands';
import type { ListedExecution, ListedResources } from '../capture/processList';
import { CloneFlag } from '../state/rules/processRules';
import type { Trace } from '../trace/trace';
import { writeBlock, writeEntry } from './listBlock';
import type { OutputBuffer } from './outputBuffer';

/** A process list of version 9. */
const PROCESS_BLOCK = 0x215;
/** What sysdig takes of names and paths, and of lists of arguments, of variables and of cgroups: facts/scap-format.md §6. */
const LONGEST_NAME = 1023;
const LONGEST_LIST = 4095;

const NO_RESOURCES: ListedResources = { vmSize: 0, vmRss: 0, vmSwap: 0, majorFaults: 0, minorFaults: 0 };
const NO_EXECUTION: Partial<ListedExecution> = {};

/** Writes a process list of these threads as they are at `row`. Source: facts/scap-format.md §6. */
export function writeProcesses(
  out: OutputBuffer,
  trace: Trace,
  threads: readonly ThreadVersion[],
  row: EventRow,
): void {
  writeBlock(out, PROCESS_BLOCK, () => {
    for (const thread of threads) writeEntry(out, () => writeProcess(out, trace, thread, row));
  });
}

function writeProcess(out: OutputBuffer, trace: Trace, thread: ThreadVersion, row: EventRow): void {
  const { threads, texts } = trace;
  const name = (field: 'comm' | 'exe' | 'exepath' | 'cwd' | 'root'): void =>
    out.text(texts.bytes(threads.get(thread, field)), LONGEST_NAME);
  const list = (field: 'args' | 'environment' | 'cgroups'): void =>
    out.text(texts.bytes(threads.get(thread, field)), LONGEST_LIST);
  const id = (field: 'tid' | 'pid' | 'ptid' | 'sid' | 'vpgid' | 'vtid' | 'vpid' | 'fdLimit'): void =>
    out.int64(threads.get(thread, field));
  const { resources, execution } = listedFacts(trace, thread, row);
  id('tid');
  id('pid');
  id('ptid');
  id('sid');
  id('vpgid');
  name('comm');
  name('exe');
  name('exepath');
  list('args');
  name('cwd');
  id('fdLimit');
  out.uint32(flagsOf(trace, thread, row));
  out.uint32(threads.get(thread, 'uid'));
  out.uint32(threads.get(thread, 'gid'));
  out.uint32(resources.vmSize);
  out.uint32(resources.vmRss);
  out.uint32(resources.vmSwap);
  out.int64(resources.majorFaults);
  out.int64(resources.minorFaults);
  list('environment');
  id('vtid');
  id('vpid');
  list('cgroups');
  name('root');
  out.int64(execution.namespaceStart ?? 0n);
  out.uint32(execution.tty ?? 0);
  out.uint32(threads.get(thread, 'loginuid'));
  writeExecution(out, execution);
}

function writeExecution(out: OutputBuffer, execution: Partial<ListedExecution>): void {
  const bool = (value: boolean | undefined): void => out.uint8(value ? 1 : 0);
  bool(execution.isWritable);
  out.int64(execution.capInheritable ?? 0n);
  out.int64(execution.capPermitted ?? 0n);
  out.int64(execution.capEffective ?? 0n);
  bool(execution.isUpperLayer);
  out.int64(execution.inode ?? 0);
  out.int64(execution.changed ?? 0n);
  out.int64(execution.modified ?? 0n);
  bool(execution.isFromMemfd);
  bool(execution.isLowerLayer);
  out.int64(execution.pgid ?? -1);
}

/** A reader takes the bit for "this thread shares the fds of its process", so it has to say what is so now. */
function flagsOf({ threads }: Trace, thread: ThreadVersion, row: EventRow): number {
  const flags = threads.get(thread, 'flags') & ~CloneFlag.FILES;
  const main = threads.mainAt(thread, row);
  const shares = main !== thread && threads.get(main, 'fdTable') === threads.get(thread, 'fdTable');
  return (shares ? flags | CloneFlag.FILES : flags) >>> 0;
}

/** What the list before said of a thread that was in it; nothing of one that has begun since. */
function listedFacts(
  { threads, listed }: Trace,
  thread: ThreadVersion,
  row: EventRow,
): { readonly resources: ListedResources; readonly execution: Partial<ListedExecution> } {
  const found = listed.at(threads.get(thread, 'tid'), row);
  const isSame = found !== undefined && threads.get(thread, 'cloneRow') < found.row;
  return {
    resources: (isSame ? found.resources : undefined) ?? NO_RESOURCES,
    execution: (isSame ? found.execution : undefined) ?? NO_EXECUTION,
  };
}
