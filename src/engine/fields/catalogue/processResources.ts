import type { ThreadVersion } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import type { Field } from '../field';
import type { RowReader } from '../fieldReader';
import { type MemoryFact, memoryFact } from '../readers/memory';
import { memoryTimelines } from '../readers/memoryTimelines';
import { executionTime, processorShare, totalExecutionTime } from '../readers/processorTime';
import { atMoment, cgroupOf, cgroupsOf, ofThread } from '../readers/threads';
import { entry } from './entry';

const SECOND = 'sysdig 0.1.90';
const THIRD = 'sysdig 0.1.104';

/** Fields of what processes and threads take: memory, processor time, control groups. */
export const PROCESS_RESOURCE_FIELDS: readonly Field[] = [
  entry(
    'proc.vmsize',
    'UINT64',
    SECOND,
    'Virtual memory of the process, in KiB.',
    'proc.vmsize > 1000000',
    memory('vm_size'),
  ),
  entry(
    'proc.vmrss',
    'UINT64',
    SECOND,
    'Resident memory of the process, in KiB.',
    'proc.vmrss > 100000',
    memory('vm_rss'),
  ),
  entry(
    'proc.vmswap',
    'UINT64',
    SECOND,
    'Swapped memory of the process, in KiB.',
    'proc.vmswap > 0',
    memory('vm_swap'),
  ),
  entry(
    'thread.pfmajor',
    'UINT64',
    SECOND,
    'Page faults of the thread that read from disk.',
    'thread.pfmajor > 0',
    memory('pgft_maj'),
  ),
  entry(
    'thread.pfminor',
    'UINT64',
    SECOND,
    'Page faults of the thread that did not.',
    'thread.pfminor > 1000',
    memory('pgft_min'),
  ),
  entry(
    'thread.vmsize',
    'UINT64',
    THIRD,
    'Virtual memory of the process in KiB, 0 for threads that are not its main one.',
    'thread.vmsize > 1000000',
    ofMainOnly('vm_size', 1),
  ),
  entry(
    'thread.vmrss',
    'UINT64',
    THIRD,
    'Resident memory of the process in KiB, 0 for threads that are not its main one.',
    'thread.vmrss > 100000',
    ofMainOnly('vm_rss', 1),
  ),
  entry(
    'thread.vmsize.b',
    'UINT64',
    'sysdig 0.8.0',
    'Virtual memory of the process in bytes, 0 for threads that are not its main one.',
    'thread.vmsize.b > 1000000000',
    ofMainOnly('vm_size', 1024),
  ),
  entry(
    'thread.vmrss.b',
    'UINT64',
    'sysdig 0.8.0',
    'Resident memory of the process in bytes, 0 for threads that are not its main one.',
    'thread.vmrss.b > 100000000',
    ofMainOnly('vm_rss', 1024),
  ),
  entry(
    'thread.exectime',
    'RELTIME',
    'sysdig 0.1.81',
    'Nanoseconds that a CPU ran the thread which it now leaves; 0 except in switch events.',
    'thread.exectime > 1000000',
    executionTime,
  ),
  entry(
    'thread.totexectime',
    'RELTIME',
    'sysdig 0.1.81',
    'Nanoseconds that CPUs ran the thread so far, as switch events tell.',
    'thread.totexectime > 1000000000',
    totalExecutionTime,
  ),
  entry(
    'thread.cpu',
    'DOUBLE',
    THIRD,
    'Share of a CPU that the thread had in the last second, in percent; only in processor events.',
    'thread.cpu > 50',
    processorShare('both'),
  ),
  entry(
    'thread.cpu.user',
    'DOUBLE',
    THIRD,
    'The part of thread.cpu that the thread itself used.',
    'thread.cpu.user > 50',
    processorShare('user'),
  ),
  entry(
    'thread.cpu.system',
    'DOUBLE',
    THIRD,
    'The part of thread.cpu that the kernel used for it.',
    'thread.cpu.system > 50',
    processorShare('system'),
  ),
  entry(
    'thread.cgroups',
    'CHARBUF',
    THIRD,
    'Control groups of the thread as subsystem=path, with blanks between.',
    'thread.cgroups contains docker',
    ofThread((trace, version) => cgroupsOf(trace, version).text),
  ),
  entry(
    'thread.cgroup',
    'CHARBUF',
    THIRD,
    'Path of the control group of one subsystem.',
    'thread.cgroup.cpuset startswith /docker',
    undefined,
    {
      argument: {
        required: true,
        noun: 'name of a control group subsystem',
        inBrackets: false,
        nameLength: subsystemLength,
        named: { fact: 'cgroups', nameOf: (item) => cgroupOf(item)[0] },
        bind: (argument) => ({
          readers: [ofThread((trace, version) => cgroupsOf(trace, version).paths.get(argument))],
        }),
      },
    },
  ),
];

function memory(fact: MemoryFact): RowReader {
  return atMoment((context, version, row) => memoryFact(context, version, row, fact), {
    timeline: (trace) => memoryTimelines(trace).of(trace, fact),
  });
}

function ofMainOnly(fact: MemoryFact, unit: number): RowReader {
  return atMoment(
    (context, version, row) => {
      if (!isMain(context.trace, version)) return 0;
      const value = memoryFact(context, version, row, fact);
      return value === undefined ? undefined : value * unit;
    },
    {
      timeline(trace) {
        const ofProcess = memoryTimelines(trace).of(trace, fact, unit);
        return (
          ofProcess && {
            ...ofProcess,
            changesOf: (version) => (isMain(trace, version) ? ofProcess.changesOf(version) : undefined),
          }
        );
      },
    },
  );
}

function isMain({ threads }: Trace, version: ThreadVersion): boolean {
  return threads.get(version, 'tid') === threads.get(version, 'pid');
}

function subsystemLength(text: string, start: number): number {
  const written = /[A-Za-z0-9_]*/y;
  written.lastIndex = start;
  return written.exec(text)?.[0].length ?? 0;
}
