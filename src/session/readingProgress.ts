import { captureInfo } from '../engine/info/captureInfo';
import { RecordingTally } from '../engine/info/recordingTally';
import { TimeOrder } from '../engine/info/timeOrder';
import type { TraceBuilder } from '../engine/trace/traceBuilder';
import type { CaptureInput } from './captureInput';
import { noticesOf, noticesOfLacks, noticesOfRecording } from './notices';
import type { CaptureNotice, CaptureProgress, ReadingState } from './protocol';
import type { SessionPort } from './sessionPort';
import { SlicePace } from './slicePace';

/** Prepares a builder for what an input gives. */
export function startTrace(builder: TraceBuilder, input: CaptureInput): void {
  if (input.memory) builder.trace.events.memory = input.memory;
}

/** Tells a builder that no more bytes come, unless none came because of what the input says: its file is not empty then. */
export function finishTrace(builder: TraceBuilder, input: CaptureInput): void {
  if (input.bytesGiven > 0 || input.notices.length === 0) builder.finish();
}

/** How far the reading of a capture is, and what a person should know about it. */
export class ReadingProgress {
  state: ReadingState = 'reading';
  /** What went wrong outside the file and the capture, such as an error of the disk. */
  private readonly own: CaptureNotice[] = [];
  private readonly order: TimeOrder;
  /** What the recording lacks beside that; known once all has been read. */
  private recording: readonly CaptureNotice[] = [];
  /** Bytes that had been read when it was last said how far the reading is. */
  private saidBytes = 0;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly input: () => CaptureInput | undefined,
  ) {
    this.order = new TimeOrder(builder.trace);
  }

  /** Whether more has been read since `now` was last asked for. */
  get hasNews(): boolean {
    return (this.input()?.bytesRead ?? 0) > this.saidBytes;
  }

  get now(): CaptureProgress {
    const input = this.input();
    this.saidBytes = input?.bytesRead ?? 0;
    const { damage, trace } = this.builder;
    this.order.advance();
    return {
      state: this.state,
      bytesRead: input?.bytesRead ?? 0,
      bytesTotal: input?.bytesTotal ?? 0,
      events: trace.events.length,
      notices: [
        ...this.own,
        ...(input?.notices ?? []),
        ...noticesOf(damage.list()),
        ...noticesOfLacks(trace.origin, this.order),
        ...this.recording,
      ],
      growing: this.state === 'reading' && input?.growing === true,
      eventsBefore: [input?.eventsBefore ?? 0],
    };
  }

  /** Adds a notice, once for each reason. */
  note(severity: CaptureNotice['severity'], reason: string, message: string): void {
    if (!this.own.some((notice) => notice.reason === reason)) this.own.push({ severity, reason, message });
  }

  /** Looks through all that has been read for what it lacks, in slices between requests; whether there is a notice. */
  async lookThrough(port: Pick<SessionPort, 'breathe'>): Promise<boolean> {
    const { trace, damage } = this.builder;
    const tally = new RecordingTally(trace);
    const pace = new SlicePace();
    for (let isMore = trace.events.length > 0; isMore; await port.breathe()) {
      pace.run((count) => {
        isMore = tally.advance(count);
      });
    }
    this.recording = noticesOfRecording(captureInfo(trace, damage.list(), tally, this.order));
    return this.recording.length > 0;
  }

  /** The reading is over. It has failed where there is nothing but a notice to show for it. */
  end(stopped: boolean): void {
    const nothing =
      this.builder.trace.events.length === 0 && this.now.notices.some(({ severity }) => severity === 'error');
    if (nothing) this.state = 'failed';
    else this.state = stopped ? 'stopped' : 'complete';
  }
}
