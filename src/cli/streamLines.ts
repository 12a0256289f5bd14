import type { EventRow, OpenFileId } from '../engine/base/brands';
import { decodeText } from '../engine/base/text';
import { fdNameBytes } from '../engine/fields/fdName';
import type { FieldContext } from '../engine/fields/fieldReader';
import { fdTypeWord } from '../engine/format/fdText';
import { durationText } from '../engine/format/timeText';
import { gapText } from '../engine/streams/files/fileContent';
import { Peers } from '../engine/streams/peers';
import {
  type ConversationCall,
  isSilent,
  spokenConversation,
  spokenProtocol,
} from '../engine/streams/protocols/conversationCalls';
import { overlayText } from '../engine/streams/protocols/overlayText';
import { type Stream, streamOf } from '../engine/streams/stream';
import { StreamBytes } from '../engine/streams/streamBytes';
import { Direction, type StreamIndex } from '../engine/streams/streamIndex';
import { EventPlaces } from './eventPlaces';
import type { Listed, StreamListing } from './printStreams';
import { visibleText } from './visibleText';

/** Lists what was read and written, open file by open file, with the other end where the capture has it. */
export class StreamLines implements StreamListing {
  private readonly places: EventPlaces;
  private readonly peers: Peers;

  private readonly bytes: StreamBytes;

  constructor(
    private readonly context: FieldContext,
    private readonly index: StreamIndex,
    /** Below each stream, what was asked and answered over it, where its protocol is known. */
    private readonly showsRequests: boolean,
  ) {
    this.places = new EventPlaces(context.trace);
    this.peers = new Peers(context.trace, index);
    this.bytes = new StreamBytes(context.trace, context.raw);
  }

  *list(): Iterable<Listed> {
    for (const file of this.index.files) {
      const stream = streamOf(this.context.trace, this.index, file);
      if (stream.readLength + stream.writeLength === 0) continue;
      yield {
        rows: stream.pieces.map(({ row }) => row),
        text: () => this.text(stream),
        json: () => this.json(stream),
      };
    }
  }

  /** The conversation: what was read after `<`, what was written after `>`, call by call. */
  contentOf(row: EventRow): string | undefined {
    const { trace, raw } = this.context;
    const file = this.index.fileOf(row);
    const stream = streamOf(trace, this.index, file);
    if (stream.pieces.length === 0) return undefined;
    const reader = new StreamBytes(trace, raw);
    let text = '';
    for (const piece of stream.pieces) {
      if (piece.length === 0) continue;
      const bytes = reader.bytesOf(piece);
      const missing = piece.length - bytes.length;
      const arrow = piece.direction === Direction.READ ? '<' : '>';
      const left = reader.unwritten(piece);
      const partial = left === 0 ? '' : `, ${left} more bytes were not taken`;
      text += `${arrow} event ${piece.row + 1} ${this.places.time(piece.row)} ${this.places.process(piece.row)}${partial}\n`;
      text += new TextDecoder().decode(bytes).split(/\r?\n/).map(visibleText).join('\n');
      text += `${missing > 0 ? gapText(missing) : ''}\n`;
    }
    return text;
  }

  private text(stream: Stream): string {
    const { pieces, readLength, writeLength, file } = stream;
    const { row } = pieces[0];
    const peer = this.peerRow(file);
    const other = peer === undefined ? '' : ` ▸ ${this.places.process(peer)}`;
    const failed = pieces.filter((piece) => piece.failed).length;
    const failures = failed === 0 ? '' : `, ${failed} failed`;
    const protocol = this.protocolOf(stream);
    const spoken = protocol === undefined ? '' : ` ${protocol}`;
    const line = `${row + 1} ${this.places.time(row)} ${this.places.process(row)}${other} ${this.fd(stream)}${spoken}: read ${readLength}, wrote ${writeLength} bytes in ${pieces.length} ${pieces.length === 1 ? 'call' : 'calls'}${failures}`;
    const calls = this.showsRequests ? this.callsOf(stream).map((call) => `    ${this.callText(call)}`) : [];
    return [line, ...calls].map((each) => `${visibleText(each)}\n`).join('');
  }

  /** The protocol that is spoken over a socket or pipe; undefined where it is none that is known here. */
  private protocolOf(stream: Stream): string | undefined {
    if (!this.maySpeak(stream)) return undefined;
    const protocol = spokenProtocol(this.context.trace, stream, this.bytes)?.protocol.name;
    return protocol ?? overlayText(this.context, stream);
  }

  private callsOf(stream: Stream): readonly ConversationCall[] {
    if (!this.maySpeak(stream)) return [];
    return spokenConversation(this.context.trace, stream, this.bytes)?.calls ?? [];
  }

  private maySpeak({ pieces }: Stream): boolean {
    const { trace } = this.context;
    return !isSilent(trace.fds.get(trace.events.fd(pieces[pieces.length - 1].row), 'kind'));
  }

  private callText({ request, response, latency }: ConversationCall): string {
    const answer = response ? `${response.text}, ${durationText(latency ?? 0)}` : 'no answer';
    const said = request.role === 'silent' ? request.text : `${request.text} → ${answer}`;
    return `${request.firstRow + 1} ${this.places.time(request.firstRow)} ${said}`;
  }

  private json(stream: Stream): unknown {
    const { pieces, readLength, writeLength, file } = stream;
    const peer = this.peers.peerOf(file);
    const peerRow = this.peerRow(file);
    return {
      ...this.places.observer(pieces[0].row),
      lastEvent: pieces[pieces.length - 1].row + 1,
      read: readLength,
      written: writeLength,
      calls: pieces.length,
      protocol: this.protocolOf(stream),
      ...(this.showsRequests && { requests: this.callsOf(stream).map(callObject) }),
      ...(peer && peerRow !== undefined && { peer: { ...this.places.observer(peerRow), joining: peer.joining } }),
    };
  }

  private peerRow(file: OpenFileId): EventRow | undefined {
    const peer = this.peers.peerOf(file);
    return peer && (this.index.rowsOf(peer.file)[0] as EventRow);
  }

  /** Type and name of the fd as it was in the end, when it had all its addresses. */
  private fd({ pieces }: Stream): string {
    const { trace } = this.context;
    const version = trace.events.fd(pieces[pieces.length - 1].row);
    if (!trace.fds.isKnown(version)) return `fd ${trace.fds.number(version)}`;
    return `${fdTypeWord(trace.fds.get(version, 'kind'))} ${decodeText(fdNameBytes(trace, version))}`.trimEnd();
  }
}

function callObject({ request, response, latency }: ConversationCall): unknown {
  return {
    event: request.firstRow + 1,
    request: request.text,
    ...(response && { answerEvent: response.firstRow + 1, answer: response.text, failed: response.failed, latency }),
  };
}
