import { decodeText } from '../base/text';
import type { BlockType } from '../capture/blockTypes';
import { CaptureReader, type CaptureVisitor } from '../capture/captureReader';
import type { DamageReport } from '../capture/damage';
import type { EventRun } from '../capture/eventRun';
import type { FdEntry } from '../capture/fdList';
import type { InterfaceEntry } from '../capture/interfaceList';
import type { ByteRange } from '../capture/listReader';
import type { MachineInfo } from '../capture/machineInfo';
import type { ProcessEntry } from '../capture/processList';
import { InitialState } from '../state/initialState';
import { StateMachine } from '../state/stateMachine';
import { CHUNK_BYTES, CHUNK_ROWS } from './eventColumns';
import { EventPass } from './eventPass';
import { Trace } from './trace';
import { limitSentence, type TraceLimits, traceBytes, USUAL_LIMITS } from './traceLimits';

/**
 * Builds a trace in one pass over a capture that comes in pieces: from a file or, while it is being made, from a host.
 * After each `feed` the trace holds every whole event so far and can be asked anything.
 */
export class TraceBuilder implements CaptureVisitor {
  readonly trace = new Trace();
  private readonly reader = new CaptureReader(this);
  private readonly state = new StateMachine(this.trace);
  private readonly pass = new EventPass(this.trace, this.state, (offset) => this.isFull(offset));
  private readonly initial = new InitialState(this.state);
  private bytes: Uint8Array = new Uint8Array(0);
  /** Lists may still come; the state they describe is completed before the next event. */
  private listsOpen = true;

  constructor(private readonly limits: TraceLimits = USUAL_LIMITS) {}

  /** What the capture lacks, so far. */
  get damage(): DamageReport {
    return this.reader.damage;
  }

  /** Nothing more can be read: the frame is damaged, or `finish` was called. */
  get ended(): boolean {
    return this.reader.ended;
  }

  /** Bytes of the uncompressed capture that have been read. */
  get position(): number {
    return this.reader.position;
  }

  /** Reads on. `piece` may be reused by the caller afterwards. */
  feed(piece: Uint8Array): void {
    this.reader.feed(piece);
  }

  /** No more bytes come. */
  finish(): void {
    this.reader.finish();
  }

  section(offset: number): void {
    const row = this.trace.events.length;
    this.trace.origin.beginSection(row, offset);
    if (row > 0) this.state.reset(row);
    this.initial.begin(row);
    this.listsOpen = true;
  }

  list(bytes: Uint8Array, type: BlockType, offset: number): void {
    this.trace.origin.addList(type, offset);
    this.bytes = bytes;
    this.initial.list(bytes);
    this.listsOpen = true;
  }

  machine(info: MachineInfo): void {
    this.trace.machine ??= info;
  }

  process(entry: ProcessEntry): void {
    this.initial.process(entry);
  }

  fd(tid: number, entry: FdEntry): void {
    this.initial.fd(tid, entry);
  }

  networkInterface(entry: InterfaceEntry): void {
    this.state.interfaces.add(entry);
  }

  user(uid: number, gid: number, name: ByteRange, home: ByteRange, shell: ByteRange): void {
    this.trace.users.addUser({ uid, gid, name: this.text(name), home: this.text(home), shell: this.text(shell) });
  }

  group(gid: number, name: ByteRange): void {
    this.trace.users.addGroup(gid, this.text(name));
  }

  run(run: EventRun): void {
    if (this.listsOpen) {
      this.initial.finish();
      this.listsOpen = false;
    }
    this.pass.run(run);
  }

  /** Whether the trace has reached a limit before the event at `offset`. Then nothing more is read. */
  private isFull(offset: number): boolean {
    const { trace, limits } = this;
    const { length } = trace.events;
    if (length + CHUNK_ROWS <= limits.events && traceBytes(trace) + CHUNK_BYTES <= limits.bytes) return false;
    this.reader.stop(offset, limitSentence(length, traceBytes(trace), offset));
    return true;
  }

  private text(range: ByteRange): string {
    return decodeText(this.bytes.subarray(range.start, range.end));
  }
}
