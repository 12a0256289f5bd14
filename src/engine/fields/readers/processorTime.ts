import { type EventRow, NO_THREAD } from '../../base/brands';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { EventCode } from '../../capture/tables/eventCodes';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../field';
import { perTrace } from './memo';
import { RowIndex, threadKey } from './rowIndex';

const PROCESSOR_INFO = Uint8Array.from(EVENT_TYPES, ({ id }) => (id === EventCode.PROCINFO_E ? 1 : 0));
const SWITCHES = Uint8Array.from(EVENT_TYPES, ({ name, direction }) =>
  name === 'switch' && direction === '>' ? 1 : 0,
);

const USER = parameterIndex(EVENT_TYPES[EventCode.PROCINFO_E], 'cpu_usr');
const SYSTEM = parameterIndex(EVENT_TYPES[EventCode.PROCINFO_E], 'cpu_sys');

/** Totals are in hundredths of a second, events come once a second: so the difference is a percentage. */
const FULL = 100;

const processorInfo = perTrace((trace) => new RowIndex(trace, PROCESSOR_INFO, threadKey));

/**
 * The share of a CPU that a thread had since its last processor event, in percent; 0 in the first. Undefined for all other
 * events. Source: facts/fd-and-state.md §9.
 */
export function processorShare(
  context: FieldContext,
  row: EventRow,
  of: 'user' | 'system' | 'both',
): number | undefined {
  const { trace } = context;
  const version = trace.events.thread(row);
  if (PROCESSOR_INFO[trace.events.type(row)] === 0 || version === NO_THREAD) return undefined;
  const before = processorInfo(trace).lastUntil(trace.threads.get(version, 'tid'), row - 1);
  if (before === undefined) return 0;
  return Math.min(FULL, totalAt(context, row, of) - totalAt(context, before, of));
}

function totalAt({ raw }: FieldContext, row: EventRow, of: 'user' | 'system' | 'both'): number {
  const event = raw.read(row);
  return (of === 'system' ? 0 : event.int64(USER, 0)) + (of === 'user' ? 0 : event.int64(SYSTEM, 0));
}

/** When each CPU and thread was switched away from: the last switch of a CPU, and the sum of the times of a thread. */
class Switches {
  readonly ofProcessor: RowIndex;
  private readonly ofThread: RowIndex;
  /** Sum up to and with a switch, by the row of the switch. */
  private readonly sums = new Map<number, number>();

  constructor(private readonly trace: Trace) {
    this.ofProcessor = new RowIndex(trace, SWITCHES, ({ events }, row) => events.cpu(row));
    this.ofThread = new RowIndex(trace, SWITCHES, threadKey);
  }

  /** How long the CPU ran the thread that it is switched away from, in ns. */
  timeOf(row: EventRow): number {
    const { events } = this.trace;
    const before = this.ofProcessor.lastUntil(events.cpu(row), row - 1);
    return before === undefined ? 0 : events.time(row) - events.time(before);
  }

  /** The sum of those times of a thread up to a row. */
  totalOf(tid: number, row: EventRow): number {
    const last = this.ofThread.lastUntil(tid, row);
    if (last === undefined) return 0;
    let total = 0;
    const open: EventRow[] = [];
    for (let at: EventRow | undefined = last; at !== undefined; at = this.ofThread.lastUntil(tid, at - 1)) {
      const known = this.sums.get(at);
      if (known !== undefined) {
        total = known;
        break;
      }
      open.push(at);
    }
    for (const at of open.reverse()) {
      total += this.timeOf(at);
      this.sums.set(at, total);
    }
    return total;
  }
}

const switches = perTrace((trace) => new Switches(trace));

/** How long the CPU ran the thread that a switch event leaves, in ns; 0 for all other events. */
export function executionTime({ trace }: FieldContext, row: EventRow): number {
  return SWITCHES[trace.events.type(row)] === 1 ? switches(trace).timeOf(row) : 0;
}

/** The sum of those times of the row's thread up to the row; undefined without a thread. */
export function totalExecutionTime({ trace }: FieldContext, row: EventRow): number | undefined {
  const version = trace.events.thread(row);
  return version === NO_THREAD ? undefined : switches(trace).totalOf(trace.threads.get(version, 'tid'), row);
}
