import type { DissectionNode } from '../engine/packets/dissection';

/** What the session says of packets, streams, transactions and files: the part of the protocol that is about data. */

/** Why an event has no packet or no stream, each as a sentence; a member is missing where it has one. */
export interface EventLacks {
  readonly packet?: string;
  readonly stream?: string;
}

/** A place where a packet was seen. */
export interface PacketHop {
  readonly event: number;
  /** Who saw it, in what call: `event 4263: flanneld (17565) read /dev/net/tun`. */
  readonly text: string;
  /** Nanoseconds since it was seen first. */
  readonly after: number;
  /** What changed since the place before. */
  readonly changes: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** The packet that an event carries. Texts are the packet's own, and hostile. */
export interface PacketView {
  /** The event that was asked for, or its exit: the one that has the bytes. */
  readonly event: number;
  /** Its number among the packets of the capture, from 1, and how many there are. */
  readonly number: number;
  readonly count: number;
  /** Addresses, protocol, length and info, as one line. */
  readonly text: string;
  /** What more there is to say in a few words, or empty. */
  readonly detail: string;
  /** Byte ranges are those of `bytes`. */
  readonly layers: readonly DissectionNode[];
  /** The data of the event, of which the packet may be a part. */
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly hops: readonly PacketHop[];
  readonly remarks: readonly string[];
  /** Packets that it has to do with, each by the event that it was seen at first. */
  readonly related: readonly { readonly text: string; readonly event: number }[];
}

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

/** A pcapng file, and how many packets are in it. */
export interface PcapngFile {
  readonly bytes: Uint8Array;
  readonly packets: number;
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

/** Questions about packets and streams; an event names the one that it is about. */
export interface ConversationMethods {
  /** The packet that an event carries; fails where it carries none. */
  packet(params: { number: number }): PacketView;
  /** The packets that an event of a selection read or wrote as a pcapng file, each once, with comments on who saw it. */
  packetFile(params: { selection: number }): PcapngFile;
  /** What sockets of IPv4 and IPv6 said that an event of a selection is about, as packets in a pcapng file. */
  conversationFile(params: { selection: number }): PcapngFile;
  /** The one conversation that an event is about, as `conversationFile`; no packets where it is about none of a socket. */
  streamFile(params: { number: number }): PcapngFile;
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

/** A request or a question in the list, indented below the one that caused it. Texts are the capture's own. */
export interface TransactionLine {
  /** Its place among all transactions of the capture, as `transaction` takes it. */
  readonly id: number;
  readonly depth: number;
  /** `call`: of Redis, memcached, MySQL, PostgreSQL or FastCGI; its request begins with the protocol's name. */
  readonly kind: 'http' | 'dns' | 'call';
  /** Its first event. */
  readonly number: number;
  /** `HH:MM:SS.nnnnnnnnn`. */
  readonly time: string;
  /** The process that asked and the one that answered; its address, or `?`, where the capture does not have it. */
  readonly from: string;
  readonly to: string;
  readonly request: string;
  /** Why there is none, where there is no answer. */
  readonly answer: string;
  readonly answered: boolean;
  /** The answer says that it did not work. */
  readonly failed: boolean;
  /** ns from the end of the request to the beginning of the answer; null without one. */
  readonly latency: number | null;
  /** Names of headers that the request has and the one above it does not. */
  readonly added: readonly string[];
  /** What the client asked of name services before it connected for this request; null where it asked nothing. */
  readonly lookup: TransactionLookup | null;
}

/** The time that a request had to wait for the name of its server. */
export interface TransactionLookup {
  /** `8.55s of DNS before the connection: 12 questions for backend, 2 of them not answered`. */
  readonly text: string;
  /** ns from the first question to the connection. */
  readonly duration: number;
  /** The event of the first question, and the one that made the connection. */
  readonly number: number;
  readonly connected: number;
}

export interface TransactionPage {
  /** Transactions that have an event of the selection, and all. */
  readonly count: number;
  readonly total: number;
  /** Streams that were not looked into, because they are too long. */
  readonly skipped: number;
  readonly from: number;
  readonly lines: readonly TransactionLine[];
}

/** A request or a response with all that it has; of DNS, its records stand as headers. */
export interface TransactionMessage {
  readonly title: string;
  readonly line: string;
  readonly headers: readonly { readonly name: string; readonly value: string; readonly added: boolean }[];
  readonly firstEvent: number;
  readonly lastEvent: number;
  /** The body as text, JSON in lines; without chunks and compression. */
  readonly body: string;
  readonly mediaType: string;
  /** Why this is not all of the body, as sentences. */
  readonly lack: string;
}

export interface TransactionView {
  readonly line: TransactionLine;
  readonly messages: readonly TransactionMessage[];
  /** A command line that sends the request again; null where it is none of HTTP, or not in the capture. */
  readonly curl: string | null;
}

/** Who sends or gets messages: the processes of one name in one container, or an address that the capture has no process of. */
export interface Participant {
  readonly name: string;
  /** Id of the container; empty on the host, and outside. */
  readonly container: string;
  readonly outside: boolean;
}

/** A line of the sequence of messages: a request, an answer, or a time in which nothing was said. */
export interface SequenceLine {
  /** The transaction that it is of, as `transaction` takes it; of a pause, the one that ends it. */
  readonly id: number;
  readonly kind: 'request' | 'answer' | 'pause';
  /** The event that sent the request or received the answer; of a pause, the one that ended it. */
  readonly number: number;
  /** `HH:MM:SS.nnnnnnnnn`. */
  readonly time: string;
  /** How many requests it was sent to answer. */
  readonly depth: number;
  /** Who sends and who gets it: places among the participants. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** ns: how long an answer took or a pause was; null of a request. */
  readonly duration: number | null;
  /** A request that has an answer. */
  readonly answered: boolean;
  /** An answer that says that it did not work. */
  readonly failed: boolean;
  /** Names of headers that a request has and the one that caused it does not. */
  readonly added: readonly string[];
}

export interface SequencePage {
  readonly count: number;
  /** All of them, in the order in which they come in. */
  readonly participants: readonly Participant[];
  readonly from: number;
  readonly lines: readonly SequenceLine[];
}

/** Questions about requests with their answers. `id`s are those of the latest list; they change as the capture grows. */
export interface TransactionMethods {
  /** At most 500 transactions that have an event of the selection, with those that they caused. */
  transactions(params: { selection: number; from: number; count: number }): TransactionPage;
  transaction(params: { id: number }): TransactionView;
  /** Where in the list of a selection the latest transaction stands that an event is part of; -1: it is part of none. */
  transactionPlace(params: { selection: number; number: number }): { readonly index: number };
  /** At most 500 messages of the transactions that `transactions` lists, in the order of time. */
  sequence(params: { selection: number; from: number; count: number }): SequencePage;
  /** Where among them the latest message stands that an event is part of; -1: it is part of none. */
  sequencePlace(params: { selection: number; number: number }): { readonly index: number };
  /** The requests of HTTP that have an event of the selection, as an HTTP archive (HAR 1.2). */
  httpArchive(params: { selection: number }): { readonly text: string; readonly entries: number };
}

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
