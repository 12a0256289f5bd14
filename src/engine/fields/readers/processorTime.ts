import { type EventRow, NO_THREAD } from '../../base/brands';
import { Float64Column, Int32Column } from '../../base/growingColumns';
import { countUntil, placeAfter } from '../../base/sortedColumn';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { EventCode } from '../../capture/tables/eventCodes';
import { CHUNK_BITS, CHUNK_MASK } from '../../trace/eventColumns';
import { BLOCK_BITS } from '../../trace/rowBits';
import type { Trace } from '../../trace/trace';
import { type FieldContext, Reading, type RowReader, type TypeReader } from '../fieldReader';
import type { KeptValues } from '../keptTexts';
import type { Changes } from '../timeline';
import type { FieldValue } from '../value';
import { perTrace } from './memo';
import { RowIndex, threadKey } from './rowIndex';
import { rowNumber } from './shapes';
import { atMoment } from './threads';

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
 * The share of a CPU that a thread had since its last processor event, in percent; 0 in the first. All other events have none.
 * Source: facts/fd-and-state.md §9.
 */
export function processorShare(of: 'user' | 'system' | 'both'): RowReader {
  return { ...rowNumber((context, row) => shareAt(context, row, of)), types: PROCESSOR_INFO };
}

function shareAt(context: FieldContext, row: EventRow, of: 'user' | 'system' | 'both'): number | undefined {
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

interface Sums extends Changes {
  readonly values: Float64Column;
  /** Until a clock goes back. */
  rises: boolean;
}

/**
 * How long CPUs ran the threads that they were switched away from: made by one look at the columns when somebody first asks, and
 * carried on as the trace grows.
 */
class Switches implements KeptValues {
  /** Every switch, and how long the CPU ran the thread until then, in ns. */
  readonly rows = new Int32Column();
  readonly numbers = new Float64Column();
  /** The last switch of each CPU. */
  private readonly lastOfProcessor = new Map<number, EventRow>();
  /** By tid: what the thread was run in sum, from each of its switches on; 0 at first. */
  private readonly sums = new Map<number, Sums>();
  /** How many rows were looked at, and how many switches are summed up. */
  private looked = 0;
  private summed = 0;
  /** Where the switch stands that was asked last: the next one is often the one behind it. */
  private last = -1;

  constructor(private readonly trace: Trace) {}

  /** How long the CPU ran the thread that it is switched away from, in ns. */
  timeOf(row: EventRow): number {
    this.advance();
    this.last = placeAfter(this.rows, row, this.last);
    return this.numbers.values[this.last];
  }

  /** The sum of those times of a thread up to a row. Lowers the horizon to the next switch. */
  totalOf(tid: number, row: EventRow): number {
    const changes = this.sumsOf(tid);
    if (changes === undefined) return 0;
    const { rows, values } = changes;
    const passed = countUntil(rows, row);
    if (passed < rows.length) this.trace.horizon.lower(rows.values[passed]);
    return values.values[passed - 1];
  }

  /** How the sum of a thread changed; undefined where it is always 0. */
  sumsOf(tid: number): Changes | undefined {
    this.sumUp();
    return this.sums.get(tid);
  }

  startOf(block: number): number {
    this.advance();
    return countUntil(this.rows, (block << BLOCK_BITS) - 1);
  }

  endOf(block: number): number {
    return this.startOf(block + 1);
  }

  put(place: number, value: FieldValue): boolean {
    value.number = this.numbers.values[place];
    return true;
  }

  private advance(): void {
    const { events } = this.trace;
    for (; this.looked < events.length; this.looked++) {
      const { type } = events.chunk(this.looked >> CHUNK_BITS);
      if (SWITCHES[type[this.looked & CHUNK_MASK]] === 1) this.add(this.looked as EventRow);
    }
  }

  private add(row: EventRow): void {
    const { events } = this.trace;
    const cpu = events.cpu(row);
    const before = this.lastOfProcessor.get(cpu);
    this.lastOfProcessor.set(cpu, row);
    this.rows.push(row);
    this.numbers.push(before === undefined ? 0 : events.time(row) - events.time(before));
  }

  private sumUp(): void {
    this.advance();
    for (; this.summed < this.rows.length; this.summed++) {
      const row = this.rows.values[this.summed];
      const tid = threadKey(this.trace, row as EventRow);
      let changes = this.sums.get(tid);
      if (changes === undefined) {
        changes = { place: this.sums.size, rows: new Int32Column(4), values: new Float64Column(4), rises: true };
        changes.rows.push(-1);
        changes.values.push(0);
        this.sums.set(tid, changes);
      }
      const time = this.numbers.values[this.summed];
      if (time < 0) changes.rises = false;
      changes.rows.push(row);
      changes.values.push(changes.values.values[changes.values.length - 1] + time);
    }
  }
}

const switches = perTrace((trace) => new Switches(trace));

/** How long the CPU ran the thread that a switch event leaves, in ns; 0 for all other events. */
export const executionTime: TypeReader = {
  domain: 'type',
  read(type, value) {
    value.number = 0;
    return SWITCHES[type] === 1 ? Reading.CLOSER : Reading.VALUE;
  },
  readBytes({ trace }, row, value) {
    value.number = switches(trace).timeOf(row);
    return true;
  },
  bytesAreRare: true,
  keptBytes: switches,
};

/** The sum of those times of the row's thread up to the row; undefined without a thread. */
export const totalExecutionTime: RowReader = atMoment(
  ({ trace }, version, row) => switches(trace).totalOf(trace.threads.get(version, 'tid'), row),
  {
    timeline: (trace) => ({
      changesOf: (version) => switches(trace).sumsOf(trace.threads.get(version, 'tid')),
      sinceOf: () => 0,
      scaleOf: () => 1,
      numberOf: (sum) => sum,
    }),
  },
);
