import type { ThreadVersion } from '../base/brands';
import type { FieldContext, PrefixedText, RowReader } from '../fields/field';
import { FieldValue } from '../fields/value';
import { BLOCK_BITS, isEmpty, type RowBits, subtract, unite } from '../trace/rowBits';
import { Decision } from './decision';
import { KeyedPredicate } from './keyedPredicate';
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

/** Of threads with more different prefixes each row is asked. */
const MOST_PREFIXES = 64;

/** A check on a text of which the thread decides the beginning, and the fd the rest: for each beginning, each fd is asked once. */
export class PrefixedPredicate extends RowPredicate {
  private readonly prefixes = new Map<string, OfPrefix>();
  /** How many thread versions were looked at. */
  private known = 0;

  constructor(
    context: FieldContext,
    reader: RowReader,
    private readonly text: PrefixedText,
    satisfies: ValueTest,
    scratch: Scratch,
  ) {
    super(context, reader, satisfies, scratch);
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
  }

  override narrow(block: RowBlock, rows: RowBits): void {
    const { scratch, prefixes } = this;
    if (prefixes.size > MOST_PREFIXES || !this.context.trace.index.block(block.row >> BLOCK_BITS)) {
      super.narrow(block, rows);
      return;
    }
    const left = scratch.take();
    const asked = scratch.take();
    left.set(rows);
    rows.fill(0);
    for (const { threads, fds } of prefixes.values()) {
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

  private ofPrefix(prefix: string): OfPrefix {
    const { context, text, scratch } = this;
    const { trace } = context;
    const whole = new FieldValue();
    const satisfies: ValueTest = (value) => {
      whole.setString(`${prefix}${value.text}`);
      return this.satisfies(whole);
    };
    const threads = new KeyedPredicate(
      trace,
      {
        key: 'thread',
        cost: Cost.KEYS,
        decide: (version) => (text.prefixOf(trace, version as ThreadVersion) === prefix ? Decision.YES : Decision.NO),
        decideRow: () => false,
      },
      scratch,
    );
    return { threads, fds: new KeyedPredicate(trace, readerRule(context, text.reader, satisfies), scratch) };
  }
}
