/** A number that indexes one kind of thing and no other. */
export type Brand<Name extends string> = number & { readonly __brand: Name };

/** Index of an event in a trace, from 0 in the file's order; `evt.num` is this plus one. */
export type EventRow = Brand<'EventRow'>;
/** Index of an immutable state of a thread; 0 stands for "no thread". */
export type ThreadVersion = Brand<'ThreadVersion'>;
/** Index of an immutable state of one slot of an fd table; 0 stands for "the event has no fd". */
export type FdVersion = Brand<'FdVersion'>;
/** Index of an fd table; threads of a process share one. */
export type FdTableId = Brand<'FdTableId'>;
/** Index of a text or byte string in a dictionary; 0 is the empty one. */
export type TextId = Brand<'TextId'>;
/**
 * Number of an open file: what one open, socket, accept or pipe made, whatever fds of whatever processes mean it. Below 0:
 * files that were open before the capture began, of which only a process's fd number is known.
 */
export type OpenFileId = Brand<'OpenFileId'>;
/** Position in the uncompressed capture, in bytes; up to 2^53. */
export type CaptureOffset = Brand<'CaptureOffset'>;

export const NO_THREAD = 0 as ThreadVersion;
export const NO_FD = 0 as FdVersion;
export const EMPTY_TEXT = 0 as TextId;
