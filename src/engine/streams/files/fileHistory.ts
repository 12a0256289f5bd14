import type { EventRow, OpenFileId } from '../../base/brands';
import { decodeText } from '../../base/text';
import { EVENT_TYPES } from '../../capture/eventTable';
import { FdKind } from '../../capture/fdList';
import { absolutePath } from '../../fields/absolutePath';
import type { FieldContext } from '../../fields/field';
import { NameForm } from '../../state/fdVersions';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../../trace/eventColumns';
import { streamOf } from '../stream';
import type { StreamIndex } from '../streamIndex';
import { type FileAccess, FileReader } from './fileAccess';

const OTHER = 0;
const RENAME = 1;
const SEEK = 2;

/** By event type: what it does to files, of what matters here. */
const ACTIONS: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, direction }) => {
  if (direction === '>') return OTHER;
  if (/^rename(at2?)?$/.test(name)) return RENAME;
  return /^l?lseek$/.test(name) ? SEEK : OTHER;
});

/** One content of a file: what was read or written between one opening and its last call. */
export interface FileVersion {
  /** The path that it had in the end. */
  readonly path: string;
  /** The path that it was opened by, where it was renamed afterwards. */
  readonly openedAs: string | undefined;
  readonly file: OpenFileId;
  readonly isWritten: boolean;
  /** First and last call that moved bytes, and the call that gave it the path that it had in the end. */
  readonly firstRow: EventRow;
  readonly lastRow: EventRow;
  readonly renamedRow: EventRow | undefined;
  /** Bytes that were moved. */
  readonly length: number;
}

interface Rename {
  readonly row: EventRow;
  readonly from: string;
  readonly to: string;
}

/** The files of a capture as they were read and as they were written, with their versions through renaming. */
export class FileHistory {
  /** In the order of their first call. */
  readonly versions: readonly FileVersion[];
  private readonly seeks = new Map<OpenFileId, EventRow[]>();
  private readonly renames: Rename[] = [];
  private readonly reader: FileReader;

  /** Walks the trace once. Throws a `RawBytesError` where the paths of renamed files cannot be read again. */
  constructor(
    private readonly context: FieldContext,
    private readonly index: StreamIndex,
  ) {
    this.reader = new FileReader(context.trace, context.raw);
    this.walk();
    const versions = index.files.flatMap((file) => this.versionsOf(file));
    this.versions = versions.sort((a, b) => a.firstRow - b.firstRow);
  }

  /** The versions of one path, in the order in which they came to be there. */
  versionsAt(path: string): FileVersion[] {
    return this.versions.filter((version) => version.path === path);
  }

  /** What was moved, at its places in the file. */
  accessOf({ file }: FileVersion): FileAccess {
    const { trace } = this.context;
    return this.reader.accessOf(streamOf(trace, this.index, file), this.seeks.get(file) ?? []);
  }

  private walk(): void {
    const { events } = this.context.trace;
    for (let row = 0; row < events.length; row++) {
      const chunk = events.chunk(row >> CHUNK_BITS);
      const at = row & (CHUNK_ROWS - 1);
      const action = ACTIONS[chunk.type[at]];
      if (action === OTHER || (chunk.flags[at] & RowFlag.FAILED) !== 0) continue;
      if (action === RENAME) this.addRename(row as EventRow);
      else this.addSeek(row as EventRow);
    }
  }

  private addRename(row: EventRow): void {
    const from = absolutePath(this.context, row, 'source');
    const to = absolutePath(this.context, row, 'target');
    if (from !== undefined && to !== undefined) this.renames.push({ row, from, to });
  }

  private addSeek(row: EventRow): void {
    const file = this.index.fileOf(row);
    const rows = this.seeks.get(file);
    if (rows) rows.push(row);
    else this.seeks.set(file, [row]);
  }

  private versionsOf(file: OpenFileId): FileVersion[] {
    const { trace } = this.context;
    const openedAs = this.pathOf(file);
    if (openedAs === undefined) return [];
    const stream = streamOf(trace, this.index, file);
    const moving = stream.pieces.filter(({ length }) => length > 0);
    const [first, last] = [moving.at(0), moving.at(-1)];
    if (!first || !last) return [];
    const isWritten = stream.writeLength > 0;
    const { path, row } = isWritten ? this.finalPath(openedAs, first.row) : { path: openedAs, row: undefined };
    return [
      {
        path,
        openedAs: path === openedAs ? undefined : openedAs,
        file,
        isWritten,
        firstRow: first.row,
        lastRow: last.row,
        renamedRow: row,
        length: isWritten ? stream.writeLength : stream.readLength,
      },
    ];
  }

  /** The name of a regular file's fd; undefined for what is none. */
  private pathOf(file: OpenFileId): string | undefined {
    const { fds, events, texts } = this.context.trace;
    const rows = this.index.rowsOf(file);
    const version = events.fd(rows[0] as EventRow);
    const kind = fds.get(version, 'kind');
    const isFile = kind === FdKind.FILE || kind === FdKind.FILE_WITH_FLAGS;
    if (!isFile || fds.get(version, 'nameForm') !== NameForm.TEXT) return undefined;
    return decodeText(texts.bytes(fds.get(version, 'name')));
  }

  /** Where a file that was written as `path` from `row` on was moved to. */
  private finalPath(path: string, row: EventRow): { readonly path: string; readonly row: EventRow | undefined } {
    let now = path;
    let last: EventRow | undefined;
    for (const rename of this.renames) {
      if (rename.row > row && rename.from === now) {
        now = rename.to;
        last = rename.row;
      }
    }
    return { path: now, row: last };
  }
}
