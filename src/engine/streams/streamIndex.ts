import type { EventRow, FdVersion, OpenFileId } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import { EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import { movedBytes } from './movedBytes';

/** Which way bytes went, as the process sees it. */
export const Direction = { NONE: 0, READ: 1, WRITE: 2 } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

/**
 * By event type: which way its bytes go; only exits, which know how many bytes there were. `sendfile` writes to its fd what no
 * event has the bytes of: in a stream they are missing, and counted.
 */
const DIRECTIONS: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, flags, direction }) => {
  if (direction === '>') return Direction.NONE;
  if (name === 'sendfile') return Direction.WRITE;
  if ((flags & EventFlag.READS_FROM_FD) !== 0) return Direction.READ;
  return (flags & EventFlag.WRITES_TO_FD) !== 0 ? Direction.WRITE : Direction.NONE;
});

/** Which way the bytes of an event of this type go. */
export function directionOf(type: number): Direction {
  return DIRECTIONS[type] as Direction;
}

/** What is known of an open file without a look at each of its rows. */
export interface FileTraffic {
  /** First and last row that read or wrote, in the order of rows, and how many there are. */
  readonly firstRow: EventRow;
  readonly lastRow: EventRow;
  readonly count: number;
  /** Bytes that were moved. */
  readonly readLength: number;
  readonly writeLength: number;
}

/** The same as it grows. */
type GrowingTraffic = { -readonly [Fact in keyof FileTraffic]: FileTraffic[Fact] } & {
  /** Its latest entry. */
  entry: number;
};

/** No earlier entry. */
const NONE = -1;

/**
 * The rows that read or wrote, by open file, in the order of rows. Eight bytes for each such row; it grows with the trace by
 * `update` and never reads an event's bytes.
 */
export class StreamIndex {
  private readonly rows = new Int32Column();
  /** Entry before this one of the same open file. */
  private readonly earlier = new Int32Column();
  private readonly latest = new Map<OpenFileId, GrowingTraffic>();
  /** Files of which only a number is known, by process and number. */
  private readonly unknown = new Map<string, OpenFileId>();
  private seen = 0;

  constructor(private readonly trace: Trace) {}

  /** Takes the rows in that came since the last call, or `most` of them; true where none are left. */
  update(most: number = Number.POSITIVE_INFINITY): boolean {
    const { events } = this.trace;
    const end = Math.min(events.length, this.seen + most);
    for (; this.seen < end; this.seen++) {
      const chunk = events.chunk(this.seen >> CHUNK_BITS);
      const at = this.seen & (CHUNK_ROWS - 1);
      if (DIRECTIONS[chunk.type[at]] === Direction.NONE || chunk.fd[at] === 0) continue;
      this.add(this.seen as EventRow, this.fileOfVersion(this.seen as EventRow, chunk.fd[at] as FdVersion));
    }
    return this.seen === events.length;
  }

  /** How many rows have been taken in. */
  get rowsSeen(): number {
    return this.seen;
  }

  /** The open files that were read or written, in the order of their first row. */
  get files(): OpenFileId[] {
    return [...this.latest.keys()];
  }

  /** The open file that a row is about; 0 where it has no fd. */
  fileOf(row: EventRow): OpenFileId {
    const version = this.trace.events.fd(row);
    return version === 0 ? (0 as OpenFileId) : this.fileOfVersion(row, version);
  }

  /** What an open file was read and written; undefined where nobody did. */
  trafficOf(file: OpenFileId): FileTraffic | undefined {
    return this.latest.get(file);
  }

  /** How many rows read or wrote an open file. */
  countOf(file: OpenFileId): number {
    return this.latest.get(file)?.count ?? 0;
  }

  /** The rows that read or wrote an open file, ascending. */
  rowsOf(file: OpenFileId): Int32Array {
    const found = this.latest.get(file);
    if (!found) return new Int32Array(0);
    const rows = new Int32Array(found.count);
    let entry = found.entry;
    for (let at = found.count - 1; at >= 0; at--) {
      rows[at] = this.rows.values[entry];
      entry = this.earlier.values[entry];
    }
    return rows;
  }

  private add(row: EventRow, file: OpenFileId): void {
    const found = this.latest.get(file);
    this.rows.push(row);
    this.earlier.push(found?.entry ?? NONE);
    const entry = this.rows.length - 1;
    const traffic = found ?? { entry, firstRow: row, lastRow: row, count: 0, readLength: 0, writeLength: 0 };
    if (!found) this.latest.set(file, traffic);
    traffic.entry = entry;
    traffic.lastRow = row;
    traffic.count++;
    if (directionOf(this.trace.events.type(row)) === Direction.READ) traffic.readLength += movedBytes(this.trace, row);
    else traffic.writeLength += movedBytes(this.trace, row);
  }

  private fileOfVersion(row: EventRow, version: FdVersion): OpenFileId {
    const { fds, threads, events } = this.trace;
    const known = fds.get(version, 'description');
    if (known !== 0) return known as OpenFileId;
    const process = threads.get(events.thread(row), 'pid');
    const key = `${process} ${fds.number(version)}`;
    let file = this.unknown.get(key);
    if (file === undefined) {
      file = -(this.unknown.size + 1) as OpenFileId;
      this.unknown.set(key, file);
    }
    return file;
  }
}
