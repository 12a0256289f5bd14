import { closeSync, openSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { FoldPart } from '../../session/node/foldPart';
import type { KeptEnd } from '../capture/captureOptions';
import { HostError } from '../host/hostError';
import { BlockBoundary } from './blockBoundary';
import { type CaptureSink, NO_READERS, type SinkReaders } from './captureSink';
import { CaptureSpool } from './captureSpool';
import { countEvents } from './countEvents';
import { type FilePiece, joinPieces, RingFiles } from './ringFiles';

/** A limit is kept to a part of so many: what is dropped is dropped part by part. */
const PARTS = 8;
/** A part is worked out in memory when it is dropped, so it has to end at some size. */
const LARGEST_PART = 32 * 1024 * 1024;
/** Parts beyond the limit that may wait to be dropped before the host is held back. */
const WAITING_PARTS = 8;
/**
 * What was dropped stays on the disk for those who read it, until it is as much as what is kept and at least so many bytes, or so
 * many parts: then readers begin anew, and it goes.
 */
const PAST_AT_LEAST = 8 * 1024 * 1024;
const PAST_PARTS = 256;

interface Part {
  readonly number: number;
  readonly spool: CaptureSpool;
  /** Latest time of an event before it, in ms since 1970; of the first part 0. */
  readonly since: number;
  /** Events of the recording before it. */
  readonly eventsBefore: number;
}

/**
 * A running capture of which only the end is kept: the last seconds, the last bytes, or what is within both. What is older
 * is dropped, and what a reader has to know of it (who lives, and which fds are open) is kept: `FoldPart`. On disk it lies in
 * parts until `finish` puts them together.
 */
export class CaptureRing implements CaptureSink {
  received = 0;
  eventsBefore = 0;
  private readonly boundary = new BlockBoundary();
  private readonly files: RingFiles;
  /** Those that are kept, in their order; the last one is being written. */
  private readonly parts: Part[] = [];
  private readonly partBytes: number;
  /** In ms. */
  private readonly partTime: number;
  private dropping: Promise<void> = Promise.resolve();
  private waiting = 0;
  /** Numbers of those that were dropped, and are still there for readers; and their bytes. */
  private past: number[] = [];
  private pastBytes = 0;
  private finishing: Promise<void> | undefined;
  private finished: number | undefined;

  /** Makes the file, which must not exist, and a folder beside it. Throws node's own error where that fails. */
  constructor(
    readonly path: string,
    private readonly limits: KeptEnd,
    private readonly foldPart: FoldPart,
    private readonly readers: SinkReaders = NO_READERS,
  ) {
    closeSync(openSync(path, 'wx', 0o600));
    this.files = new RingFiles(path);
    this.files.make();
    this.partBytes = Math.min(LARGEST_PART, Math.ceil((limits.bytes ?? Number.POSITIVE_INFINITY) / PARTS));
    this.partTime = limits.seconds === undefined ? Number.POSITIVE_INFINITY : (limits.seconds * 1000) / PARTS;
    this.begin(0, 0);
  }

  get written(): number {
    return this.finished ?? this.parts.reduce((sum, { spool }) => sum + spool.written, 0);
  }

  get events(): number {
    return this.boundary.events;
  }

  get drops(): number {
    return this.boundary.drops;
  }

  get isEmpty(): boolean {
    return this.boundary.whole === 0;
  }

  add(piece: Uint8Array): Promise<void> | undefined {
    const { boundary } = this;
    const cut = this.cutIn(piece);
    if (cut === undefined) return this.last.spool.add(piece);
    // A part ends with a whole block; the rest of the piece begins the next one.
    const { number, spool } = this.last;
    const held = spool.add(piece.subarray(0, cut));
    // What goes wrong is said by what is added next, and by the end.
    spool.finish().catch(() => undefined);
    this.begin(number + 1, boundary.latest, spool.drained);
    const heldToo = cut < piece.length ? this.last.spool.add(piece.subarray(cut)) : undefined;
    this.dropOld();
    return this.waiting > WAITING_PARTS ? this.dropping : (held ?? heldToo);
  }

  finish(): Promise<void> {
    this.finishing ??= this.putTogether();
    return this.finishing;
  }

  copy(to: string): Promise<void> {
    // Nothing is dropped meanwhile.
    const copied = this.dropping.then(async () => {
      const { last } = this;
      const pieces = this.pieces();
      await Promise.all(this.parts.filter((part) => part !== last).map(({ spool }) => spool.finish()));
      await joinPieces([...pieces.slice(0, -1), { path: last.spool.path, to: last.spool.whole }], to);
    });
    this.dropping = copied.catch(() => undefined);
    return copied;
  }

  private get last(): Part {
    return this.parts[this.parts.length - 1];
  }

  /** Looks at the next piece: where in it the part that is being written ends, or undefined where it goes on. */
  private cutIn(piece: Uint8Array): number | undefined {
    const { boundary } = this;
    const cutFrom = this.received;
    boundary.push(piece);
    this.received += piece.length;
    const cut = boundary.whole - cutFrom;
    const { spool, since } = this.last;
    // The lists before the first event stay together; behind damage there are no blocks.
    if (cut <= 0 || boundary.damaged || boundary.events === 0) return undefined;
    const isFull = spool.received + cut >= this.partBytes;
    const isLong = boundary.latest - (since || boundary.earliest) >= this.partTime;
    return isFull || isLong ? cut : undefined;
  }

  /** Begins a part. It has no bytes before the one before it is complete: by this readers know that it is. */
  private begin(number: number, since: number, after?: Promise<void>): void {
    const spool = new CaptureSpool(this.files.part(number), this.readers, after);
    this.parts.push({ number, spool, since, eventsBefore: this.boundary.events });
  }

  /** Drops parts from the front as long as what is left is still enough. */
  private dropOld(): void {
    this.waiting++;
    this.dropping = this.dropping
      .then(async () => {
        while (this.isTooMuch()) await this.dropFirst();
      })
      // It is kept then, which is more than was asked for.
      .catch(() => undefined)
      .finally(() => {
        this.waiting--;
      });
  }

  private isTooMuch(): boolean {
    const { seconds, bytes } = this.limits;
    if (this.parts.length < 2) return false;
    if (bytes !== undefined && this.written > bytes) return true;
    return seconds !== undefined && this.parts[1].since <= this.boundary.latest - seconds * 1000;
  }

  private async dropFirst(): Promise<void> {
    const { files } = this;
    const [{ number, spool }] = this.parts;
    await spool.finish();
    const next = files.start(number + 1);
    await this.foldPart({ start: this.startOf(number), part: files.part(number), next: `${next}.new` });
    await rename(`${next}.new`, next);
    this.eventsBefore = this.parts[1].eventsBefore - (await countEvents(next));
    files.beginning = { part: number + 1, eventsBefore: this.eventsBefore };
    this.parts.shift();
    this.past.push(number);
    this.pastBytes += spool.written;
    const isMuch = this.pastBytes >= Math.max(this.written, PAST_AT_LEAST) || this.past.length >= PAST_PARTS;
    if (!this.readers.areThere) this.forgetPast();
    else if (isMuch) {
      this.readers.outgrown();
      this.forgetPast();
    }
  }

  /** What was dropped goes from the disk; what readers have open of it stays for them alone. */
  private forgetPast(): void {
    for (const number of this.past) this.files.drop(number);
    this.past = [];
    this.pastBytes = 0;
  }

  private startOf(number: number): string | undefined {
    return number === 0 ? undefined : this.files.start(number);
  }

  /** The files of the whole, in their order. */
  private pieces(): FilePiece[] {
    const start = this.startOf(this.parts[0].number);
    return [
      ...(start === undefined ? [] : [{ path: start }]),
      ...this.parts.map(({ spool }) => ({ path: spool.path })),
    ];
  }

  private async putTogether(): Promise<void> {
    await this.dropping;
    await Promise.all(this.parts.map(({ spool }) => spool.finish()));
    for (let attempt = 0; ; attempt++) {
      try {
        await joinPieces(await this.trimmed(), this.path);
        break;
      } catch (error) {
        // For a moment it takes the disk twice. Room is made by what was dropped before; then the oldest is dropped.
        this.forgetPast();
        if (isFull(error) && attempt === 0) await this.readers.roomNeeded();
        else if (isFull(error) && this.parts.length > 1) await this.dropFirst();
        else throw this.failure(error);
      }
    }
    this.finished = statSync(this.path).size;
    this.files.remove();
  }

  private failure(error: unknown): HostError {
    const said = error instanceof Error ? error.message : String(error);
    return new HostError(
      'disk-full',
      `The capture cannot be put together: ${said}. It is left in ${this.files.folder}.`,
    );
  }

  /** The files of the whole, cut to the very seconds that were asked for. */
  private async trimmed(): Promise<FilePiece[]> {
    const { files, boundary, limits } = this;
    const since = boundary.latest - (limits.seconds ?? Number.POSITIVE_INFINITY) * 1000;
    if (boundary.damaged || boundary.earliest >= since) return this.pieces();
    const [{ number, spool, eventsBefore }, ...others] = this.parts;
    const next = `${files.start(number)}.new`;
    const from = await this.foldPart({ start: this.startOf(number), part: spool.path, next }, since);
    if (from <= 0) return this.pieces();
    this.eventsBefore = eventsBefore + (await countEvents(spool.path, from)) - (await countEvents(next));
    return [{ path: next }, { path: spool.path, from }, ...others.map((part) => ({ path: part.spool.path }))];
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
