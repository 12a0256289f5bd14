import type { EventRow } from '../../engine/base/brands';
import type { FieldContext } from '../../engine/fields/fieldReader';
import { LocalClock } from '../../engine/format/timeText';
import { FileReader } from '../../engine/streams/files/fileAccess';
import {
  type FilePart,
  fileBytes,
  fileSize,
  fileTextSteps,
  overlaySteps,
} from '../../engine/streams/files/fileContent';
import { FileGaps } from '../../engine/streams/files/fileGaps';
import { FileHistory, type FileVersion } from '../../engine/streams/files/fileHistory';
import type { Selection } from '../../engine/trace/selection';
import { timeOf } from '../eventLines';
import type { FileBytes, FileContent, FileLack, FileLine, FilePage } from '../fileProtocol';
import type { SelectionId, SessionParams } from '../protocol';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';
import { SlicePace } from '../slicePace';
import { inSlices } from '../slices';
import { FileNumbers } from './fileNumbers';
import { type FileRequest, fileOrderSteps, type KnownFiles } from './fileOrder';
import type { OpenStreams } from './openStreams';
import { processText } from './processText';

/** Longest content that is handed over, in characters or bytes: what is longer no editor shows. */
const LONGEST_CONTENT = 32 * 1024 * 1024;
/** Longest file that is handed over to be saved, in bytes. */
const LONGEST_FILE = 256 * 1024 * 1024;
/** How long an answer looks for files that nobody waits for, in ms. */
const PATIENCE = 60;

/** A list as it was made, and of what. */
interface MadeList {
  readonly key: string;
  readonly indices: Int32Array;
}

/**
 * Answers which files were read and written, and what they held. A version is named by its first event. First the files are found,
 * then is counted what the capture lacks of them; both go on as long as somebody asks.
 */
export class FileViews {
  private readonly clock = new LocalClock();
  private readonly files: KnownFiles;
  private readonly reader: FileReader;
  private readonly pace = new SlicePace();
  private readonly gapPace = new SlicePace();
  private made: MadeList = { key: '', indices: new Int32Array(0) };
  private numbers: { readonly of: FileNumbers; readonly rows: number } | undefined;

  constructor(
    { trace, raw }: FieldContext,
    private readonly streams: OpenStreams,
    private readonly port: Pick<SessionPort, 'breathe'>,
    private readonly rowsOf: (selection: SelectionId) => Selection,
  ) {
    const history = new FileHistory({ trace, raw });
    this.files = { trace, index: streams.index, history, gaps: new FileGaps(trace, raw, history) };
    this.reader = new FileReader(trace, raw, streams.index);
  }

  async list(
    { from, count, selection = 0, order = 'number', descending = false, text = '' }: SessionParams<'files'>,
    cancellation: Cancellation,
  ): Promise<FilePage> {
    const { history } = this.files;
    const isPlain = order === 'number' && !descending && selection === 0 && text === '';
    const deadline = performance.now() + PATIENCE;
    const mayAnswer = (): boolean => isPlain && performance.now() > deadline && history.versions.length >= from + count;
    await this.find(cancellation, mayAnswer);
    const isFound = this.isFound;
    const mayAnswerUncounted = (): boolean => order !== 'missing' && performance.now() > deadline;
    if (isFound) await this.count(cancellation, mayAnswerUncounted);
    const kept = selection === 0 ? undefined : this.rowsOf(selection);
    const indices = isPlain
      ? undefined
      : await this.indices({ order, descending, text, kept }, selection, cancellation);
    const total = history.versions.length;
    const end = Math.min(indices?.length ?? total, from + count);
    const files: FileLine[] = [];
    for (let at = from; at < end; at++) files.push(this.line(history.versions[indices ? indices[at] : at]));
    return { count: indices?.length ?? total, total, complete: isFound, counted: this.isCounted, files };
  }

  async file(row: EventRow, cancellation: Cancellation): Promise<FileLine> {
    return this.line(await this.version(row, cancellation));
  }

  /** What a version holds, as it was after its last call; what the capture lacks stands as a mark. */
  async content(row: EventRow, cancellation: Cancellation): Promise<FileContent> {
    const version = await this.version(row, cancellation);
    const { parts, isCut } = await this.parts(version, LONGEST_CONTENT, cancellation);
    const text = await inSlices(fileTextSteps(parts, LONGEST_CONTENT), this.port, cancellation);
    const cut = isCut || text.length > LONGEST_CONTENT ? '\n⟨the rest is too long to be shown⟩\n' : '';
    return { ...this.line(version), text: text.slice(0, LONGEST_CONTENT) + cut };
  }

  /** The bytes of a version; what the capture lacks is zero. */
  async bytes(row: EventRow, cancellation: Cancellation): Promise<FileBytes> {
    const version = await this.version(row, cancellation);
    const { parts, isCut } = await this.parts(version, LONGEST_FILE, cancellation);
    const { length, missing } = fileSize(parts);
    if (isCut || length > LONGEST_FILE) {
      throw new SessionRequestError(
        'bad-request',
        `The file is longer than the ${LONGEST_FILE} bytes that can be saved.`,
      );
    }
    return { ...this.line(version), bytes: fileBytes(parts, length), lacking: missing };
  }

  private get isFound(): boolean {
    return this.files.history.rowsSeen === this.files.trace.events.length;
  }

  private get isCounted(): boolean {
    const { history, gaps } = this.files;
    return gaps.rowsSeen === history.rowsSeen && this.numbers?.rows === history.rowsSeen;
  }

  /** Goes on looking for files, until all are found or `mayAnswer`. */
  private async find(cancellation: Cancellation, mayAnswer: () => boolean): Promise<void> {
    await this.streams.update(cancellation);
    while (!this.isFound && !mayAnswer()) {
      this.pace.run((rows) => this.files.history.advance(rows));
      await this.breathe(cancellation);
    }
  }

  /** Goes on counting what is missing and which version is which, until that is known or `mayAnswer`. */
  private async count(cancellation: Cancellation, mayAnswer: () => boolean): Promise<void> {
    const { history, gaps } = this.files;
    while (gaps.rowsSeen < history.rowsSeen && !mayAnswer()) {
      this.gapPace.run((rows) => gaps.advance(rows));
      await this.breathe(cancellation);
    }
    const { rowsSeen } = history;
    if (gaps.rowsSeen < rowsSeen || this.numbers?.rows === rowsSeen) return;
    this.numbers = { of: await inSlices(FileNumbers.steps(history), this.port, cancellation), rows: rowsSeen };
  }

  private async indices(request: FileRequest, selection: SelectionId, cancellation: Cancellation): Promise<Int32Array> {
    const { order, descending, text, kept } = request;
    const { history } = this.files;
    const key = JSON.stringify([history.rowsSeen, order, descending, text, selection, kept?.count]);
    if (this.made.key !== key) {
      this.made = { key, indices: await inSlices(fileOrderSteps(this.files, request), this.port, cancellation) };
    }
    return this.made.indices;
  }

  private async version(row: EventRow, cancellation: Cancellation): Promise<FileVersion> {
    await this.find(cancellation, () => false);
    const version = this.files.history.versionOf(this.files.index.fileOf(row));
    if (version?.firstRow === row) return version;
    throw new SessionRequestError('bad-request', `No file was first read or written by event ${row + 1}.`);
  }

  private async parts(
    version: FileVersion,
    most: number,
    cancellation: Cancellation,
  ): Promise<{ readonly parts: FilePart[]; readonly isCut: boolean }> {
    const work = this.reader.accessSteps(this.files.history, version, most);
    const { read, written, isCut } = await inSlices(work, this.port, cancellation);
    return { parts: await inSlices(overlaySteps(version.isWritten ? written : read), this.port, cancellation), isCut };
  }

  private line(version: FileVersion): FileLine {
    const { history, gaps, trace } = this.files;
    const { firstRow, lastRow, isWritten, readLength, writtenLength } = version;
    const [path, openedAs] = [history.pathOf(version), history.openedAs(version)];
    const number = this.numbers?.of.of(version);
    const renamedRow = path === openedAs ? undefined : history.renamedRow(version);
    return {
      number: firstRow + 1,
      lastNumber: lastRow + 1,
      renameNumber: renamedRow === undefined ? null : renamedRow + 1,
      time: this.clock.timeOfDay(timeOf(trace, firstRow)),
      process: processText(trace, firstRow),
      path,
      openedAs: path === openedAs ? '' : openedAs,
      written: isWritten,
      readLength,
      writtenLength,
      missing: gaps.rowsSeen === history.rowsSeen ? gaps.missingOf(version) : null,
      version: number?.place ?? null,
      versions: number?.count ?? null,
      lacks: lacksOf(version, gaps.missingOf(version)),
    };
  }

  private async breathe(cancellation: Cancellation): Promise<void> {
    await this.port.breathe();
    throwIfCancelled(cancellation);
  }
}

/** Why this is perhaps not the whole file. */
function lacksOf({ isWritten, isOpened, wasEmpty, isReadToEnd }: FileVersion, missing: number): FileLack[] {
  const lacks: FileLack[] = [];
  if (missing > 0) lacks.push('cut');
  if (!isOpened) lacks.push('open-before');
  else if (isWritten && !wasEmpty) lacks.push('not-emptied');
  if (!isWritten && !isReadToEnd) lacks.push('end-unseen');
  return lacks;
}
