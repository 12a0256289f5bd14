import type { EventRow } from '../../engine/base/brands';
import type { Steps } from '../../engine/base/steps';
import type { PacketContextOfTrace } from '../../engine/packets/recognise/packetsOf';
import type { Stream, StreamPiece } from '../../engine/streams/stream';
import { StreamBytes } from '../../engine/streams/streamBytes';
import { Direction } from '../../engine/streams/streamIndex';
import type { SessionParams } from '../protocol';
import type { ContentGap, StreamContent, StreamPart } from '../streamProtocol';

/** Most gaps that are told one by one; the rest is told as a number. */
const MOST_GAPS = 10_000;
/** Room that is taken at first, in bytes. */
const FIRST_ROOM = 64 * 1024;
/** Calls that are read between two steps. */
const CALLS = 16;

/** Puts the bytes of a stream together, as they were moved: those of both directions in the order of time. */
export class StreamContents {
  private readonly reader: StreamBytes;

  constructor(context: PacketContextOfTrace) {
    this.reader = new StreamBytes(context.trace, context.raw);
  }

  /** What the capture holds of a part of a stream, up to `most` bytes. Throws a `RawBytesError` where it cannot be read. */
  *steps(stream: Stream, part: Exclude<StreamPart, 'body'>, most: number): Steps<Omit<StreamContent, 'name'>> {
    let bytes = new Uint8Array(FIRST_ROOM);
    let length = 0;
    let missing = 0;
    let isCut = false;
    const gaps: ContentGap[] = [];
    for (let index = 0; index < stream.count && !isCut; index++) {
      if (index % CALLS === CALLS - 1) yield;
      const piece = stream.piece(index);
      if (!isOf(piece, part) || piece.length === 0) continue;
      const view = this.reader.viewOf(piece);
      const fitting = view.subarray(0, most - length);
      if (length + fitting.length > bytes.length) {
        const larger = new Uint8Array(Math.min(most, Math.max(2 * bytes.length, length + fitting.length)));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      bytes.set(fitting, length);
      length += fitting.length;
      isCut = fitting.length < view.length;
      const lack = piece.length - view.length;
      missing += lack;
      if (lack > 0 && gaps.length < MOST_GAPS) gaps.push({ at: length, length: lack });
    }
    return { bytes: bytes.slice(0, length), gaps, missing, isCut, mediaType: '', lack: '' };
  }
}

function isOf({ direction }: StreamPiece, part: StreamPart): boolean {
  return part === 'both' || (direction === Direction.READ) === (part === 'read');
}

/** A name for a file with a part of a stream: of the event that it was asked by. */
export function contentName(row: EventRow, part: SessionParams<'streamContent'>['part']): string {
  return `event-${row + 1}-${part === 'both' ? 'conversation' : part}`;
}
