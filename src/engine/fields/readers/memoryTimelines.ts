import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { Float64Column, Int32Column } from '../../base/growingColumns';
import { BLOCK_BITS, BLOCK_ROWS } from '../../trace/rowBits';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../fieldReader';
import { IdleReading } from '../idleReading';
import { visitRowsOfTypes } from '../rowsOfTypes';
import type { Changes, Timeline } from '../timeline';
import { perTrace } from './memo';
import {
  factsOfMaking,
  findTelling,
  firstTold,
  isOfProcess,
  MAKING,
  MEMORY_FACTS,
  type MemoryFact,
  readFact,
  TELLING,
} from './memory';

/** 1 for events that are read. */
const WANTED = TELLING.map((tells, type) => tells | MAKING[type]);

/** Most changes that are kept of all facts together: at 12 bytes each, 100 MB. */
const MOST_CHANGES = 1 << 23;

/**
 * How memory and page faults of every process and thread changed: read in idle time, once the trace is indexed. Switches tell the same
 * numbers again and again, millions of times; only changes are kept.
 */
class MemoryTimelines extends IdleReading {
  private readonly changes = new Map(MEMORY_FACTS.map((fact) => [fact, new Map<number, Changes>()]));
  private readonly since = new Map<MemoryFact, Float64Array>();
  private count = 0;
  private blocks = 0;
  private complete = false;

  /** The timeline of a fact; undefined while it is not known whole. */
  of(trace: Trace, fact: MemoryFact, unit = 1): Timeline | undefined {
    const byKey = this.changes.get(fact);
    if (!this.complete || byKey === undefined) return undefined;
    const key = isOfProcess(fact) ? 'pid' : 'tid';
    return {
      scaleOf: () => unit,
      numberOf: (value, scale) => value * scale,
      changesOf: (version) => byKey.get(trace.threads.get(version, key)),
      sinceOf: (version) => this.sinceOf(trace, version, fact),
    };
  }

  /** From which row on the changes of a fact tell of a version; infinite: never. Asked once of each version. */
  private sinceOf(trace: Trace, version: ThreadVersion, fact: MemoryFact): number {
    let known = this.since.get(fact);
    if (known === undefined) {
      known = new Float64Array(trace.threads.length).fill(Number.NaN);
      this.since.set(fact, known);
    }
    if (Number.isNaN(known[version])) known[version] = firstTold(trace, version, fact) ?? Number.POSITIVE_INFINITY;
    return known[version];
  }

  protected readBlock(context: FieldContext): boolean {
    const { trace } = context;
    const indexed = trace.index.block(this.blocks);
    if (!indexed) this.complete = this.blocks << BLOCK_BITS >= trace.events.length;
    if (!indexed || this.count > MOST_CHANGES) return false;
    const first = this.blocks++ << BLOCK_BITS;
    findTelling(trace, Math.min(first + BLOCK_ROWS, trace.events.length));
    visitRowsOfTypes(indexed, first, WANTED, (row) => this.read(context, row));
    return true;
  }

  private read(context: FieldContext, row: EventRow): void {
    const { threads, events } = context.trace;
    if (MAKING[events.type(row)] === 1) {
      factsOfMaking(context, row);
      return;
    }
    const version = events.thread(row);
    const pid = version === NO_THREAD ? -1 : threads.get(version, 'pid');
    const tid = version === NO_THREAD ? -1 : threads.get(version, 'tid');
    for (const [fact, byKey] of this.changes) {
      const value = readFact(context, row, fact);
      if (value !== null) this.put(byKey, isOfProcess(fact) ? pid : tid, row, value ?? Number.NaN);
    }
  }

  private put(byKey: Map<number, Changes>, key: number, row: EventRow, value: number): void {
    let changes = byKey.get(key);
    if (changes === undefined) {
      changes = { place: byKey.size, rows: new Int32Column(4), values: new Float64Column(4) };
      byKey.set(key, changes);
    }
    const { rows, values } = changes;
    if (rows.length > 0 && Object.is(values.values[rows.length - 1], value)) return;
    rows.push(row);
    values.push(value);
    this.count++;
  }
}

/** The timelines of a trace. */
export const memoryTimelines = perTrace(() => new MemoryTimelines());
