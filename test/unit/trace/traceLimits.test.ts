import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, CHUNK_ROWS } from '../../../src/engine/trace/eventColumns';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { type TraceLimits, traceBytes, USUAL_LIMITS } from '../../../src/engine/trace/traceLimits';
import { drawnCapture } from '../../support/drawnCapture';
import { repeatedCapture } from '../../support/repeatCapture';

const EVENTS = CHUNK_ROWS + 1000;

function read(limits: TraceLimits): TraceBuilder {
  const builder = new TraceBuilder(limits);
  const capture = drawnCapture('sh (10) > getcwd\nsh (10) < getcwd res=1 path=/');
  for (const piece of repeatedCapture(capture, { events: EVENTS })) builder.feed(piece);
  builder.finish();
  return builder;
}

describe('the limits of a trace', () => {
  it.each([
    ['events', { ...USUAL_LIMITS, events: EVENTS }],
    ['memory', { ...USUAL_LIMITS, bytes: CHUNK_BYTES + 1_000_000 }],
  ])('of %s end the reading before the chunk that would exceed them, and say so', (_what, limits) => {
    const { trace, damage, ended, position } = read(limits);
    expect(trace.events.length).toBe(CHUNK_ROWS);
    expect(ended).toBe(true);
    const [{ reason, offset, message, fatal }] = damage.list();
    expect([reason, fatal]).toEqual(['too-large', true]);
    expect(message).toMatch(
      /^The capture is larger than what is kept in memory: its first 65536 events, up to byte \d+/,
    );
    expect(message).toContain(`byte ${offset},`);
    expect(position).toBeGreaterThanOrEqual(offset);
  });

  it('are not noticed by a capture below them', () => {
    const { trace, damage } = read(USUAL_LIMITS);
    expect(trace.events.length).toBe(EVENTS);
    expect(damage.list()).toEqual([]);
  });

  it('count the memory of columns, versions and dictionaries', () => {
    const { trace } = read(USUAL_LIMITS);
    expect(traceBytes(trace)).toBeGreaterThan(2 * CHUNK_BYTES);
    expect(traceBytes(trace)).toBeLessThan(2 * CHUNK_BYTES + 1_000_000);
  });
});
