import type { EventRow } from '../../base/brands';
import { BLOCK_BITS } from '../../trace/rowBits';
import type { FieldContext } from '../fieldReader';
import { IdleReading } from '../idleReading';
import { visitRowsOfTypes } from '../rowsOfTypes';
import { perTrace } from './memo';

/** What events of some types tell: their bytes are read once, because they lie far apart and are asked for again and again. */
export interface ToldOnce<T> {
  /** By event type: 1 for those that may tell something. */
  readonly types: ArrayLike<number>;
  /** What an event of such a type tells. */
  of(context: FieldContext, row: EventRow): T;
}

/** Most rows of which is remembered what they tell; then it is begun anew. */
const MOST_ROWS = 1 << 20;

/** Remembers what events tell. Where a key is given, what has the same one is kept only once. */
export function toldOnce<T>(
  types: ArrayLike<number>,
  read: (context: FieldContext, row: EventRow) => T,
  keyOf?: (told: T) => string,
): ToldOnce<T> {
  const memory = perTrace(() => ({ byRow: new Map<EventRow, T>(), byKey: new Map<string, T>() }));
  return {
    types,
    of(context, row) {
      const { byRow, byKey } = memory(context.trace);
      const known = byRow.get(row);
      if (known !== undefined || byRow.has(row)) return known as T;
      let told = read(context, row);
      if (keyOf) {
        const key = keyOf(told);
        told = byKey.get(key) ?? told;
        byKey.set(key, told);
      }
      if (byRow.size === MOST_ROWS) {
        byRow.clear();
        byKey.clear();
      }
      byRow.set(row, told);
      return told;
    },
  };
}

/** Reads what is told once, in idle time. */
export class ToldReading extends IdleReading {
  private blocks = 0;
  private rows = 0;

  constructor(private readonly all: readonly ToldOnce<unknown>[]) {
    super();
  }

  protected readBlock(context: FieldContext): boolean {
    const indexed = context.trace.index.block(this.blocks);
    if (!indexed || this.rows >= MOST_ROWS) return false;
    const first = this.blocks++ << BLOCK_BITS;
    for (const told of this.all) {
      visitRowsOfTypes(indexed, first, told.types, (row) => {
        told.of(context, row);
        this.rows++;
      });
    }
    return true;
  }
}
