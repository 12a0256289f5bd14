import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../src/engine/filter/filter';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { Selection } from '../../../src/engine/trace/selection';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { drawnCapture } from '../../support/drawnCapture';

/** A capture in which every seventh event is made by a new process. */
function manyEvents(count: number): Uint8Array {
  const lines = Array.from({ length: count }, (_, index) => {
    const tid = 1000 + Math.floor(index / 7);
    return `name${tid % 3} (${tid}) > read fd=${index % 5} size=1`;
  });
  return drawnCapture(lines.join('\n'));
}

const FILTERS = [
  'evt.num>0',
  'proc.name=name1',
  'fd.num=2 or proc.name=name0',
  'not fd.num=2 and evt.rawtime>1577836800000005000',
];

describe('a filter on a capture that is being read', () => {
  it.each(FILTERS)('%s keeps the same events as afterwards', (text) => {
    const bytes = manyEvents(10_000);
    const growing = new TraceBuilder();
    const raw = new RawEvents(growing.trace, new MemorySource(bytes));
    // Compiled before there is anything.
    const early = compileFilter(text, { trace: growing.trace, raw });
    if (!early.accepted) throw new Error(text);
    const extended = new Selection();
    let asked = 0;
    for (let at = 0; at < bytes.length; at += 30_000) {
      growing.feed(bytes.subarray(at, at + 30_000));
      early.filter.select(asked, growing.trace.events.length, extended);
      asked = growing.trace.events.length;
    }
    growing.finish();
    expect(asked).toBe(10_000);

    const late = compileFilter(text, { trace: growing.trace, raw });
    if (!late.accepted) throw new Error(text);
    const atOnce = new Selection();
    late.filter.select(0, asked, atOnce);
    expect(atOnce.count).toBeGreaterThan(1000);
    expect(rowsOf(extended)).toEqual(rowsOf(atOnce));
  });
});

function rowsOf(selection: Selection): number[] {
  return Array.from({ length: selection.count }, (_, index) => selection.rowAt(index));
}
