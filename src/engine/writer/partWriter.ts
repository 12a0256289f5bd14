import type { EventRow } from '../base/brands';
import type { ByteSource } from '../trace/byteSource';
import type { CaptureSection } from '../trace/origin';
import type { Selection } from '../trace/selection';
import type { Trace } from '../trace/trace';
import { BlockCopier } from './blockCopier';
import type { ByteSink } from './byteSink';
import { Keep } from './keep';
import { OutputBuffer } from './outputBuffer';
import { partRows } from './partRows';

/** What a part consists of. */
export interface PartSize {
  /** How many selected events it holds. */
  readonly selected: number;
  /** How many events it holds for the state alone, which readers do not show. */
  readonly stateOnly: number;
  /** Uncompressed. */
  readonly bytes: number;
}

/** Bytes are handed on in pieces of about this size. */
const PIECE = 256 * 1024;

/**
 * Writes the selected events as a capture, with all that a reader needs to see in them what it sees in the whole. The trace has
 * to be complete as far as the selection goes, and `source` gives the bytes that it was built from. Throws a `RawBytesError`
 * where they cannot be read again, and what the sink throws.
 */
export async function writePart(
  trace: Trace,
  source: ByteSource,
  selected: Selection,
  sink: ByteSink,
): Promise<PartSize> {
  const out = new OutputBuffer();
  const copier = new BlockCopier(source, out);
  const { sections } = trace.origin;
  let stateOnly = 0;
  let bytes = 0;
  const handOn = async (): Promise<void> => {
    bytes += out.length;
    if (out.length > 0) await sink.write(out.content);
    out.clear();
  };
  for (const [index, section] of sections.entries()) {
    const next = sections[index + 1]?.firstRow ?? trace.events.length;
    const from = selected.indexFrom(section.firstRow);
    const to = selected.indexFrom(next);
    // A part without events still says which machine it is of.
    const isEmptyPart = selected.count === 0 && index === 0;
    if (from === to && !isEmptyPart) continue;
    copySectionStart(copier, section);
    if (from === to) break;
    const last = selected.rowAt(to - 1);
    const keep = partRows(trace, section.firstRow, last, rowsOf(selected, from, to));
    for (let at = 0; at < keep.length; at++) {
      if (keep[at] === Keep.NO) continue;
      if (keep[at] === Keep.STATE_ONLY) stateOnly++;
      copier.event(trace.events.offset((section.firstRow + at) as EventRow), keep[at] === Keep.STATE_ONLY);
      if (out.length >= PIECE) await handOn();
    }
  }
  await handOn();
  return { selected: selected.count, stateOnly, bytes };
}

function copySectionStart(copier: BlockCopier, { offset, listOffsets }: CaptureSection): void {
  copier.section(offset);
  for (const list of listOffsets) copier.list(list);
}

function* rowsOf(selected: Selection, from: number, to: number): Generator<EventRow> {
  for (let index = from; index < to; index++) yield selected.rowAt(index);
}
