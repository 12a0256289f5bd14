import { describe, expect, it } from 'vitest';
import { ListCursor } from '../../../webview/ui/listCursor';

/** A list of which only some rows are at hand. */
function setUp(...there: readonly number[]): { cursor: ListCursor<string>; told: string[]; tell: () => void } {
  const told: string[] = [];
  const cursor = new ListCursor<string>();
  const atHand = new Set(there);
  const rowAt = (index: number): string | undefined => (atHand.has(index) ? `row ${index}` : undefined);
  return { cursor, told, tell: () => cursor.tell(rowAt, (_index, row) => told.push(row)) };
}

describe('the cursor of a list', () => {
  it('is nowhere at first', () => {
    const { cursor } = setUp();
    expect([cursor.index, cursor.isSelected, cursor.awaited]).toEqual([-1, false, -1]);
  });

  it('tells once of a row that was chosen', () => {
    const { cursor, told, tell } = setUp(3);
    cursor.choose(3);
    tell();
    tell();
    expect(told).toEqual(['row 3']);
  });

  it('waits with that until the row is at hand', () => {
    const { cursor, told, tell } = setUp(3);
    cursor.choose(70);
    tell();
    expect([told, cursor.awaited]).toEqual([[], 70]);
    cursor.choose(3);
    tell();
    expect([told, cursor.awaited]).toEqual([['row 3'], -1]);
  });

  it('tells nobody where it is only placed, which also takes back what was to be told', () => {
    const { cursor, told, tell } = setUp(3);
    cursor.choose(3);
    cursor.place(3, true);
    tell();
    expect([told, cursor.isSelected]).toEqual([[], true]);
  });

  it('selects no row where there is none', () => {
    const { cursor } = setUp();
    cursor.place(-1, true);
    expect(cursor.isSelected).toBe(false);
  });
});
