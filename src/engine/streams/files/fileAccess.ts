import type { EventRow, OpenFileId } from '../../base/brands';
import { allSteps, type Steps } from '../../base/steps';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import { streamSteps } from '../stream';
import { StreamBytes } from '../streamBytes';
import { Direction, type StreamIndex } from '../streamIndex';
import type { FilePart } from './fileContent';
import type { FileHistory, FileVersion } from './fileHistory';

/** By event type: index of the parameter with the position in the file, or -1. */
const POSITIONS: Int8Array = Int8Array.from(EVENT_TYPES, (type) =>
  /^(pread|pwrite)v?$/.test(type.name) ? parameterIndex(type, 'pos') : -1,
);

/** So many calls are read between two steps. */
const CALLS = 256;

/** What one open file read and wrote, at its places. */
export interface FileAccess {
  readonly file: OpenFileId;
  readonly read: readonly FilePart[];
  readonly written: readonly FilePart[];
  /** Later calls were left out, because there is more than was to be held. */
  readonly isCut: boolean;
}

/** Reads what open files moved. */
export class FileReader {
  private readonly bytes: StreamBytes;

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
    private readonly index: StreamIndex,
  ) {
    this.bytes = new StreamBytes(trace, raw);
  }

  /** What a version moved; see `accessSteps`. */
  accessOf(history: FileHistory, version: FileVersion): FileAccess {
    return allSteps(this.accessSteps(history, version));
  }

  /**
   * The parts of a version in the order of their calls, at most `most` bytes of them. A file that was open before the capture, or
   * that is appended to, counts from the first call on, because nobody knows where it stood. Throws a `RawBytesError` where bytes
   * cannot be read again.
   */
  *accessSteps(history: FileHistory, version: FileVersion, most: number = Number.POSITIVE_INFINITY): Steps<FileAccess> {
    const { events } = this.trace;
    const seeks = history.seeksOf(version);
    const { pieces } = yield* streamSteps(this.trace, this.index, version.file);
    const read: FilePart[] = [];
    const written: FilePart[] = [];
    let position = 0;
    let nextSeek = 0;
    let held = 0;
    for (let at = 0; at < pieces.length && held < most; at++) {
      if (at % CALLS === CALLS - 1) yield;
      const { row, length, direction } = pieces[at];
      while (nextSeek < seeks.length && events.time(seeks[nextSeek]) <= events.time(row)) {
        position = events.result(seeks[nextSeek++]);
      }
      if (length === 0) continue;
      const own = this.positionOf(row);
      const part = { start: own ?? position, bytes: this.bytes.bytesOf(pieces[at]), length, row };
      held += part.bytes.length;
      (direction === Direction.READ ? read : written).push(part);
      if (own === undefined) position += length;
    }
    return { file: version.file, read, written, isCut: held >= most };
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
