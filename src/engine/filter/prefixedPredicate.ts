import type { ThreadVersion } from '../base/brands';
import { encodeText, isAscii } from '../base/text';
import type { FieldContext, PrefixDecider, RowReader } from '../fields/field';
import { FieldValue } from '../fields/value';
import { BLOCK_BITS, isEmpty, type RowBits, subtract, unite } from '../trace/rowBits';
import type { BeginningTest } from './beginningTest';
import { Decision } from './decision';
import { KeyedPredicate, type KeyedRule } from './keyedPredicate';
import { Cost, type RowBlock } from './predicate';
import { readerRule } from './readerRules';
import { RowPredicate } from './rowPredicates';
import type { Scratch } from './scratch';
import type { ValueTest } from './valueTest';

/** What a check says of the rows of all threads with one prefix. */
interface OfPrefix {
  readonly threads: KeyedPredicate;
  readonly fds: KeyedPredicate;
}

/** Threads may have so many different prefixes for each of them to be asked with each fd. */
const MOST_PREFIXES = 64;

/**
 * A check on a text of which the thread decides the beginning, and the fd the rest: for each beginning, each fd is asked once. Where
 * there are too many, rows are asked whose beginning does not settle it.
 */
export class PrefixedPredicate extends RowPredicate {
  private readonly prefixes = new Map<string, OfPrefix>();
  /** How many thread versions were looked at. */
  private known = 0;
  /** The rows whose beginning satisfies the check, or else all of the text; some of them may have no text. */
  private readonly byBeginning: KeyedPredicate;
  private readonly withText: KeyedPredicate;

  constructor(
    context: FieldContext,
    reader: RowReader,
    private readonly text: PrefixDecider,
    satisfies: ValueTest,
    beginning: BeginningTest,
    scratch: Scratch,
  ) {
    super(context, reader, satisfies, scratch);
    this.byBeginning = this.ofThreads((version) => settled(beginning(text.prefixOf(context.trace, version))));
    this.withText = this.ofFds(() => true);
  }

  override prepare(): void {
    const { prefixes } = this;
    const { trace } = this.context;
    for (; this.known < trace.threads.length && prefixes.size <= MOST_PREFIXES; this.known++) {
      const prefix = this.text.prefixOf(trace, this.known as ThreadVersion);
      if (!prefixes.has(prefix)) prefixes.set(prefix, this.ofPrefix(prefix));
    }
    for (const { threads, fds } of prefixes.values()) {
      threads.prepare();
      fds.prepare();
    }
    this.byBeginning.prepare();
    this.withText.prepare();
  }

  override narrow(block: RowBlock, rows: RowBits): void {
    if (!this.context.trace.index.block(block.row >> BLOCK_BITS)) super.narrow(block, rows);
    else if (this.prefixes.size > MOST_PREFIXES) this.narrowByBeginning(block, rows);
    else this.narrowByPrefix(block, rows);
  }

  private narrowByPrefix(block: RowBlock, rows: RowBits): void {
    const { scratch } = this;
    const left = scratch.take();
    const asked = scratch.take();
    left.set(rows);
    rows.fill(0);
    for (const { threads, fds } of this.prefixes.values()) {
      if (isEmpty(left)) break;
      asked.set(left);
      threads.narrow(block, asked);
      if (isEmpty(asked)) continue;
      subtract(left, asked);
      fds.narrow(block, asked);
      unite(rows, asked);
    }
    scratch.give(asked);
    scratch.give(left);
  }

  private narrowByBeginning(block: RowBlock, rows: RowBits): void {
    this.byBeginning.narrow(block, rows);
    if (!isEmpty(rows)) this.withText.narrow(block, rows);
  }

  private ofPrefix(prefix: string): OfPrefix {
    const { trace } = this.context;
    const join = joining(prefix);
    return {
      threads: this.ofThreads((version) =>
        this.text.prefixOf(trace, version) === prefix ? Decision.YES : Decision.NO,
      ),
      fds: this.ofFds((value) => this.satisfies(join(value))),
    };
  }

  private ofThreads(decide: (version: ThreadVersion) => Decision): KeyedPredicate {
    const rule: KeyedRule = {
      key: 'thread',
      cost: Cost.KEYS,
      decide: (version) => decide(version as ThreadVersion),
      decideRow: (row) => this.test(row),
    };
    return new KeyedPredicate(this.context.trace, rule, this.scratch);
  }

  private ofFds(satisfies: ValueTest): KeyedPredicate {
    const { context, text, scratch } = this;
    return new KeyedPredicate(context.trace, readerRule(context, text.reader, satisfies), scratch);
  }
}

/** A decision on a key; what is left open takes the row. */
function settled(decision: Decision): Decision {
  return decision === Decision.OPEN ? Decision.BY_ROW : decision;
}

/** Puts a prefix before texts: gives a value that is valid until the next one. */
function joining(prefix: string): (value: FieldValue) => FieldValue {
  const whole = new FieldValue();
  const prefixBytes = encodeText(prefix);
  let joined = prefixBytes.slice();
  return (value) => {
    const { bytes, start, end } = value;
    if (!isAscii(bytes, start, end)) {
      whole.setString(`${prefix}${value.text}`);
      return whole;
    }
    const length = prefixBytes.length + end - start;
    if (length > joined.length) {
      joined = new Uint8Array(2 * length);
      joined.set(prefixBytes);
    }
    for (let from = start, to = prefixBytes.length; from < end; from++, to++) joined[to] = bytes[from];
    whole.setBytes(joined, 0, length);
    return whole;
  };
}
