import { prepareFields } from '../../src/engine/fields/preparation';
import { CHUNK_BYTES, CHUNK_ROWS, ROW_BYTES } from '../../src/engine/trace/eventColumns';
import { RawEvents } from '../../src/engine/trace/rawEvents';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { PositionedFile } from '../../src/session/node/positionedFile';
import { bytesInUse } from '../support/memoryUse';
import type { MemoryMeasurement } from './measurements';

const PIECE = 4 * 1024 ** 2;

/** What a trace of a plain capture holds, part by part, as the collector counts it. */
export function measureMemory(file: string): MemoryMeasurement {
  const source = PositionedFile.open(file);
  try {
    const piece = new Uint8Array(PIECE);
    const before = bytesInUse();
    const builder = new TraceBuilder();
    for (let at = 0, count = source.read(0, piece); count > 0; at += count, count = source.read(at, piece)) {
      builder.feed(piece.subarray(0, count));
    }
    builder.finish();
    const { trace } = builder;
    const read = bytesInUse();
    while (trace.index.advance(1));
    const indexed = bytesInUse();
    const context = { trace, raw: new RawEvents(trace, source) };
    while (prepareFields(context, 1));
    const prepared = bytesInUse();
    // Asked last, so that the trace is still held when memory is.
    const { length } = trace.events;
    const columns = Math.ceil(length / CHUNK_ROWS) * CHUNK_BYTES;
    return {
      columns,
      rowBytes: ROW_BYTES + (indexed - read) / Math.max(1, length),
      index: indexed - read,
      dictionaries: read - before - columns,
      kept: prepared - indexed,
    };
  } finally {
    source.close();
  }
}
