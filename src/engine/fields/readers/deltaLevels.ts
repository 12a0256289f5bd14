import type { EventRow } from '../../base/brands';
import { CHUNK_BITS, CHUNK_MASK, type EventColumns, RowFlag } from '../../trace/eventColumns';
import { type LevelPlanes, levelOf, levelPlanes } from '../../trace/numberLevels';
import { BLOCK_BITS, BLOCK_ROWS } from '../../trace/rowBits';

/**
 * The levels (`levelOf`) of how long after the shown event before it each row happened, of blocks of a trace that does not
 * change any more: made when a block is first asked for, because few filters do. They take a byte a row.
 */
export class DeltaLevels {
  private readonly blocks: (LevelPlanes | undefined)[] = [];
  private readonly levels = new Uint8Array(BLOCK_ROWS);

  constructor(private readonly events: EventColumns) {}

  ofBlock(block: number): LevelPlanes {
    const known = this.blocks[block];
    if (known) return known;
    const made = this.make(block << BLOCK_BITS);
    this.blocks[block] = made;
    return made;
  }

  private make(row: number): LevelPlanes {
    const { events, levels } = this;
    const { time, flags } = events.chunk(row >> CHUNK_BITS);
    const first = row & CHUNK_MASK;
    const rows = Math.min(BLOCK_ROWS, events.length - row);
    const shown = shownBefore(events, row);
    let before = shown < 0 ? time[first] : events.time(shown as EventRow);
    let isFirst = shown < 0;
    for (let at = 0; at < rows; at++) {
      const now = time[first + at];
      levels[at] = levelOf(isFirst ? 0 : now - before);
      if ((flags[first + at] & RowFlag.HIDDEN) !== 0) continue;
      before = now;
      isFirst = false;
    }
    return levelPlanes(levels);
  }
}

/** The row that is shown before another; -1 where there is none. */
export function shownBefore(events: EventColumns, row: number): number {
  let before = row - 1;
  while (before >= 0 && (events.flags(before as EventRow) & RowFlag.HIDDEN) !== 0) before--;
  return before;
}
