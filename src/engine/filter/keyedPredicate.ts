import type { EventRow } from '../base/brands';
import { isGeneric } from '../capture/eventTable';
import type { IndexedBlock } from '../trace/blockIndex';
import type { EventChunk } from '../trace/eventColumns';
import { EVENT_KEYS, eventKey } from '../trace/eventKeys';
import { BLOCK_BITS, BLOCK_WORDS, intersect, lowestBit, type RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { Decision, type Settling, UNSETTLED } from './decision';
import { type Decisions, Found, IndexedScan } from './indexedScan';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** What of a row decides a predicate: its thread version, its fd version, or what kind of event it is (`eventKey`). */
export type Key = 'thread' | 'fd' | 'type';

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
export class KeyedPredicate implements Predicate, Decisions {
  known = new Uint8Array(0);
  private readonly scan = new IndexedScan();

  constructor(
    private readonly trace: Trace,
    readonly rule: KeyedRule,
  ) {}

  get cost(): number {
    return this.rule.cost;
  }

  prepare(): void {
    const needed = keyCount(this.trace, this.rule.key);
    if (needed <= this.known.length) return;
    const longer = new Uint8Array(Math.max(needed, 2 * this.known.length)).fill(Decision.OPEN);
    longer.set(this.known);
    this.known = longer;
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    if (indexed) this.narrowIndexed(block, indexed, rows);
    else this.narrowByScan(block, rows);
  }

  private narrowIndexed({ row }: RowBlock, indexed: IndexedBlock, rows: RowBits): void {
    const { scan, rule } = this;
    const found =
      rule.key === 'type'
        ? scan.byKinds(indexed, this)
        : scan.byRuns(rule.key === 'thread' ? indexed.threads : indexed.fds, this);
    if (found === Found.NONE) rows.fill(0);
    if (found === Found.NONE || found === Found.ALL) return;
    intersect(rows, scan.kept);
    if (found === Found.SOME_BY_ROW) this.askRows(row, rows, scan.byRow);
  }

  /** Takes those of the rows `asked` out of a set that do not satisfy the rule. */
  private askRows(first: EventRow, rows: RowBits, asked: RowBits): void {
    for (let word = 0; word < BLOCK_WORDS; word++) {
      for (let left = rows[word] & asked[word]; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        if (!this.rule.decideRow((first + 32 * word + bit) as EventRow)) rows[word] &= ~(1 << bit);
      }
    }
  }

  /** Narrows a block that is not indexed. */
  private narrowByScan(block: RowBlock, rows: RowBits): void {
    const keys = keyColumn(block.chunk, this.rule.key);
    const { known } = this;
    for (let word = 0, at = block.index; word < BLOCK_WORDS; word++, at += 32) {
      const asked = rows[word];
      if (asked === 0) continue;
      // Without a branch for NO and YES, which come in any order: it would cost more than all the rest.
      let seen = 0;
      let kept = 0;
      for (let bit = 0; bit < 32; bit += 4) {
        const first = known[keys[at + bit]];
        const second = known[keys[at + bit + 1]];
        const third = known[keys[at + bit + 2]];
        const fourth = known[keys[at + bit + 3]];
        seen |= first | second | third | fourth;
        kept |= ((first & 1) | ((second & 1) << 1) | ((third & 1) << 2) | ((fourth & 1) << 3)) << bit;
      }
      rows[word] = (seen & UNSETTLED) === 0 ? asked & kept : this.narrowWord(block, word, asked);
    }
  }

  test(row: EventRow): boolean {
    const key = keyOf(this.trace, this.rule.key, row);
    const decision = this.decisionOf(key);
    return decision === Decision.BY_ROW ? this.rule.decideRow(row) : decision === Decision.YES;
  }

  /** Asks the rows of a word one by one: their keys are new, or do not settle it. */
  private narrowWord({ row, chunk, index }: RowBlock, word: number, asked: number): number {
    const keys = keyColumn(chunk, this.rule.key);
    const isType = this.rule.key === 'type';
    let kept = asked;
    for (let left = asked; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const place = 32 * word + bit;
      const value = keys[index + place];
      const key = isType && isGeneric(value) ? eventKey(value, chunk.result[index + place]) : value;
      const decision = this.decisionOf(key);
      const holds =
        decision === Decision.BY_ROW ? this.rule.decideRow((row + place) as EventRow) : decision === Decision.YES;
      if (!holds) kept &= ~(1 << bit);
    }
    return kept;
  }

  decide(key: number): number {
    const decision = this.rule.decide(key);
    this.known[key] = decision;
    return decision;
  }

  private decisionOf(key: number): number {
    const known = this.known[key];
    return known === Decision.OPEN ? this.decide(key) : known;
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
export function chainedRule(trace: Trace, rules: readonly KeyedRule[], settling: Settling): KeyedRule {
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

function keyOf({ events }: Trace, key: Key, row: EventRow): number {
  if (key === 'thread') return events.thread(row);
  if (key === 'fd') return events.fd(row);
  const type = events.type(row);
  return isGeneric(type) ? eventKey(type, events.call(row)) : type;
}

function keyCount(trace: Trace, key: Key): number {
  return key === 'thread' ? trace.threads.length : key === 'fd' ? trace.fds.length : EVENT_KEYS;
}
