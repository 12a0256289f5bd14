import type { EventRow } from '../base/brands';
import { readInt64 } from '../base/integers';
import { decodeText } from '../base/text';
import type { BlockType } from '../capture/blockTypes';
import { CaptureReader, type CaptureVisitor } from '../capture/captureReader';
import type { DamageReport } from '../capture/damage';
import { type EventCursor, STATE_ONLY } from '../capture/eventCursor';
import type { FdEntry } from '../capture/fdList';
import type { InterfaceEntry } from '../capture/interfaceList';
import type { ByteRange } from '../capture/listReader';
import type { MachineInfo } from '../capture/machineInfo';
import type { ProcessEntry } from '../capture/processList';
import { InitialState } from '../state/initialState';
import { StateMachine } from '../state/stateMachine';
import { CHUNK_BYTES, CHUNK_MASK, CHUNK_ROWS, ColumnStart, RowFlag } from './eventColumns';
import { OPENING_TYPES } from './openingTypes';
import { ROW_TRAITS, RowTrait, resultWidth } from './rowTraits';
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
  private readonly initial = new InitialState(this.state);
  private bytes: Uint8Array = new Uint8Array(0);
  private timeBaseHigh = 0;
  private timeBaseLow = 0;
  /** Lists may still come; the state they describe is completed before the next event. */
  private listsOpen = true;
  /** Only events of `OPENING_TYPES` so far. */
  private opening = true;

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

  event(cursor: EventCursor): void {
    if (this.listsOpen || this.opening) this.begin(cursor);
    const { state } = this;
    const { events, origin } = this.trace;
    const row = events.length;
    const at = row & CHUNK_MASK;
    if (at === 0 && this.isFull(cursor)) return;
    cursor.time = cursor.timeSince(this.timeBaseHigh, this.timeBaseLow);
    state.event(cursor, row);
    const { type } = cursor;
    const { partner } = state;
    const traits = ROW_TRAITS[type];
    let flags: number = this.opening || (cursor.blockFlags & STATE_ONLY) !== 0 ? RowFlag.HIDDEN : 0;
    let result = 0;
    if (traits !== 0) {
      if ((traits & RowTrait.INTERNAL) !== 0) flags = RowFlag.HIDDEN;
      if ((traits & RowTrait.GENERIC) !== 0) result = cursor.uint16(0, 0);
      const width = resultWidth(traits, partner);
      if (width !== 0 && cursor.parameterLength(0) >= width) {
        result = width === 8 ? readInt64(cursor.view, cursor.starts[0]) : cursor.view.getInt32(cursor.starts[0], true);
        flags |= result < 0 ? RowFlag.HAS_RESULT | RowFlag.FAILED : RowFlag.HAS_RESULT;
      }
      if ((traits & RowTrait.TELLING) !== 0) origin.note(cursor, result);
    }
    origin.generations |= cursor.generation;

    const { doubles, words, halves, flags: flagColumn } = events.add();
    doubles[ColumnStart.TIME + at] = cursor.time;
    doubles[ColumnStart.OFFSET + at] = cursor.offset;
    halves[ColumnStart.TYPE + at] = type;
    halves[ColumnStart.CPU + at] = cursor.cpu;
    words[ColumnStart.THREAD + at] = state.thread;
    words[ColumnStart.FD + at] = state.fd;
    words[ColumnStart.RESULT + at] = events.encodeResult(result);
    words[ColumnStart.PARTNER + at] = partner;
    flagColumn[at] = flags;
    if (partner >= 0) {
      // Most calls are over soon.
      if (partner >= row - at) words[ColumnStart.PARTNER + (partner & CHUNK_MASK)] = row;
      else events.setPartner(partner, row);
    }
  }

  /** Asked before the first row of each chunk: whether the trace has reached a limit. Then nothing more is read. */
  private isFull({ offset }: EventCursor): boolean {
    const { trace, limits } = this;
    const { length } = trace.events;
    if (length + CHUNK_ROWS <= limits.events && traceBytes(trace) + CHUNK_BYTES <= limits.bytes) return false;
    this.reader.stop(offset, limitSentence(length, traceBytes(trace), offset));
    return true;
  }

  /** Before the first event, and before each as long as the capture is only being opened. */
  private begin(cursor: EventCursor): void {
    if (this.listsOpen) {
      this.initial.finish();
      this.listsOpen = false;
    }
    if (!this.opening) return;
    this.opening = OPENING_TYPES.has(cursor.type);
    if (!this.opening || this.trace.events.length === 0) this.setTimeBase(cursor);
  }

  /**
   * Times count from the first event that is not one of the opening ones: those may carry the time 0. Until
   * then they count from the first of them.
   */
  private setTimeBase(cursor: EventCursor): void {
    const { events } = this.trace;
    const moved = cursor.timeSince(this.timeBaseHigh, this.timeBaseLow);
    for (let row = 0; row < events.length; row++) events.moveTime(row as EventRow, -moved);
    this.timeBaseHigh = cursor.timeHigh;
    this.timeBaseLow = cursor.timeLow;
    this.trace.timeBase = ((BigInt(cursor.timeHigh) << 32n) | BigInt(cursor.timeLow)) + this.trace.clockCorrection;
  }

  private text(range: ByteRange): string {
    return decodeText(this.bytes.subarray(range.start, range.end));
  }
}
