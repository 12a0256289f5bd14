import type { ByteSource } from '../engine/trace/byteSource';
import { TraceBuilder } from '../engine/trace/traceBuilder';
import type { CaptureInput } from './captureInput';
import { failureOf } from './failures';
import { FirstLook } from './firstLook';
import type { CaptureDescription, CaptureNotice, CaptureProgress } from './protocol';
import { finishTrace, ReadingProgress, startTrace } from './readingProgress';
import type { SessionPort } from './sessionPort';
import { Throttle } from './throttle';

/** Least time between two messages about the reading, in ms. */
const PROGRESS_INTERVAL = 100;
/** How long nothing has to come of a capture that is being written until nobody waits for it any more, in ms. */
const SILENCE = 2000;

/** Who is told of what was read. */
export interface ReadingListener {
  /** The capture is open, or cannot be opened. */
  opened(): void;
  /** Rows came; whether there are any to be seen. */
  grown(): boolean;
  /** How far the reading is, as often as that is worth saying. */
  announce(progress: CaptureProgress): void;
  /** Nothing comes for a moment: what was held back, so that not too much is said, is said now. */
  announceNews(): void;
  /** Nothing is said while the reading waits for a page to look: everything is said now. */
  announceAll(): void;
  /** All has been read that will be. */
  finished(): void;
}

/** One reading of one capture, from its first byte to its last, into a trace. It goes on in the background of a session. */
export class CaptureReading {
  private readonly builder = new TraceBuilder();
  readonly trace = this.builder.trace;
  /** What the file gives; nothing before it is open. */
  readonly source: ByteSource = { read: (offset, target) => this.input?.source.read(offset, target) ?? 0 };
  private readonly announcing = new Throttle(PROGRESS_INTERVAL);
  private readonly firstLook = new FirstLook();
  private readonly reached = new ReadingProgress(this.builder, () => this.input);
  private input: CaptureInput | undefined;
  private stopped = false;
  /** When bytes came last, in ms. */
  private heard = performance.now();

  constructor(
    private readonly port: Pick<SessionPort, 'breathe'>,
    private readonly listener: ReadingListener,
  ) {}

  get progress(): CaptureProgress {
    return this.reached.now;
  }

  /** It is over, however it ended. */
  get isOver(): boolean {
    return this.reached.state !== 'reading';
  }

  /** The capture is being written. */
  get isGrowing(): boolean {
    return !this.isOver && this.input?.growing === true;
  }

  /** The capture is being written, and nothing has come of it for a while. */
  get isSilent(): boolean {
    return this.isGrowing && performance.now() - this.heard >= SILENCE;
  }

  /** What is known of the file itself: nothing before it is open. */
  get file(): Pick<CaptureDescription, 'bytesTotal' | 'compressed' | 'eventsBefore'> {
    const { bytesTotal = 0, compressed = false, eventsBefore = 0 } = this.input ?? {};
    return { bytesTotal, compressed, eventsBefore: [eventsBefore] };
  }

  /** Opens the capture and reads it to its end; resolves then, and never rejects: what goes wrong is a notice. */
  async run(open: () => CaptureInput | Promise<CaptureInput>): Promise<void> {
    try {
      this.input = await open();
    } catch (error) {
      this.noteFailure(error);
    }
    this.listener.opened();
    try {
      if (this.input) await this.read(this.input);
    } catch (error) {
      this.noteFailure(error);
    }
    this.reached.end(this.stopped);
    this.listener.announce(this.progress);
    this.listener.finished();
    if (await this.reached.lookThrough(this.port)) this.listener.announce(this.progress);
  }

  /** Adds a notice, once for each reason. */
  note(severity: CaptureNotice['severity'], reason: string, message: string): void {
    this.reached.note(severity, reason, message);
  }

  /** Lines were given to a page: the reading need not wait for that. */
  lookedAt(): void {
    this.firstLook.given();
  }

  /** No page is going to ask for lines: the reading must not wait for that. */
  notLookedAt(): void {
    this.firstLook.end();
  }

  /** A capture that was being written is complete. */
  ended(): void {
    this.input?.end?.();
  }

  /** Stops the reading; what has been read stays. */
  stop(): void {
    if (!this.isOver) this.stopped = true;
    this.firstLook.end();
  }

  private async read(input: CaptureInput): Promise<void> {
    startTrace(this.builder, input);
    for (let piece = await input.next(); piece !== undefined; piece = await input.next()) {
      this.builder.feed(piece);
      if (piece.length > 0) this.heard = performance.now();
      const isThereToSee = this.listener.grown();
      if (piece.length === 0) this.announceNews();
      else if (isThereToSee && this.firstLook.isDue(input)) await this.waitForFirstLook();
      else if (this.announcing.due()) this.listener.announce(this.progress);
      await this.port.breathe();
      if (this.stopped || this.builder.ended) return;
    }
    finishTrace(this.builder, input);
  }

  private announceNews(): void {
    if (this.reached.hasNews) this.listener.announce(this.progress);
    this.listener.announceNews();
  }

  private async waitForFirstLook(): Promise<void> {
    this.listener.announce(this.progress);
    this.listener.announceAll();
    await this.firstLook.wait();
  }

  private noteFailure(error: unknown): void {
    const { reason, message } = failureOf(error);
    this.note('error', reason, message);
  }
}
