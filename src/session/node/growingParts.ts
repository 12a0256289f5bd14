import fs from 'node:fs';
import { CaptureInputError } from '../captureInput';
import { CaptureParts, type PartsBeginning } from './captureParts';
import type { GrowingBytes } from './growingBytes';

/** A file of a capture in parts. */
interface Piece {
  readonly descriptor: number;
  /** Where it begins in the whole. */
  readonly from: number;
}

/**
 * A capture that is recorded in parts of which old ones are dropped: from its present beginning on, as if it were one file that
 * only grows. What is open here can be read although it is dropped, and takes its room on the disk until `close`. Reading throws a
 * `CaptureInputError` where a part was dropped before it could be opened.
 */
export class GrowingParts implements GrowingBytes {
  readonly eventsBefore: number;
  private readonly parts: CaptureParts;
  private readonly pieces: Piece[] = [];
  private lastPart: number;

  constructor(capture: string) {
    this.parts = new CaptureParts(capture);
    const { part, eventsBefore } = this.openBeginning();
    this.lastPart = part;
    this.eventsBefore = eventsBefore;
  }

  get size(): number {
    const { descriptor, from } = this.last;
    let size = from + fs.fstatSync(descriptor).size;
    for (let part = this.lastPart + 1, more = this.sizeOf(part); more > 0; more = this.sizeOf(++part)) size += more;
    return size;
  }

  read(offset: number, target: Uint8Array): number {
    const piece = this.pieces.findLast(({ from }) => from <= offset) ?? this.last;
    const readHere = (): number => fs.readSync(piece.descriptor, target, 0, target.length, offset - piece.from);
    let count = readHere();
    if (count > 0 || piece !== this.last) return count;
    if (this.sizeOf(this.lastPart + 1) === 0) {
      this.checkNotBehind();
      return 0;
    }
    // This part is complete, but was perhaps not when it was looked at.
    count = readHere();
    if (count > 0) return count;
    this.open(this.parts.part(++this.lastPart), piece.from + fs.fstatSync(piece.descriptor).size);
    return this.read(offset, target);
  }

  close(): void {
    for (const { descriptor } of this.pieces.splice(0)) fs.closeSync(descriptor);
  }

  private get last(): Piece {
    return this.pieces[this.pieces.length - 1];
  }

  private sizeOf(part: number): number {
    return fs.statSync(this.parts.part(part), { throwIfNoEntry: false })?.size ?? 0;
  }

  private checkNotBehind(): void {
    const next = this.lastPart + 1;
    if (this.parts.beginning.part > next && !fs.existsSync(this.parts.part(next))) {
      throw new CaptureInputError('What comes next was dropped before it could be read.');
    }
  }

  /** Opens the first files; they may be dropped just then, and others are the first ones. */
  private openBeginning(): PartsBeginning {
    for (;;) {
      const { beginning } = this.parts;
      try {
        const { part } = beginning;
        if (part > 0) this.open(this.parts.start(part), 0);
        this.open(this.parts.part(part), part > 0 ? fs.fstatSync(this.last.descriptor).size : 0);
        return beginning;
      } catch (error) {
        this.close();
        if (this.parts.beginning.part === beginning.part) throw error;
      }
    }
  }

  private open(path: string, from: number): void {
    this.pieces.push({ descriptor: fs.openSync(path, 'r'), from });
  }
}
