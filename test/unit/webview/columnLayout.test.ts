import { describe, expect, it } from 'vitest';
import {
  CELL_PADDING,
  clampColumnWidth,
  layOutColumns,
  MINIMUM_COLUMN,
  movedColumn,
  shownColumns,
  withColumn,
} from '../../../webview/ui/columnLayout';

const columns = [
  { id: 'number', characters: 9 },
  { id: 'details', characters: 30, grows: true },
];
const untouched = { widths: {}, shown: [] };

describe('layOutColumns', () => {
  it('gives a column the room of its usual content, and what is left to the growing one', () => {
    expect(layOutColumns(columns, untouched, 8, 1000)).toEqual([72 + CELL_PADDING, 1000 - 72 - CELL_PADDING]);
  });

  it('keeps the usual width of the growing column where the pane is too narrow: the list scrolls sideways', () => {
    expect(layOutColumns(columns, untouched, 8, 100)).toEqual([72 + CELL_PADDING, 240 + CELL_PADDING]);
  });

  it('takes a width that was dragged', () => {
    expect(layOutColumns(columns, { widths: { number: 200 }, shown: [] }, 8, 1000)).toEqual([200, 800]);
  });

  it('never makes a column too narrow to be caught again', () => {
    expect(clampColumnWidth(-50)).toBe(MINIMUM_COLUMN);
    expect(layOutColumns(columns, { widths: { number: 1 }, shown: [] }, 8, 1000)[0]).toBe(MINIMUM_COLUMN);
  });
});

describe('shownColumns', () => {
  const [number, details, pod] = [...columns, { id: 'pod', optional: true }];
  const shown = (...ids: string[]) => shownColumns([number, details, pod], { widths: {}, shown: ids });

  it('are the usual ones until somebody chooses', () => {
    expect(shown()).toEqual([number, details]);
  });

  it('are those that were chosen, in their order, each once', () => {
    expect(shown('details', 'pod', 'number', 'details')).toEqual([details, pod, number]);
  });

  it('are the usual ones where none of those chosen is known any more', () => {
    expect(shown('gone', 'older')).toEqual([number, details]);
    expect(shown('gone', 'pod')).toEqual([pod]);
  });
});

describe('movedColumn', () => {
  it('puts a column at a place among the others, and no further than the ends', () => {
    expect(movedColumn(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(movedColumn(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b']);
    expect(movedColumn(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
  });

  it('moves nothing that is not in sight', () => {
    expect(movedColumn(['a', 'b'], 'x', 0)).toEqual(['a', 'b']);
  });
});

describe('withColumn', () => {
  it('shows a column behind its neighbour, wherever that was moved to', () => {
    expect(withColumn(['a', 'b', 'c'], ['c', 'a'], 'b')).toEqual(['c', 'a', 'b']);
    expect(withColumn(['a', 'b', 'c'], ['c'], 'a')).toEqual(['a', 'c']);
  });

  it('shows no column twice', () => {
    expect(withColumn(['a', 'b'], ['b', 'a'], 'b')).toEqual(['b', 'a']);
  });
});
