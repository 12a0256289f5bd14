/** What the session says of files as they were read and written. */

/** What files can be listed in the order of: the first event of a content, or one of the other columns. */
export type FileOrder = 'number' | 'path' | 'process' | 'read' | 'written' | 'missing';

/**
 * Why a content is perhaps not the whole file: buffers were cut; it was open before the capture began; something stood in it
 * before it was written; nobody read as far as its end.
 */
export type FileLack = 'cut' | 'open-before' | 'not-emptied' | 'end-unseen';

/** One content of a file: what was read or written between one opening and its last call. Named by its first event. */
export interface FileLine {
  readonly number: number;
  readonly lastNumber: number;
  /** The event that gave it the path that it had in the end; null where it kept its own. */
  readonly renameNumber: number | null;
  /** `HH:MM:SS.nnnnnnnnn`. */
  readonly time: string;
  readonly process: string;
  /** The path that it had in the end; and the one that it was opened by, where that is another, else empty. */
  readonly path: string;
  readonly openedAs: string;
  /** Its content is what was written; else what was read. */
  readonly written: boolean;
  /** Bytes that were moved. */
  readonly readLength: number;
  readonly writtenLength: number;
  /** Bytes of them that the capture lacks; null while they are not counted. */
  readonly missing: number | null;
  /** Its place among the contents of its path that were written, or among those that were read, from 1; null before `counted`. */
  readonly version: number | null;
  readonly versions: number | null;
  readonly lacks: readonly FileLack[];
}

export interface FilePage {
  /** Files that are listed, and all. */
  readonly count: number;
  readonly total: number;
  /** All files are found; and what they lack is counted. Until then asking again goes on with that. */
  readonly complete: boolean;
  readonly counted: boolean;
  readonly files: readonly FileLine[];
}

export interface FileContent extends FileLine {
  /** As UTF-8; what the capture lacks stands as a mark. */
  readonly text: string;
}

export interface FileBytes extends FileLine {
  readonly bytes: Uint8Array;
  /** Bytes among them that the capture lacks, or that nobody moved: they are zero. */
  readonly lacking: number;
}

/** Questions about files as they were read and written. */
export interface FileMethods {
  /**
   * At most 500 of the files, in the order of their first event unless another is asked for: all, or those that an event of a
   * selection is about; with a text, those whose path or process contains it. Where all are asked for in their own order, there may
   * be fewer than there will be.
   */
  files(params: {
    from: number;
    count: number;
    selection?: number;
    order?: FileOrder;
    descending?: boolean;
    text?: string;
  }): FilePage;
  /** The file whose first event this is. */
  file(params: { number: number }): FileLine;
  /** What it held. */
  fileContent(params: { number: number }): FileContent;
  /** The same as bytes. */
  fileBytes(params: { number: number }): FileBytes;
}
