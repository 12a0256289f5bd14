import type { EventRow } from '../../src/engine/base/brands';
import type { Damage } from '../../src/engine/capture/damage';
import { parseFormat } from '../../src/engine/output/formatParser';
import { LineFormatter } from '../../src/engine/output/lineFormatter';
import { PRESETS } from '../../src/engine/output/presets';
import { MemorySource } from '../../src/engine/trace/byteSource';
import { RowFlag } from '../../src/engine/trace/eventColumns';
import { RawEvents } from '../../src/engine/trace/rawEvents';
import type { Trace } from '../../src/engine/trace/trace';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';

/** A trace with the bytes that it was built from. */
export interface OpenedTrace {
  readonly trace: Trace;
  readonly raw: RawEvents;
  readonly damage: readonly Damage[];
}

/** Builds the trace of an uncompressed capture that lies in memory. */
export function openTrace(capture: Uint8Array): OpenedTrace {
  const builder = new TraceBuilder();
  builder.feed(capture);
  builder.finish();
  const { trace } = builder;
  return { trace, raw: new RawEvents(trace, new MemorySource(capture)), damage: builder.damage.list() };
}

/** The rows that are shown, all of them in the file's order. */
export function* shownRows({ trace }: OpenedTrace): Generator<EventRow> {
  for (let row = 0; row < trace.events.length; row++) {
    if ((trace.events.flags(row as EventRow) & RowFlag.HIDDEN) === 0) yield row as EventRow;
  }
}

/** The default line of each given row. */
export function* defaultLines({ trace, raw }: OpenedTrace, rows: Iterable<EventRow>): Generator<string> {
  const outcome = parseFormat(PRESETS.plain);
  if (!outcome.accepted) throw new Error(outcome.diagnostic.message);
  // As the command line does: the recordings have the accidents of the program that made them.
  const formatter = new LineFormatter(outcome.format, { trace, raw, textOptions: { imitatesAccidents: true } });
  for (const row of rows) yield formatter.text(row) ?? '';
}
