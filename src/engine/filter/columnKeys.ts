import type { NumberTextDecider } from '../fields/fieldReader';
import { perTrace } from '../fields/readers/memo';
import { CHUNK_BITS, CHUNK_MASK } from '../trace/eventColumns';
import { BLOCK_WORDS, countRows, lowestBit, type RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';

/** In place of a key that is negative, or not below this: the number has to be read. */
export const OTHER_KEY = 0xffff;

/** By text, and then by block. */
const keysOfTexts = perTrace(() => new Map<NumberTextDecider, Uint16Array[]>());

/**
 * The keys of the numbers that texts follow from, of the rows of an indexed block whose number is not 0: read when the block is first
 * asked for, and kept with the trace, at two bytes each. `rows` are these rows, of the block that begins at `first`.
 */
export function keysOfBlock(
  trace: Trace,
  text: NumberTextDecider,
  block: number,
  first: number,
  rows: RowBits,
): Uint16Array {
  const known = keysOfTexts(trace);
  let blocks = known.get(text);
  if (blocks === undefined) {
    blocks = [];
    known.set(text, blocks);
  }
  blocks[block] ??= readKeys(trace, text, first, rows);
  return blocks[block];
}

function readKeys(trace: Trace, { column, keyOf }: NumberTextDecider, first: number, rows: RowBits): Uint16Array {
  const keys = new Uint16Array(countRows(rows));
  const chunk = trace.events.chunk(first >> CHUNK_BITS);
  const index = first & CHUNK_MASK;
  let place = 0;
  for (let word = 0; word < BLOCK_WORDS; word++) {
    for (let left = rows[word]; left !== 0; left &= left - 1) {
      const at = 32 * word + lowestBit(left);
      const key = keyOf(column.read(trace, chunk, index + at, first + at));
      keys[place++] = key >= 0 && key < OTHER_KEY ? key : OTHER_KEY;
    }
  }
  return keys;
}
