import type { EventRow, FdVersion, OpenFileId } from '../../base/brands';
import { Float64Column } from '../../base/growingColumns';
import { DATA_PARAMETERS } from '../../capture/eventTable';
import { CHUNK_BITS, CHUNK_ROWS } from '../../trace/eventColumns';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import { movedBytes } from '../movedBytes';
import { Direction, directionOf } from '../streamIndex';
import type { FileHistory, FileVersion } from './fileHistory';

/**
 * How many bytes of each version of a file the capture lacks. Unlike the history itself this takes reading events again: those that
 * moved more than the least that was kept of any cut buffer.
 */
export class FileGaps {
  /** By index of the version, in bytes. */
  private readonly missing = new Float64Column();
  private seen = 0;

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
    private readonly history: FileHistory,
  ) {}

  /** How many rows have been looked at. */
  get rowsSeen(): number {
    return this.seen;
  }

  /**
   * Looks at the rows that the history has taken in, `most` at a time; true where none are left. Throws a `RawBytesError` where
   * bytes cannot be read again.
   */
  advance(most: number = Number.POSITIVE_INFINITY): boolean {
    const { events, origin } = this.trace;
    const end = Math.min(this.history.rowsSeen, this.seen + most);
    const harmless = origin.cutBuffers.leastKept;
    for (; this.seen < end; this.seen++) {
      const chunk = events.chunk(this.seen >> CHUNK_BITS);
      const at = this.seen & (CHUNK_ROWS - 1);
      if (directionOf(chunk.type[at]) !== Direction.NONE) this.take(this.seen as EventRow, chunk.fd[at], harmless);
    }
    return this.seen === this.history.rowsSeen;
  }

  /** Bytes that were moved and are not in the capture, as far as it was looked at. */
  missingOf({ index }: FileVersion): number {
    return index < this.missing.length ? this.missing.values[index] : 0;
  }

  private take(row: EventRow, fd: number, harmless: number): void {
    const data = DATA_PARAMETERS[this.trace.events.type(row)];
    const moved = movedBytes(this.trace, row);
    if (moved <= 0 || (data >= 0 && moved <= harmless)) return;
    const file = this.trace.fds.get(fd as FdVersion, 'description') as OpenFileId;
    const version = this.history.versionOf(file);
    if (!version) return;
    const kept = data < 0 ? 0 : Math.min(moved, this.raw.read(row).parameterLength(data));
    if (kept === moved) return;
    while (this.missing.length <= version.index) this.missing.push(0);
    this.missing.values[version.index] += moved - kept;
  }
}
