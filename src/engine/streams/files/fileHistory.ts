import { type EventRow, type FdVersion, NO_FD, type OpenFileId } from '../../base/brands';
import { Int32Column } from '../../base/growingColumns';
import { decodeText } from '../../base/text';
import { EVENT_TYPES, EventFlag } from '../../capture/eventTable';
import { FdKind } from '../../capture/fdList';
import { absolutePath } from '../../fields/absolutePath';
import type { FieldContext } from '../../fields/fieldReader';
import { NameForm } from '../../state/fdVersions';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import { movedBytes } from '../movedBytes';
import { Direction, directionOf } from '../streamIndex';
import { Renames } from './renames';

const OTHER = 0;
const MOVES_BYTES = 1;
const OPENS = 2;
const RENAMES = 3;
const SEEKS = 4;

/** By event type: what it does to files, of what matters here. */
const ACTIONS: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, name, direction, flags }) => {
  if (direction === '>') return OTHER;
  if (directionOf(id) !== Direction.NONE) return MOVES_BYTES;
  if (/^rename(at2?)?$/.test(name)) return RENAMES;
  if (/^l?lseek$/.test(name)) return SEEKS;
  return (flags & EventFlag.CREATES_FD) !== 0 ? OPENS : OTHER;
});

/** Bits of the set `file_flags` with which a file has nothing in it when it is opened: O_EXCL (with O_CREAT) and O_TRUNC. */
const EMPTIES = 32 | 256;

/** One content of a file: what was read or written between one opening and its last call. */
export interface FileVersion {
  /** Its place among all of them, from 0. */
  readonly index: number;
  readonly file: OpenFileId;
  /** First and last call that moved bytes. */
  readonly firstRow: EventRow;
  readonly lastRow: EventRow;
  /** It was written, and what it holds is what was written; else what was read. */
  readonly isWritten: boolean;
  /** Bytes that were moved. */
  readonly readLength: number;
  readonly writtenLength: number;
  /** The call that opened it is in the capture. */
  readonly isOpened: boolean;
  /** It was empty when it was opened, by the flags of its opening. */
  readonly wasEmpty: boolean;
  /** A read found its end. */
  readonly isReadToEnd: boolean;
}

/** A version while the capture is walked through. */
class FoundFile implements FileVersion {
  firstRow: EventRow;
  lastRow: EventRow;
  readLength = 0;
  writtenLength = 0;
  isOpened = false;
  wasEmpty = false;
  isReadToEnd = false;

  constructor(
    readonly index: number,
    readonly file: OpenFileId,
    row: EventRow,
  ) {
    this.firstRow = row;
    this.lastRow = row;
  }

  get isWritten(): boolean {
    return this.writtenLength > 0;
  }
}

/**
 * The files of a capture as they were read and as they were written, with their versions through renaming. It grows with the trace
 * by `advance`, and reads no event's bytes but those of renames.
 */
export class FileHistory {
  /** In the order in which their first calls stand in the capture. */
  readonly versions: FileVersion[] = [];
  readonly renames = new Renames();
  /** By open file: 1 more than the index of its version; 0: none so far. */
  private readonly found = new Int32Column();
  /** By open file: 1 more than the row that opened it; 0: none so far. */
  private readonly openings = new Int32Column();
  private readonly seeks = new Map<OpenFileId, EventRow[]>();
  private seen = 0;

  constructor(private readonly context: FieldContext) {}

  /** How many rows have been taken in. */
  get rowsSeen(): number {
    return this.seen;
  }

  /**
   * Takes the rows in that came since the last call, or `most` of them; true where none are left. Throws a `RawBytesError` where the
   * paths of renamed files cannot be read again.
   */
  advance(most: number = Number.POSITIVE_INFINITY): boolean {
    const { events } = this.context.trace;
    const end = Math.min(events.length, this.seen + most);
    for (; this.seen < end; this.seen++) {
      const chunk = events.chunk(this.seen >> CHUNK_BITS);
      const at = this.seen & (CHUNK_ROWS - 1);
      const action = ACTIONS[chunk.type[at]];
      if (action === OTHER || (chunk.flags[at] & RowFlag.FAILED) !== 0) continue;
      this.take(this.seen as EventRow, action, chunk.fd[at] as FdVersion);
    }
    return this.seen === events.length;
  }

  /** The versions of one path, in the order of their first calls. */
  versionsAt(path: string): FileVersion[] {
    return this.versions.filter((version) => this.pathOf(version) === path);
  }

  /** The version that an open file is; undefined for what is no file, or moved no bytes so far. */
  versionOf(file: OpenFileId): FileVersion | undefined {
    const index = file > 0 && file < this.found.length ? this.found.values[file] : 0;
    return index === 0 ? undefined : this.versions[index - 1];
  }

  /** The path that a version was opened by. */
  openedAs({ firstRow }: FileVersion): string {
    const { events, fds, texts } = this.context.trace;
    return decodeText(texts.bytes(fds.get(events.fd(firstRow), 'name')));
  }

  /** The path that it had in the end: files that were written may have been renamed afterwards. */
  pathOf(version: FileVersion): string {
    const opened = this.openedAs(version);
    return version.isWritten ? this.renames.follow(opened, version.firstRow).path : opened;
  }

  /** The call that gave it the path that it had in the end; undefined where it kept the one that it was opened by. */
  renamedRow(version: FileVersion): EventRow | undefined {
    return version.isWritten ? this.renames.follow(this.openedAs(version), version.firstRow).row : undefined;
  }

  /** The rows that moved the position of a version's file, ascending. */
  seeksOf({ file }: FileVersion): readonly EventRow[] {
    return this.seeks.get(file) ?? [];
  }

  private take(row: EventRow, action: number, version: FdVersion): void {
    if (action === RENAMES) this.addRename(row);
    else if (version !== NO_FD && isFile(this.context.trace, version)) this.takeFile(row, action, version);
  }

  private takeFile(row: EventRow, action: number, version: FdVersion): void {
    const file = this.context.trace.fds.get(version, 'description') as OpenFileId;
    if (action === MOVES_BYTES) this.addCall(row, version, file);
    else if (action === SEEKS) this.addSeek(row, file);
    else setAt(this.openings, file, row + 1);
  }

  private addCall(row: EventRow, version: FdVersion, file: OpenFileId): void {
    const { trace } = this.context;
    const moved = movedBytes(trace, row);
    const known = file < this.found.length ? this.found.values[file] : 0;
    if (moved === 0 && known === 0) return;
    const found = (known === 0 ? this.addFile(row, version, file) : this.versions[known - 1]) as FoundFile;
    if (directionOf(trace.events.type(row)) === Direction.WRITE) found.writtenLength += moved;
    else if (moved > 0) found.readLength += moved;
    else found.isReadToEnd = true;
    if (moved === 0) return;
    // A capture with a ring per CPU is not in the order of time.
    const time = trace.events.time(row);
    if (time < trace.events.time(found.firstRow)) found.firstRow = row;
    if (time >= trace.events.time(found.lastRow)) found.lastRow = row;
  }

  private addFile(row: EventRow, version: FdVersion, file: OpenFileId): FileVersion {
    const found = new FoundFile(this.versions.length, file, row);
    const opening = file < this.openings.length ? this.openings.values[file] : 0;
    found.isOpened = opening > 0;
    found.wasEmpty = found.isOpened && (this.context.trace.fds.get(version, 'openFlags') & EMPTIES) !== 0;
    this.versions.push(found);
    setAt(this.found, file, this.versions.length);
    return found;
  }

  private addRename(row: EventRow): void {
    const from = absolutePath(this.context, row, 'source');
    const to = absolutePath(this.context, row, 'target');
    if (from !== undefined && to !== undefined) this.renames.add({ row, from, to });
  }

  private addSeek(row: EventRow, file: OpenFileId): void {
    const rows = this.seeks.get(file);
    if (rows) rows.push(row);
    else this.seeks.set(file, [row]);
  }
}

/** Whether an fd is a regular file with a name. */
function isFile({ fds }: Trace, version: FdVersion): boolean {
  const kind = fds.get(version, 'kind');
  if (kind !== FdKind.FILE && kind !== FdKind.FILE_WITH_FLAGS) return false;
  return fds.get(version, 'nameForm') === NameForm.TEXT;
}

function setAt(column: Int32Column, index: number, value: number): void {
  if (index >= column.length) column.extend(index + 1 - column.length);
  column.values[index] = value;
}
