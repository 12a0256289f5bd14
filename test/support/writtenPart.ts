import type { EventRow } from '../../src/engine/base/brands';
import { FIELDS } from '../../src/engine/fields/catalogue';
import { FieldPrinter } from '../../src/engine/fields/fieldPrinter';
import { isFieldError, resolveField } from '../../src/engine/fields/resolveField';
import { MemorySource } from '../../src/engine/trace/byteSource';
import { Selection } from '../../src/engine/trace/selection';
import { type PartSize, writePart } from '../../src/engine/writer/partWriter';
import { writeStart } from '../../src/engine/writer/startWriter';
import { concatBytes } from './byteWriter';
import { fieldRows } from './fieldRows';
import { defaultLines, type OpenedTrace, shownRows } from './openedTrace';

/** The selection of the events with these numbers. */
export function selectionOf(numbers: Iterable<number>): Selection {
  const selection = new Selection();
  for (const number of numbers) selection.add((number - 1) as EventRow);
  return selection;
}

/** The bytes of the part of a capture that holds the events with these numbers, in ascending order. */
export async function writtenPart(
  { trace }: OpenedTrace,
  capture: Uint8Array,
  numbers: Iterable<number>,
): Promise<{ bytes: Uint8Array; size: PartSize }> {
  const pieces: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => void pieces.push(bytes.slice()) };
  const size = await writePart(trace, new MemorySource(capture), selectionOf(numbers), sink);
  return { bytes: concatBytes(pieces), size };
}

const COLUMNS = 14;

/** Default lines and fields of some rows, without the event numbers, which begin anew in a part. */
export function unnumbered(opened: OpenedTrace, rows: readonly EventRow[] = [...shownRows(opened)]): string[] {
  const lines = [...defaultLines(opened, rows)].map((line) => line.replace(/^\d+ /, ''));
  const fields = [...fieldRows(opened, rows, COLUMNS)].map((line) => line.replace(/^\d+\t/, ''));
  return lines.map((line, index) => `${line}\n${fields[index]}\n${opened.trace.events.time(rows[index])}`);
}

/** Fields of which a part may have another value: the number of an event, and a sum over all events before it. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['evt.num', 'thread.totexectime']);

/** Every other field of the catalogue that takes no argument, as `name=text`, for each of some rows. */
export function everyField(opened: OpenedTrace, rows: readonly EventRow[]): string[][] {
  const printer = new FieldPrinter(opened);
  const fields = FIELDS.flatMap(({ name }) => {
    const bound = resolveField(name);
    return isFieldError(bound) || OF_THE_WHOLE.has(name) ? [] : [{ name, bound }];
  });
  return rows.map((row) => fields.map(({ name, bound }) => `${name}=${printer.text(bound, row)}`));
}

/** A capture that begins at a row of another one: what stands before its events, and the blocks from that row on. */
export async function begunAt(
  { trace }: OpenedTrace,
  capture: Uint8Array,
  row: EventRow,
): Promise<{ bytes: Uint8Array; start: Uint8Array }> {
  const pieces: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => void pieces.push(bytes.slice()) };
  await writeStart(trace, new MemorySource(capture), row, sink);
  const start = concatBytes(pieces);
  const from = row < trace.events.length ? trace.events.offset(row) : capture.length;
  return { bytes: concatBytes([start, capture.subarray(from)]), start };
}
