import type { HostFacts } from '../host/hostFacts';
import type { HostSession } from '../host/hostSession';
import { chooseDriver } from '../host/preflight';
import type { CaptureSink, SinkReaders } from '../spool/captureSink';
import type { SpoolFolder, SpoolRecord } from '../spool/spoolFolder';
import { type CaptureOptions, keptEnd } from './captureOptions';
import { EventRate } from './eventRate';
import { type CaptureCaller, type CaptureEnding, type RunningCapture, recordCapture } from './recordCapture';
import { shownCommand, sysdigCommand } from './sysdigCommand';

/** A host that has said what it is, and waits for a capture to be ordered. */
export interface ReadyHost {
  readonly host: string;
  readonly session: HostSession;
  readonly facts: HostFacts;
  /** How far its clock is ahead of ours, in ms; undefined: not known. */
  readonly clockOffset: number | undefined;
}

/** What a running capture tells. */
export interface HostCaptureListener extends CaptureCaller, Omit<SinkReaders, 'grown'> {
  /** The first event is there to be read. Told once. */
  readable(): void;
  ended(ending: CaptureEnding): void;
}

/** The command that would run on a host, as a line to read and to copy. */
export function commandOn({ facts }: Pick<ReadyHost, 'facts'>, options: CaptureOptions): string {
  const command = sysdigCommand(options, chooseDriver(facts, options.driver));
  return shownCommand(facts.isRoot ? 'none' : options.privilege, command);
}

/** One capture on one host, spooled, with its figures while it runs. Uses the host's session up. */
export class HostCapture {
  readonly record: SpoolRecord;
  readonly path: string;
  /** How it ended; undefined while it runs. */
  ending: CaptureEnding | undefined;
  /** Events per second, when that was measured last. */
  lastRate = 0;
  /** It was told to end. */
  stopping = false;
  readonly ended: Promise<CaptureEnding>;
  private readonly spool: CaptureSink;
  private readonly running: RunningCapture;
  private readonly rate = new EventRate();
  private wasReadable = false;

  /** Throws node's own error where the spool cannot be made. */
  constructor(
    readonly ready: ReadyHost,
    readonly options: CaptureOptions,
    private readonly folder: SpoolFolder,
    private readonly listener: HostCaptureListener,
  ) {
    const { session, facts, host, clockOffset } = ready;
    const known = { host, command: commandOn(ready, options), clockOffset };
    const { record, spool } = folder.begin(known, this.readers(), keptEnd(options));
    this.record = record;
    this.path = spool.path;
    this.spool = spool;
    this.running = recordCapture(session, facts, options, spool, listener);
    this.ended = this.running.ended.then((ending) => this.finished(ending));
  }

  get host(): string {
    return this.ready.host;
  }

  /** Bytes and events that are in the file. */
  get bytes(): number {
    return this.spool.written;
  }

  get events(): number {
    return this.spool.events;
  }

  /** Events by which the recorder said that it could not keep up. */
  get drops(): number {
    return this.spool.drops;
  }

  /** Events of it before the first one that is kept. */
  get eventsBefore(): number {
    return this.spool.eventsBefore;
  }

  /** Only its end is kept: it lies in parts until it has ended. */
  get isRing(): boolean {
    return keptEnd(this.options) !== undefined;
  }

  /** Writes what is kept so far to another file, as a valid capture. Rejects with node's own error. */
  copy(to: string): Promise<void> {
    return this.spool.copy(to);
  }

  /** Takes the rate anew. To be called about once a second. */
  measure(now = performance.now()): void {
    this.lastRate = this.rate.at(this.events, now);
  }

  /** Seconds until its duration is over, not below 0; undefined where it has none. */
  secondsLeft(now = Date.now()): number | undefined {
    const { seconds } = this.options;
    return seconds === undefined ? undefined : Math.max(0, Math.ceil(seconds - (now - this.record.started) / 1000));
  }

  /** Ends it; what the host still holds comes before the end. */
  stop(): void {
    this.stopping = true;
    this.running.stop();
  }

  /** Leaves the host at once, as the window does that is closed: the file is found at the next start. */
  abandon(): void {
    this.ready.session.close();
  }

  private readers(): SinkReaders {
    const { listener } = this;
    return {
      get areThere() {
        return listener.areThere;
      },
      grown: () => this.grown(),
      outgrown: () => listener.outgrown(),
      roomNeeded: () => listener.roomNeeded(),
    };
  }

  private grown(): void {
    if (this.wasReadable || this.spool.events === 0) return;
    this.wasReadable = true;
    this.listener.readable();
  }

  /** A capture without an event is worth no file. */
  private finished(ending: CaptureEnding): CaptureEnding {
    this.ending = ending;
    if (this.events === 0) this.folder.remove(this.record.id);
    else this.folder.finish(this.record);
    this.ready.session.close();
    this.listener.ended(ending);
    return ending;
  }
}
