import type { EventRow, OpenFileId } from '../../base/brands';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import type { Stream } from '../stream';
import { StreamBytes } from '../streamBytes';
import { Direction } from '../streamIndex';
import type { FilePart } from './fileContent';

/** By event type: index of the parameter with the position in the file, or -1. */
const POSITIONS: Int8Array = Int8Array.from(EVENT_TYPES, (type) =>
  /^(pread|pwrite)v?$/.test(type.name) ? parameterIndex(type, 'pos') : -1,
);

/** What one open file read and wrote, at its places. */
export interface FileAccess {
  readonly file: OpenFileId;
  readonly read: readonly FilePart[];
  readonly written: readonly FilePart[];
}

/** Reads what an open file moved. `seeks`: the rows that moved its position, ascending. */
export class FileReader {
  private readonly bytes: StreamBytes;

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
  ) {
    this.bytes = new StreamBytes(trace, raw);
  }

  /**
   * The parts in the order of their calls. A file that was open before the capture, or that is appended to, counts from the
   * first call on, because nobody knows where it stood.
   */
  accessOf(stream: Stream, seeks: readonly EventRow[]): FileAccess {
    const { events } = this.trace;
    const read: FilePart[] = [];
    const written: FilePart[] = [];
    let position = 0;
    let nextSeek = 0;
    for (const piece of stream.pieces) {
      while (nextSeek < seeks.length && events.time(seeks[nextSeek]) <= events.time(piece.row)) {
        position = events.result(seeks[nextSeek++]);
      }
      const { row, length, direction } = piece;
      if (length === 0) continue;
      const own = this.positionOf(row);
      const part = { start: own ?? position, bytes: this.bytes.bytesOf(piece), length, row };
      (direction === Direction.READ ? read : written).push(part);
      if (own === undefined) position += length;
    }
    return { file: stream.file, read, written };
  }

  /** Where a call said that it reads or writes; undefined for one that goes on from the file's position. */
  private positionOf(row: EventRow): number | undefined {
    const { events } = this.trace;
    const type = events.type(row);
    if (!EVENT_TYPES[type].name.startsWith('p')) return undefined;
    const own = this.position(row, POSITIONS[type]);
    if (own !== undefined) return own;
    const enter = events.partner(row);
    return enter < 0 ? undefined : this.position(enter as EventRow, POSITIONS[events.type(enter as EventRow)]);
  }

  private position(row: EventRow, index: number): number | undefined {
    if (index < 0) return undefined;
    const event = this.raw.read(row);
    return event.parameterLength(index) >= 8 ? event.int64(index, 0) : undefined;
  }
}
