import type { EventRow, OpenFileId } from '../../src/engine/base/brands';
import { SocketLives } from '../../src/engine/streams/conversations/socketLives';
import { DirectionBytes } from '../../src/engine/streams/directionBytes';
import { DnsReader } from '../../src/engine/streams/dns/dnsMessages';
import type { DnsTransaction } from '../../src/engine/streams/dns/dnsTransactions';
import { FileReader } from '../../src/engine/streams/files/fileAccess';
import { fileText, overlay } from '../../src/engine/streams/files/fileContent';
import { FileHistory, type FileVersion } from '../../src/engine/streams/files/fileHistory';
import { type HttpExchange, httpExchanges } from '../../src/engine/streams/http/httpExchanges';
import type { HttpTransaction } from '../../src/engine/streams/http/httpTransactions';
import { Peers } from '../../src/engine/streams/peers';
import { type Stream, streamOf } from '../../src/engine/streams/stream';
import { StreamBytes } from '../../src/engine/streams/streamBytes';
import { Direction, StreamIndex } from '../../src/engine/streams/streamIndex';
import { transactionsOf } from '../../src/engine/streams/transactions';
import type { OpenedTrace } from './openedTrace';

/** The streams of a trace, with the questions that tests ask. Events are named by number, from 1. */
export class OpenedStreams {
  readonly index: StreamIndex;
  readonly bytes: StreamBytes;

  constructor(readonly opened: OpenedTrace) {
    this.index = new StreamIndex(opened.trace);
    this.index.update();
    this.bytes = new StreamBytes(opened.trace, opened.raw);
  }

  get peers(): Peers {
    return new Peers(this.opened.trace, this.index);
  }

  /** The open file that an event is about. */
  fileOf(event: number): OpenFileId {
    return this.index.fileOf((event - 1) as EventRow);
  }

  /** The stream of the open file that an event is about. */
  stream(event: number): Stream {
    return streamOf(this.opened.trace, this.index, this.fileOf(event));
  }

  /** What was read from or written to it, as text; bytes that the capture lacks as `‹n›`. */
  text(event: number, direction: 'read' | 'written'): string {
    const bytes = this.directionBytes(event, direction);
    let text = '';
    for (let at = bytes.start; at < bytes.end; ) {
      const some = bytes.from(at, bytes.end - at);
      text += new TextDecoder().decode(some);
      at += some.length;
      let missing = 0;
      while (at + missing < bytes.end && bytes.from(at + missing, 1).length === 0) missing++;
      if (missing > 0) text += `‹${missing}›`;
      at += missing;
    }
    return text;
  }

  directionBytes(event: number, direction: 'read' | 'written'): DirectionBytes {
    const pieces = this.stream(event).of(direction === 'read' ? Direction.READ : Direction.WRITE);
    return new DirectionBytes(this.bytes.contentOf(pieces), pieces);
  }

  /** The HTTP exchanges of all streams. */
  get exchanges(): HttpExchange[] {
    const { trace } = this.opened;
    return this.index.files.flatMap((file) => httpExchanges(trace, streamOf(trace, this.index, file), this.bytes));
  }

  get lives(): SocketLives {
    const lives = new SocketLives(this.opened.trace, this.index);
    lives.update();
    return lives;
  }

  get httpTransactions(): HttpTransaction[] {
    return this.transactions.http;
  }

  get dnsTransactions(): DnsTransaction[] {
    return this.transactions.dns;
  }

  private get transactions(): ReturnType<typeof transactionsOf> {
    const { exchanges, peers, lives } = this;
    const { trace, raw } = this.opened;
    const { messages } = new DnsReader(trace, this.index, raw);
    return transactionsOf(trace, { exchanges, messages, peers, lives });
  }

  get files(): FileHistory {
    const { trace, raw } = this.opened;
    const files = new FileHistory({ trace, raw });
    files.advance();
    return files;
  }

  /** What a version of a file holds, as text: what was written to it, or else what was read. */
  fileText(files: FileHistory, version: FileVersion): string {
    const { trace, raw } = this.opened;
    const { read, written } = new FileReader(trace, raw, this.index).accessOf(files, version);
    return fileText(overlay(version.isWritten ? written : read));
  }

  /** Name of the process that made an event's call. */
  processOf(row: EventRow | undefined): string {
    if (row === undefined) return '?';
    const { threads, events, texts } = this.opened.trace;
    return texts.text(threads.get(events.thread(row), 'comm'));
  }
}
