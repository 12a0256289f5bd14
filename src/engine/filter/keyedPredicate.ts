import type { EventRow } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import type { EventChunk } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** What of a row decides a predicate: an index into the thread versions, the fd versions or the event types. */
export type Key = 'thread' | 'fd' | 'type';

/** What a key says of all rows that have it. */
export const Decision = {
  /** Not asked yet. */
  OPEN: 0,
  NO: 0b01,
  YES: 0b10,
  /** It depends on more than the key: ask about the row. */
  BY_ROW: 0b11,
} as const;
export type Decision = (typeof Decision)[keyof typeof Decision];

/** How a key decides, for `KeyedPredicate`. */
export interface KeyedRule {
  readonly key: Key;
  readonly cost: number;
  /** Never `OPEN`. */
  decide(key: number): Decision;
  /** Decides a row whose key says `BY_ROW`. */
  decideRow(row: EventRow): boolean;
}

/** A rule with a memory: each version or type is decided once, when the first row that has it is asked. */
export class KeyedPredicate implements Predicate {
  private decisions = new Uint8Array(0);

  constructor(
    private readonly trace: Trace,
    readonly rule: KeyedRule,
  ) {}

  get cost(): number {
    return this.rule.cost;
  }

  prepare(): void {
    const needed = keyCount(this.trace, this.rule.key);
    if (needed <= this.decisions.length) return;
    const longer = new Uint8Array(Math.max(needed, 2 * this.decisions.length));
    longer.set(this.decisions);
    this.decisions = longer;
  }

  narrow(block: RowBlock, marks: Uint8Array): void {
    const keys = keyColumn(block.chunk, this.rule.key);
    const { decisions } = this;
    const { index, row, count } = block;
    for (let at = 0; at < count; at++) {
      const key = keys[index + at];
      const decision = decisions[key] || this.decide(key);
      // Without a branch for NO and YES, which come in any order: it would cost more than all the rest.
      if (decision === Decision.BY_ROW) {
        if (marks[at] !== 0 && !this.rule.decideRow((row + at) as EventRow)) marks[at] = 0;
      } else {
        marks[at] &= decision >> 1;
      }
    }
  }

  test(row: EventRow): boolean {
    const key = keyOf(this.trace, this.rule.key, row);
    const decision = this.decisions[key] || this.decide(key);
    return decision === Decision.BY_ROW ? this.rule.decideRow(row) : decision === Decision.YES;
  }

  private decide(key: number): number {
    const decision = this.rule.decide(key);
    this.decisions[key] = decision;
    return decision;
  }
}

/** Asks a rule about a row, without memory. */
export function askRule(trace: Trace, rule: KeyedRule, row: EventRow): boolean {
  const decision = rule.decide(keyOf(trace, rule.key, row));
  return decision === Decision.BY_ROW ? rule.decideRow(row) : decision === Decision.YES;
}

/** `not` of a rule. */
export function negatedRule(rule: KeyedRule): KeyedRule {
  return {
    key: rule.key,
    cost: rule.cost,
    decide(key) {
      const decision = rule.decide(key);
      if (decision === Decision.BY_ROW) return decision;
      return decision === Decision.YES ? Decision.NO : Decision.YES;
    },
    decideRow: (row) => !rule.decideRow(row),
  };
}

/**
 * `and` or `or` of rules with one key, as one rule: a filter on many names still costs one look per row. `settling` is the
 * decision that one rule can make for all: `NO` for `and`, `YES` for `or`.
 */
export function chainedRule(trace: Trace, rules: readonly KeyedRule[], settling: 1 | 2): KeyedRule {
  const settlesYes = settling === Decision.YES;
  return {
    key: rules[0].key,
    cost: Math.max(...rules.map((rule) => rule.cost), Cost.COLUMNS),
    decide(key) {
      let byRow = false;
      for (const rule of rules) {
        const decision = rule.decide(key);
        if (decision === settling) return settling;
        if (decision === Decision.BY_ROW) byRow = true;
      }
      if (byRow) return Decision.BY_ROW;
      return settlesYes ? Decision.NO : Decision.YES;
    },
    decideRow(row) {
      for (const rule of rules) if (askRule(trace, rule, row) === settlesYes) return settlesYes;
      return !settlesYes;
    },
  };
}

function keyColumn(chunk: EventChunk, key: Key): Int32Array | Uint16Array {
  return key === 'thread' ? chunk.thread : key === 'fd' ? chunk.fd : chunk.type;
}

function keyOf(trace: Trace, key: Key, row: EventRow): number {
  const { events } = trace;
  return key === 'thread' ? events.thread(row) : key === 'fd' ? events.fd(row) : events.type(row);
}

function keyCount(trace: Trace, key: Key): number {
  return key === 'thread' ? trace.threads.length : key === 'fd' ? trace.fds.length : EVENT_TYPES.length;
}
