import { type EventRow, NO_THREAD } from '../base/brands';
import { EVENT_TYPES, parameterIndex } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import type { Trace } from '../trace/trace';
import { Keep } from './keep';

/** What is measured of threads, processes and CPUs, now and then, and belongs to their later events. */
const Measure = { MEMORY: 1, FAULTS: 2, PROCESSOR_TIME: 4, SWITCH: 8 } as const;

/** By event type: bits of `Measure`. What exits of clone say is the child's, which begins with them: they are always kept. */
const MEASURES: Uint8Array = Uint8Array.from(EVENT_TYPES, (type) => {
  if (/^(clone3?|v?fork)$/.test(type.name)) return 0;
  const memory = parameterIndex(type, 'vm_size') >= 0 ? Measure.MEMORY : 0;
  const faults = parameterIndex(type, 'pgft_maj') >= 0 ? Measure.FAULTS : 0;
  const time = type.id === EventCode.PROCINFO_E ? Measure.PROCESSOR_TIME : 0;
  return memory | faults | time | (type.name === 'switch' && type.direction === '>' ? Measure.SWITCH : 0);
});

/**
 * Keeps for each event that is kept as it is the latest measures before it: of its process's memory, of its thread's page
 * faults, and where it is a measure itself, the one that it is compared with. `keep` holds the rows from `first` on;
 * `keepState` adds one.
 */
export function keepMeasures(trace: Trace, first: number, keep: Uint8Array, keepState: (row: number) => void): void {
  const { events, threads } = trace;
  const memory = new Map<number, number>();
  const faults = new Map<number, number>();
  const processorTime = new Map<number, number>();
  const switches = new Map<number, number>();
  const keepLatest = (rows: Map<number, number>, key: number): void => {
    const row = rows.get(key);
    if (row !== undefined) keepState(row);
  };
  for (let index = 0; index < keep.length; index++) {
    const row = (first + index) as EventRow;
    const thread = events.thread(row);
    const measured = MEASURES[events.type(row)];
    const wanted = keep[index] === Keep.AS_IT_IS;
    if ((measured & Measure.SWITCH) !== 0) {
      if (wanted) keepLatest(switches, events.cpu(row));
      switches.set(events.cpu(row), row);
    }
    if (thread === NO_THREAD || (measured === 0 && !wanted)) continue;
    const tid = threads.get(thread, 'tid');
    const pid = threads.get(thread, 'pid');
    if (wanted) {
      keepLatest(memory, pid);
      keepLatest(faults, tid);
      if ((measured & Measure.PROCESSOR_TIME) !== 0) keepLatest(processorTime, tid);
    }
    if ((measured & Measure.MEMORY) !== 0) memory.set(pid, row);
    if ((measured & Measure.FAULTS) !== 0) faults.set(tid, row);
    if ((measured & Measure.PROCESSOR_TIME) !== 0) processorTime.set(tid, row);
  }
}
