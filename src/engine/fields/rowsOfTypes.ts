import type { EventRow } from '../base/brands';
import type { IndexedBlock } from '../trace/blockIndex';
import { typeOfKey } from '../trace/eventKeys';
import { flipKind } from '../trace/kindRows';
import { BLOCK_WORDS, lowestBit, makeRowBits } from '../trace/rowBits';

/** Visits the rows of some event types, 1 in `types`, of a block that begins at `first`, in ascending order. */
export function visitRowsOfTypes(
  { kinds }: IndexedBlock,
  first: number,
  types: ArrayLike<number>,
  visit: (row: EventRow) => void,
): void {
  const wanted = makeRowBits();
  for (let place = 0; place < kinds.keys.length; place++) {
    if (types[typeOfKey(kinds.keys[place])] === 1) flipKind(kinds, place, wanted);
  }
  for (let word = 0; word < BLOCK_WORDS; word++) {
    for (let left = wanted[word]; left !== 0; left &= left - 1) {
      visit((first + 32 * word + lowestBit(left)) as EventRow);
    }
  }
}
