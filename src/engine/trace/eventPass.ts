import type { EventRow } from '../base/brands';
import { readId } from '../base/integers';
import { FRAME_HEADER, FRAME_TRAILER } from '../capture/blockFrame';
import {
  CPU_SIZE,
  type EventCursor,
  FEW_PARAMETERS,
  HEADER_V2,
  HeaderField,
  IS_WIDE,
  STATE_ONLY,
} from '../capture/eventCursor';
import type { EventRun } from '../capture/eventRun';
import { DATA_PARAMETERS, EVENT_TYPES } from '../capture/eventTable';
import { TRAITS, Trait } from '../state/eventTraits';
import { NAMED_FD } from '../state/fdUse';
import type { StateMachine } from '../state/stateMachine';
import { CHUNK_MASK, ColumnStart, type EventChunk, RowFlag, SMALLEST_INLINE_RESULT } from './eventColumns';
import { OPENING_TYPES } from './openingTypes';
import { COUNT_PLACES } from './parameterCounts';
import { ROW_TRAITS, RowTrait, resultWidth } from './rowTraits';
import type { Trace } from './trace';

/** By event type: 1 where the cursor need not read an event, because little of it is needed. 0 beyond the known types. */
const IS_PLAIN = new Uint8Array(1 << 16);
for (const { id } of EVENT_TYPES) {
  const isInvolved = (TRAITS[id] & Trait.IS_INVOLVED) !== 0 || (ROW_TRAITS[id] & RowTrait.DROP) !== 0;
  if (!isInvolved && IS_WIDE[id] === 0) IS_PLAIN[id] = 1;
}

/** So many bytes from the beginning of a block on the pass reads of each event, whether they belong to it or not. */
const PEEKED = 64;

/**
 * The loop over all events: what the whole pass takes is what stands in it, so nothing is called for each event that could be
 * done here, and what can wait for few events does. An event is read from its header where that suffices, and else by the
 * cursor, which also decides about everything that is not as usual.
 */
export class EventPass {
  /** The time that the `time` column counts from, in ns since the epoch, as two unsigned halves. */
  private timeBaseHigh = 0;
  private timeBaseLow = 0;
  /** Only events of `OPENING_TYPES` so far. */
  private opening = true;

  /** `isFull` is asked before the first row of each chunk; where it is true, it has stopped the run. */
  constructor(
    private readonly trace: Trace,
    private readonly state: StateMachine,
    private readonly isFull: (offset: number) => boolean,
  ) {}

  /** Writes a row for each event of a run. */
  run(run: EventRun): void {
    const { events, origin } = this.trace;
    origin.generations |= run.cursor.generation;
    while (run.hasNext()) {
      if ((events.length & CHUNK_MASK) === 0 && this.isFull(run.base + run.at)) return;
      this.fill(events.chunkOfNext(), run);
    }
  }

  /** Writes rows of a run as long as a chunk has room for them. */
  private fill({ time: times, words, halves, flags: flagColumn }: EventChunk, run: EventRun): void {
    const { trace, state } = this;
    const { events, origin } = trace;
    const { seen } = origin.parameterCounts;
    const { cursor, view, base } = run;
    const { headerStart } = cursor;
    const isCounted = cursor.generation !== 1;
    const lastPlain = isCounted && !this.opening ? run.end - PEEKED : -1;
    const lastRow = events.length | CHUNK_MASK;
    const firstRow = events.length & ~CHUNK_MASK;
    let { timeBaseHigh, timeBaseLow } = this;
    for (let row = events.length; row <= lastRow; ) {
      const block = run.advance();
      if (block < 0) return;
      const at = row & CHUNK_MASK;
      const header = block + FRAME_HEADER + headerStart;

      // Of the parameters: where the first begins, how long it is, the own fd, and how long the data are.
      let start = -1;
      let length = 0;
      let fd = -1;
      let kept = 0;
      if (block <= lastPlain) {
        const ownType = view.getUint16(header + HeaderField.TYPE, true);
        const count = view.getUint32(header + HeaderField.COUNT, true);
        if (IS_PLAIN[ownType] === 1 && count <= FEW_PARAMETERS) {
          const lengths = header + HEADER_V2;
          const first = view.getInt32(lengths, true);
          const second = view.getInt32(lengths + 4, true);
          const third = view.getInt32(lengths + 8, true);
          const data = lengths + 2 * count;
          const end =
            data +
            (first & 0xffff & (-count >> 31)) +
            ((first >>> 16) & ((1 - count) >> 31)) +
            (second & 0xffff & ((2 - count) >> 31)) +
            ((second >>> 16) & ((3 - count) >> 31)) +
            (third & 0xffff & ((4 - count) >> 31)) +
            ((third >>> 16) & ((5 - count) >> 31));
          const size = view.getUint32(header + HeaderField.LENGTH, true);
          if (end <= header + size && header + size <= run.at - FRAME_TRAILER) {
            start = data;
            seen[COUNT_PLACES * ownType + count] = 1;
            length = first & 0xffff & (-count >> 31);
            const named = NAMED_FD[ownType];
            if (named >= 0 && named < count) fd = fdAt(view, lengths, data, named);
            const buffer = DATA_PARAMETERS[ownType];
            if (buffer >= 0 && buffer < count) kept = view.getUint16(lengths + 2 * buffer, true);
          }
        }
      }
      let whole: EventCursor | undefined;
      if (start < 0) {
        if (!run.read(block)) continue;
        whole = cursor;
        if (this.opening) {
          this.begin(cursor);
          ({ timeBaseHigh, timeBaseLow } = this);
        }
        start = cursor.starts[0];
        origin.parameterCounts.add(cursor.type, cursor.parameterCount);
        length = cursor.parameterLength(0);
        const named = NAMED_FD[cursor.type];
        if (named >= 0) fd = cursor.int64(named, -1);
        const buffer = DATA_PARAMETERS[cursor.type];
        if (buffer >= 0) kept = cursor.parameterLength(buffer);
      }

      const type = view.getUint16(header + HeaderField.TYPE, true);
      const time =
        (view.getUint32(header + HeaderField.TIME + 4, true) - timeBaseHigh) * 4294967296 +
        (view.getUint32(header + HeaderField.TIME, true) - timeBaseLow);
      state.now = time;
      state.event(type, readId(view, header + HeaderField.TID), fd, row, whole);
      const { partner } = state;

      const traits = ROW_TRAITS[type];
      let flags: number = (traits & RowTrait.INTERNAL) !== 0 || this.opening ? RowFlag.HIDDEN : 0;
      if (headerStart !== CPU_SIZE && (view.getUint32(block + FRAME_HEADER + CPU_SIZE, true) & STATE_ONLY) !== 0)
        flags = RowFlag.HIDDEN;
      let result = 0;
      if ((traits & ~RowTrait.INTERNAL) !== 0) {
        if ((traits & RowTrait.GENERIC) !== 0 && length >= 2) result = view.getUint16(start, true);
        const width = resultWidth(traits, partner);
        if (width !== 0 && length >= width) {
          const low = view.getInt32(start, true);
          const high = width === 8 ? view.getInt32(start + 4, true) : low >> 31;
          const isSmall = high === low >> 31 && low >= SMALLEST_INLINE_RESULT;
          result = isSmall ? low : events.encodeResult(high * 4294967296 + (low >>> 0));
          flags |= high < 0 ? RowFlag.HAS_RESULT | RowFlag.FAILED : RowFlag.HAS_RESULT;
        }
        if ((traits & RowTrait.BUFFER) !== 0) origin.cutBuffers.compare(kept, events.decodeResult(result));
        if ((traits & RowTrait.DROP) !== 0) origin.noteDrop(cursor.uint32(0, 0));
      }

      const offset = base + block;
      if (offset >= events.offsetLimit) events.stepOffsets(offset);
      times[at] = time;
      words[ColumnStart.OFFSET + at] = offset;
      halves[ColumnStart.TYPE + at] = type;
      halves[ColumnStart.CPU + at] = view.getUint16(block + FRAME_HEADER, true);
      words[ColumnStart.THREAD + at] = state.thread;
      words[ColumnStart.FD + at] = state.fd;
      words[ColumnStart.RESULT + at] = result;
      words[ColumnStart.PARTNER + at] = partner;
      flagColumn[at] = flags;
      if (partner >= 0) {
        if (partner >= firstRow) words[ColumnStart.PARTNER + (partner & CHUNK_MASK)] = row;
        else events.setPartner(partner, row);
      }
      events.length = ++row;
    }
  }

  /** Before each event as long as the capture is only being opened. */
  private begin(cursor: EventCursor): void {
    this.opening = OPENING_TYPES.has(cursor.type);
    if (!this.opening || this.trace.events.length === 0) this.setTimeBase(cursor);
  }

  /**
   * Times count from the first event that is not one of the opening ones: those may carry the time 0. Until
   * then they count from the first of them.
   */
  private setTimeBase({ timeHigh, timeLow }: EventCursor): void {
    const { events } = this.trace;
    const moved = (timeHigh - this.timeBaseHigh) * 4294967296 + (timeLow - this.timeBaseLow);
    for (let row = 0; row < events.length; row++) events.moveTime(row as EventRow, -moved);
    this.timeBaseHigh = timeHigh;
    this.timeBaseLow = timeLow;
    this.trace.timeBase = ((BigInt(timeHigh) << 32n) | BigInt(timeLow)) + this.trace.clockCorrection;
  }
}

/** The fd in the parameter of this index, of which the lengths and the first one's place are given; -1 where it is too short. */
function fdAt(view: DataView, lengths: number, data: number, index: number): number {
  let at = data;
  for (let before = 0; before < index; before++) at += view.getUint16(lengths + 2 * before, true);
  return view.getUint16(lengths + 2 * index, true) >= 8 ? readId(view, at) : -1;
}
