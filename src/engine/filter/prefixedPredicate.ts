import type { ThreadVersion } from '../base/brands';
import { encodeText, isAscii } from '../base/text';
import type { FieldContext, PrefixDecider, RowReader } from '../fields/fieldReader';
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

/** So many different prefixes are each asked with every fd. */
const MOST_PREFIXES = 64;

/**
 * A check on a text of which the thread decides the beginning, and the fd the rest. Where the beginning does not settle it, each fd is
 * asked once for each beginning, or if there are too many of them each row.
 */
export class PrefixedPredicate extends RowPredicate {
  /** By thread version: what its prefix says. */
  private decisions = new Uint8Array(0);
  /** The rows of threads whose prefix satisfies the check whatever follows, those where it does not settle it, and those with a text. */
  private readonly satisfying: KeyedPredicate;
  private readonly open: KeyedPredicate;
  private readonly withText: KeyedPredicate;
  /** The prefixes that do not settle it, as far as they were met. */
  private readonly prefixes = new Map<string, OfPrefix>();

  constructor(
    context: FieldContext,
    reader: RowReader,
    private readonly text: PrefixDecider,
    satisfies: ValueTest,
    private readonly beginning: BeginningTest,
    scratch: Scratch,
  ) {
    super(context, reader, satisfies, scratch);
    this.satisfying = this.ofThreads((version) => this.decide(version) === Decision.YES);
    this.open = this.ofThreads((version) => this.decide(version) === Decision.BY_ROW);
    this.withText = this.ofFds(() => true);
  }

  override prepare(): void {
    const { length } = this.context.trace.threads;
    if (length > this.decisions.length) {
      const longer = new Uint8Array(length).fill(Decision.OPEN);
      longer.set(this.decisions);
      this.decisions = longer;
    }
    for (const each of [this.satisfying, this.open, this.withText]) each.prepare();
    for (const { threads, fds } of this.prefixes.values()) {
      threads.prepare();
      fds.prepare();
    }
  }

  override narrow(block: RowBlock, rows: RowBits): void {
    if (!this.context.trace.index.block(block.row >> BLOCK_BITS)) {
      super.narrow(block, rows);
      return;
    }
    const { scratch } = this;
    const left = scratch.take();
    left.set(rows);
    this.satisfying.narrow(block, rows);
    if (!isEmpty(rows)) this.withText.narrow(block, rows);
    this.open.narrow(block, left);
    if (this.prefixes.size <= MOST_PREFIXES) {
      this.addByPrefix(block, left, rows);
    } else {
      this.withText.narrow(block, left);
      super.narrow(block, left);
      unite(rows, left);
    }
    scratch.give(left);
  }

  /** Asks rows for one prefix after the other, and puts those that satisfy the check into a set. */
  private addByPrefix(block: RowBlock, left: RowBits, into: RowBits): void {
    const { scratch } = this;
    const asked = scratch.take();
    for (const { threads, fds } of this.prefixes.values()) {
      if (isEmpty(left)) break;
      asked.set(left);
      threads.narrow(block, asked);
      if (isEmpty(asked)) continue;
      subtract(left, asked);
      fds.narrow(block, asked);
      unite(into, asked);
    }
    scratch.give(asked);
  }

  /** What the prefix of a thread version says; those that do not settle it are remembered. */
  private decide(version: ThreadVersion): Decision {
    const known = this.decisions[version];
    if (known !== Decision.OPEN) return known as Decision;
    const { prefixes } = this;
    const prefix = this.text.prefixOf(this.context.trace, version);
    const said = this.beginning(prefix);
    const decision = said === Decision.OPEN ? Decision.BY_ROW : said;
    this.decisions[version] = decision;
    if (decision === Decision.BY_ROW && prefixes.size <= MOST_PREFIXES && !prefixes.has(prefix)) {
      const ofPrefix = this.ofPrefix(prefix);
      ofPrefix.threads.prepare();
      ofPrefix.fds.prepare();
      prefixes.set(prefix, ofPrefix);
    }
    return decision;
  }

  private ofPrefix(prefix: string): OfPrefix {
    const { trace } = this.context;
    const join = joining(prefix);
    return {
      threads: this.ofThreads(
        (version) => this.decide(version) === Decision.BY_ROW && this.text.prefixOf(trace, version) === prefix,
      ),
      fds: this.ofFds((value) => this.satisfies(join(value))),
    };
  }

  private ofThreads(holds: (version: ThreadVersion) => boolean): KeyedPredicate {
    const rule: KeyedRule = {
      key: 'thread',
      cost: Cost.KEYS,
      decide: (version) => (holds(version as ThreadVersion) ? Decision.YES : Decision.NO),
      decideRow: () => false,
    };
    return new KeyedPredicate(this.context.trace, rule, this.scratch);
  }

  private ofFds(satisfies: ValueTest): KeyedPredicate {
    const { context, text, scratch } = this;
    return new KeyedPredicate(context.trace, readerRule(context, text.reader, satisfies), scratch);
  }
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
