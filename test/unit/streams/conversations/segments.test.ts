import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../../src/engine/base/brands';
import { segmentsOf } from '../../../../src/engine/streams/conversations/segments';
import type { StreamPiece } from '../../../../src/engine/streams/stream';
import { Direction } from '../../../../src/engine/streams/streamIndex';

/** Calls that moved so many bytes each, one behind the other. */
function calls(...lengths: number[]): StreamPiece[] {
  let start = 0;
  return lengths.map((length, row) => {
    const piece = { row: row as EventRow, direction: Direction.WRITE, start, length, failed: false };
    start += length;
    return piece;
  });
}

/** Where segments begin and end, and which calls of the other end moved them. */
function cuts(own: StreamPiece[], others: StreamPiece[], most: number, isWhole: boolean): unknown[] {
  const segments = segmentsOf(own, others, most, () => isWhole);
  return Array.from(segments, ({ start, end, others: named }) => [start, end, named.map(({ row }) => row)]);
}

describe('a direction cut into segments', () => {
  it('has one for each call that the capture holds whole, and names all calls that read it', () => {
    expect(cuts(calls(6, 4), calls(3, 7), 100, true)).toEqual([
      [0, 6, [0, 1]],
      [6, 10, [1]],
    ]);
  });

  it('is cut where the other end read, if the capture does not hold the call whole', () => {
    expect(cuts(calls(6, 4), calls(3, 7), 100, false)).toEqual([
      [0, 3, [0]],
      [3, 6, [1]],
      [6, 10, [1]],
    ]);
  });

  it('has none longer than a packet may be', () => {
    expect(cuts(calls(25), [], 10, true)).toEqual([
      [0, 10, []],
      [10, 20, []],
      [20, 25, []],
    ]);
  });

  it('goes on where the other end has no more', () => {
    expect(cuts(calls(6, 4), calls(3), 100, false)).toEqual([
      [0, 3, [0]],
      [3, 6, []],
      [6, 10, []],
    ]);
  });

  it('leaves out calls that moved nothing', () => {
    expect(cuts(calls(0, 4, 0), [], 100, true)).toEqual([[0, 4, []]]);
  });
});
