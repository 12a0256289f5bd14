import { describe, expect, it } from 'vitest';
import {
  CELL_PADDING,
  clampColumnWidth,
  layOutColumns,
  MINIMUM_COLUMN,
  shownColumns,
} from '../../../webview/ui/columnLayout';

const columns = [
  { id: 'number', characters: 9 },
  { id: 'details', characters: 30, grows: true },
];
const untouched = { widths: {}, hidden: [] };

describe('layOutColumns', () => {
  it('gives a column the room of its usual content, and what is left to the growing one', () => {
    expect(layOutColumns(columns, untouched, 8, 1000)).toEqual([72 + CELL_PADDING, 1000 - 72 - CELL_PADDING]);
  });

  it('keeps the usual width of the growing column where the pane is too narrow: the list scrolls sideways', () => {
    expect(layOutColumns(columns, untouched, 8, 100)).toEqual([72 + CELL_PADDING, 240 + CELL_PADDING]);
  });

  it('takes a width that was dragged', () => {
    expect(layOutColumns(columns, { widths: { number: 200 }, hidden: [] }, 8, 1000)).toEqual([200, 800]);
  });

  it('never makes a column too narrow to be caught again', () => {
    expect(clampColumnWidth(-50)).toBe(MINIMUM_COLUMN);
    expect(layOutColumns(columns, { widths: { number: 1 }, hidden: [] }, 8, 1000)[0]).toBe(MINIMUM_COLUMN);
  });
});

describe('shownColumns', () => {
  it('leaves hidden columns out', () => {
    expect(shownColumns(columns, { widths: {}, hidden: ['number', 'unknown'] })).toEqual([columns[1]]);
  });

  it('shows one even where all are hidden', () => {
    expect(shownColumns(columns, { widths: {}, hidden: ['number', 'details'] })).toEqual([columns[0]]);
  });
});
