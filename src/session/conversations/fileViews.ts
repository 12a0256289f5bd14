import type { EventRow } from '../../engine/base/brands';
import type { FieldContext } from '../../engine/fields/field';
import { LocalClock } from '../../engine/format/timeText';
import { fileText, overlay } from '../../engine/streams/files/fileContent';
import { FileHistory, type FileVersion } from '../../engine/streams/files/fileHistory';
import type { FileContent, FileLine } from '../conversationProtocol';
import { timeOf } from '../eventLines';
import type { Cancellation } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { OpenStreams } from './openStreams';
import { processText } from './processText';

/** Longest content that is handed over, in characters: what is longer no editor shows. */
const LONGEST_CONTENT = 32 * 1024 * 1024;

/** Answers which files were read and written, and what they held. A version is named by its first event. */
export class FileViews {
  private readonly clock = new LocalClock();
  private history: { readonly files: FileHistory; readonly rows: number } | undefined;

  constructor(
    private readonly context: FieldContext,
    private readonly streams: OpenStreams,
  ) {}

  async list(
    from: number,
    count: number,
    cancellation: Cancellation,
  ): Promise<{ readonly count: number; readonly files: readonly FileLine[] }> {
    const { versions } = await this.whole(cancellation);
    return { count: versions.length, files: versions.slice(from, from + count).map((version) => this.line(version)) };
  }

  /** What a version holds, as it was after its last call; what the capture lacks stands as a mark. */
  async content(row: EventRow, cancellation: Cancellation): Promise<FileContent> {
    const files = await this.whole(cancellation);
    const version = files.versions.find(({ firstRow }) => firstRow === row);
    if (!version)
      throw new SessionRequestError('bad-request', `No file was first read or written by event ${row + 1}.`);
    const { read, written } = files.accessOf(version);
    const text = fileText(overlay(version.isWritten ? written : read));
    const cut = text.length > LONGEST_CONTENT ? '\n⟨the rest is too long to be shown⟩\n' : '';
    return { ...this.line(version), text: text.slice(0, LONGEST_CONTENT) + cut };
  }

  private line({ firstRow, path, openedAs, isWritten, length }: FileVersion): FileLine {
    return {
      number: firstRow + 1,
      time: this.clock.timeOfDay(timeOf(this.context.trace, firstRow)),
      process: processText(this.context.trace, firstRow),
      path,
      openedAs: openedAs ?? '',
      written: isWritten,
      length,
    };
  }

  private async whole(cancellation: Cancellation): Promise<FileHistory> {
    await this.streams.update(cancellation);
    const rows = this.streams.index.rowsSeen;
    if (this.history?.rows !== rows) {
      this.history = { files: new FileHistory(this.context, this.streams.index), rows };
    }
    return this.history.files;
  }
}
