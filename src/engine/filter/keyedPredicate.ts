import type { EventRow } from '../base/brands';
import { isGeneric } from '../capture/eventTable';
import type { IndexedBlock } from '../trace/blockIndex';
import type { EventChunk } from '../trace/eventColumns';
import { EVENT_KEYS, eventKey } from '../trace/eventKeys';
import type { FdClasses } from '../trace/fdClasses';
import {
  BLOCK_BITS,
  BLOCK_WORDS,
  intersect,
  isEmpty,
  isScarce,
  lowestBit,
  type RowBits,
  unite,
} from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { Decision, type Settling, UNSETTLED } from './decision';
import { type Decisions, Found, type IndexedScan } from './indexedScan';
import { isKnown, type KeptRule, putKept } from './keptRows';
import { Cost, type Predicate, type RowBlock } from './predicate';
import type { Scratch } from './scratch';

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
  /** The same of what is kept of all rows that are asked of which the key says `BY_ROW`. */
  readonly kept?: KeptRule | undefined;
  /** The rule that `decideRow` asks, where another key decides such rows or most of them. */
  readonly closer?: CloserRule;
}

/** What is asked where a key does not decide. */
export interface CloserRule {
  readonly rule: KeyedRule;
  /** What was read: rules with the same reader are undecided by the same keys. */
  readonly reader: object;
}

/** A rule with a memory: each version or type is decided once, when the first row that has it is asked. */
export class KeyedPredicate implements Predicate, Decisions {
  private known = new Uint8Array(0);
  /** In indexed blocks rows have classes of fds, not versions. */
  private readonly classes: ClassDecisions | undefined;
  private readonly closer: KeyedPredicate | undefined;
  private readonly decideRow = (row: EventRow): boolean => this.rule.decideRow(row);

  constructor(
    private readonly trace: Trace,
    readonly rule: KeyedRule,
    private readonly scratch: Scratch,
  ) {
    this.classes = rule.key === 'fd' ? new ClassDecisions(trace.index.fdClasses, rule) : undefined;
    this.closer = rule.closer && new KeyedPredicate(trace, rule.closer.rule, scratch);
  }

  get cost(): number {
    return this.rule.cost;
  }

  prepare(): void {
    // Versions of fds are asked only where there is no index, and there are many of them.
    if (!this.classes) this.lengthen();
    this.classes?.prepare();
    this.closer?.prepare();
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    // Versions of fds are more than their classes, which are what is decided already.
    if (indexed && (this.classes || !isScarce(rows))) this.narrowIndexed(block, indexed, rows);
    else this.narrowByScan(block, rows);
  }

  private narrowIndexed(block: RowBlock, indexed: IndexedBlock, rows: RowBits): void {
    const { scan } = this.scratch;
    const kept = this.keptOf(block, indexed);
    const decidesAll = this.closer?.isNowhere(indexed, scan) ?? false;
    const found = this.find(indexed, scan, kept === undefined && !decidesAll);
    if (found === Found.NONE || (decidesAll && found === Found.BY_ROW)) rows.fill(0);
    else if (found === Found.SOME || (decidesAll && found === Found.SOME_BY_ROW)) intersect(rows, scan.kept);
    else if (found !== Found.ALL) this.narrowByRow(block, kept, found, rows);
  }

  /** Of a block in which keys were found that do not decide. */
  private narrowByRow(block: RowBlock, kept: KeptRule | undefined, found: Found, rows: RowBits): void {
    const { scan } = this.scratch;
    const asked = this.scratch.take();
    asked.set(rows);
    if (found === Found.BY_ROW) rows.fill(0);
    else intersect(rows, scan.kept);
    if (kept) {
      putKept(kept, block, asked, rows);
    } else {
      intersect(asked, scan.byRow);
      if (!isEmpty(asked)) this.narrowCloser(block, asked);
      unite(rows, asked);
    }
    this.scratch.give(asked);
  }

  /** What is kept of the rows of a block that their keys do not decide; undefined where others of them may satisfy the rule, too. */
  private keptOf(block: RowBlock, indexed: IndexedBlock): KeptRule | undefined {
    const { closer } = this;
    const { kept } = (closer ?? this).rule;
    if (kept === undefined || !isKnown(kept, block)) return undefined;
    return closer?.keepsKind(indexed) ? undefined : kept;
  }

  /** Whether all rows of some kind are kept that a block has. */
  private keepsKind({ kinds }: IndexedBlock): boolean {
    for (let at = 0; at < kinds.keys.length; at++) if (this.decisionOf(kinds.keys[at]) === Decision.YES) return true;
    return false;
  }

  /** Whether no row of a block satisfies the rule, as far as keys say it. */
  private isNowhere(indexed: IndexedBlock, scan: IndexedScan): boolean {
    if (this.rule.key === 'type') return scan.areNone(indexed.kinds.keys, this);
    return this.classes ? scan.areNone(indexed.fds.keys, this.classes) : scan.areNone(indexed.threads.keys, this);
  }

  private find(indexed: IndexedBlock, scan: IndexedScan, findsByRow: boolean): Found {
    if (this.rule.key === 'type') return scan.byKinds(indexed, this, findsByRow);
    if (this.classes) return scan.byRuns(indexed.fds, this.classes, findsByRow);
    return scan.byRuns(indexed.threads, this, findsByRow);
  }

  /** Takes those rows out of a set that do not satisfy the rule, whose keys do not decide. */
  private narrowCloser(block: RowBlock, rows: RowBits): void {
    const { closer } = this;
    if (!closer) this.askRows(block.row, rows, this.decideRow);
    else closer.narrow(block, rows);
  }

  private askRows(first: EventRow, rows: RowBits, satisfies: (row: EventRow) => boolean): void {
    for (let word = 0; word < BLOCK_WORDS; word++) {
      for (let left = rows[word]; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        if (!satisfies((first + 32 * word + bit) as EventRow)) rows[word] &= ~(1 << bit);
      }
    }
  }

  private lengthen(): void {
    this.known = lengthened(this.known, keyCount(this.trace, this.rule.key));
  }

  /** Narrows a block that is not indexed. */
  private narrowByScan(block: RowBlock, rows: RowBits): void {
    this.lengthen();
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
    this.lengthen();
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

  decideAll(keys: Int32Array, into: Uint8Array): number {
    return decideByMemory(keys, this.known, this.rule.decide, into);
  }

  private decide(key: number): Decision {
    const decision = this.rule.decide(key);
    this.known[key] = decision;
    return decision;
  }

  private decisionOf(key: number): number {
    const known = this.known[key];
    return known === Decision.OPEN ? this.decide(key) : known;
  }
}

/** The decisions on classes of fds, which hold for every version of them. */
class ClassDecisions implements Decisions {
  private known = new Uint8Array(0);
  private readonly decide: KeyedRule['decide'];

  constructor(
    private readonly classes: FdClasses,
    rule: KeyedRule,
  ) {
    this.decide = (fdClass) => rule.decide(classes.versionOf(fdClass));
  }

  prepare(): void {
    this.known = lengthened(this.known, this.classes.count);
  }

  decideAll(keys: Int32Array, into: Uint8Array): number {
    return decideByMemory(keys, this.known, this.decide, into);
  }
}

/** Decides keys, of which those that are no longer `OPEN` in `known` are decided. */
function decideByMemory(
  keys: Int32Array,
  known: Uint8Array,
  decide: (key: number) => Decision,
  into: Uint8Array,
): number {
  let seen = 0;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    let decision = known[key];
    if (decision === Decision.OPEN) {
      decision = decide(key);
      known[key] = decision;
    }
    into[at] = decision;
    seen |= 1 << decision;
  }
  return seen;
}

/** Decisions with room for so many keys. */
function lengthened(known: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  if (needed <= known.length) return known;
  const longer = new Uint8Array(Math.max(needed, 2 * known.length)).fill(Decision.OPEN);
  longer.set(known);
  return longer;
}

/** Asks a rule about a row, without memory. */
export function askRule(trace: Trace, rule: KeyedRule, row: EventRow): boolean {
  const decision = rule.decide(keyOf(trace, rule.key, row));
  return decision === Decision.BY_ROW ? rule.decideRow(row) : decision === Decision.YES;
}

/** `not` of a rule. */
export function negatedRule(rule: KeyedRule): KeyedRule {
  const { closer, kept } = rule;
  return {
    ...(closer && { closer: { reader: closer.reader, rule: negatedRule(closer.rule) } }),
    key: rule.key,
    cost: rule.cost,
    ...(kept && { kept: { values: kept.values, holds: (place) => !kept.holds(place) } }),
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
 * decision that one rule can make for all: `NO` for `and`, `YES` for `or`. Either no rule has a closer one, or all have one with
 * the same reader: then a key that leaves one of them undecided leaves all.
 */
export function chainedRule(trace: Trace, rules: readonly KeyedRule[], settling: Settling): KeyedRule {
  const settlesYes = settling === Decision.YES;
  const closers = rules.flatMap(({ closer }) => (closer ? [closer] : []));
  return {
    ...(closers.length > 0 && {
      closer: {
        reader: closers[0].reader,
        rule: chainedRule(
          trace,
          closers.map(({ rule }) => rule),
          settling,
        ),
      },
    }),
    key: rules[0].key,
    kept: chainedKept(
      rules.map(({ kept }) => kept),
      settlesYes,
    ),
    cost: Math.max(...rules.map((rule) => rule.cost), Cost.KEYS),
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

/** What several rules say of the same values. */
function chainedKept(rules: readonly (KeptRule | undefined)[], settlesYes: boolean): KeptRule | undefined {
  const all = rules.flatMap((rule) => rule ?? []);
  if (all.length < rules.length || all.some(({ values }) => values.rows !== all[0].values.rows)) return undefined;
  return {
    values: all[0].values,
    holds(place) {
      for (const rule of all) if (rule.holds(place) === settlesYes) return settlesYes;
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
