/** What the session says of streams: the bytes that went over one open file. */

/** How a conversation is laid out: its bytes as text or hex, or one line for each call. */
export type StreamMode = 'text' | 'hex' | 'calls';

/** The other end of a connection, a unix socket or a pipe. */
export interface StreamPeer {
  /** Its first event that read or wrote. */
  readonly event: number;
  readonly process: string;
  /** `translated`: the two ends see different addresses. */
  readonly joining: 'same' | 'translated';
}

/** What an open file is, and how much went over it. */
export interface StreamHead {
  /** The same for all events of one open file. */
  readonly id: number;
  readonly type: string;
  readonly name: string;
  /** Who used it: each process once, the first first. */
  readonly processes: readonly string[];
  readonly peer: StreamPeer | null;
  readonly calls: number;
  readonly failed: number;
  readonly readLength: number;
  readonly writtenLength: number;
}

/** A line of a conversation. */
export interface StreamLine {
  /** The event that moved these bytes. */
  readonly number: number;
  readonly direction: 'read' | 'written';
  /** `gap`: bytes that the capture does not have; `unwritten`: of a partial write; `end`: a call that read nothing. */
  readonly kind: 'data' | 'gap' | 'unwritten' | 'failure' | 'end';
  /** The first line of its call. */
  readonly first: boolean;
  /** `HH:MM:SS.nnnnnnnnn`. */
  readonly time: string;
  readonly process: string;
  /** Where the line begins in its direction, in bytes. */
  readonly offset: number;
  /** Bytes that the call moved, and how many of them the capture lacks. */
  readonly length: number;
  readonly missing: number;
  /** Bytes that the call was asked to write and did not; 0 for reads, and where nobody knows. */
  readonly unwritten: number;
  /** The bytes as text or hex; or what there is to say of a gap, a failure, an end. Control characters are replaced. */
  readonly text: string;
  /** Beside hex, the same bytes as ASCII; else empty. */
  readonly ascii: string;
}

export interface StreamPage {
  /** Lines that are known so far; all of them where `complete`. */
  readonly count: number;
  readonly complete: boolean;
  readonly from: number;
  readonly lines: readonly StreamLine[];
}

/** What of a conversation is opened or saved: one direction or both, or the body of the HTTP message that an event begins. */
export type StreamPart = 'both' | 'read' | 'written' | 'body';

/** Bytes that the capture lacks, at their place among those that it has. */
export interface ContentGap {
  readonly at: number;
  readonly length: number;
}

/** The bytes of a part of a conversation, as they were moved; of a body, without chunks and compression. */
export interface StreamContent {
  /** What a file with it could be called. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The first 10,000 gaps. */
  readonly gaps: readonly ContentGap[];
  /** Bytes that the capture lacks. */
  readonly missing: number;
  /** There are more bytes than were asked for. */
  readonly isCut: boolean;
  /** Of a body that has one, else empty. */
  readonly mediaType: string;
  /** What a body lacks, as sentences. */
  readonly lack: string;
}

/** Questions about streams; an event names the one that it is about. */
export interface StreamMethods {
  /** The open file that an event is about; fails where it is about none. */
  stream(params: { number: number }): StreamHead;
  /**
   * At most 500 lines of its conversation. It is laid out as it is asked for: there may be fewer lines than asked for yet. With
   * `start`, the lines from the event's own call on: they are there at once, however long the conversation is.
   */
  streamLines(params: { number: number; mode: StreamMode; from: number; count: number; start?: boolean }): StreamPage;
  /** The first line of an event's call, or of the latest call before it; -1 where nothing was read or written. */
  streamPlace(params: { number: number; mode: StreamMode }): { readonly index: number };
  /** At most `most` bytes of a part of its conversation. */
  streamContent(params: { number: number; part: StreamPart; most: number }): StreamContent;
  /**
   * The next line behind `from` that contains a text (in any case), or in which one begins that the next calls of its direction go
   * on with; round the end to the beginning; -1 where there is none.
   */
  streamFind(params: { number: number; mode: StreamMode; text: string; from: number }): { readonly index: number };
}
