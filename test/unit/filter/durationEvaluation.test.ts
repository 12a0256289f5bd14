import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { readWith } from '../../../src/engine/fields/readField';
import { isFieldError, resolveField } from '../../../src/engine/fields/resolveField';
import { FieldValue } from '../../../src/engine/fields/value';
import { compileFilter } from '../../../src/engine/filter/filter';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { BLOCK_ROWS } from '../../../src/engine/trace/rowBits';
import { Selection } from '../../../src/engine/trace/selection';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { drawnCapture } from '../../support/drawnCapture';
import { keptRows } from '../../support/keptRows';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';

const FIELDS = [
  'proc.duration',
  'proc.ppid.duration',
  'container.duration',
  'thread.exectime',
  'thread.totexectime',
  'evt.latency',
];

/** Containers that begin before, within and long before the story: the last so long that doubles lose digits. */
const LISTED = ['1577836801000000000', '1577836807500000001', '5']
  .map(
    (start, index) =>
      `process ${10 + index} sh pid=${10 + index} ptid=1 namespaceStart=${start} cgroups=cpu=/docker/${`${index}`.repeat(64)}`,
  )
  .join('\n');

const tid = fc.constantFrom(10, 11, 12, 20, 21);

const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(tid, fc.nat(1)).map(([own, cpu]) => `${cpu} sh (${own}) > getuid`) },
  tid.map((own) => `0 sh (${own}) < getuid uid=0`),
  {
    weight: 3,
    arbitrary: fc
      .tuple(tid, fc.nat(1))
      .map(([own, cpu]) => `${cpu} sh (${own}) > switch next=1 pgft_maj=0 pgft_min=0 vm_size=1 vm_rss=1 vm_swap=0`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(20, 21), tid)
      .map(
        ([own, parent]) =>
          `0 sh (${own}) < clone res=0 exe=sh args= tid=${own} pid=${own} ptid=${parent} comm=sh flags=0`,
      ),
  },
  tid.map((own) => `0 sh (${own}) > procexit status=0`),
);

/** Steps between events, in ns: most rise, some go back. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 100_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 1_000_000_000) },
  { weight: 1, arbitrary: fc.integer({ min: -2_000_000_000, max: 0 }) },
);

const story = fc.array(fc.tuple(step, line), { minLength: 1, maxLength: 150 });

/** So many rows come before the story that rows of a block are not asked one by one. */
const QUIET = Array.from(
  { length: BLOCK_ROWS >> 5 },
  (_, index) => [1, `0 sh (${10 + (index % 2)}) > getuid`] as const,
);

/** A capture with events at these steps from 00:00:05 on. */
function capture(story: readonly (readonly [by: number, line: string])[]): Uint8Array {
  const events = [...QUIET, ...story];
  let time = 5_000_000_000;
  const lines = events.map(([by, text], index) => {
    time = Math.max(0, time + by);
    const seconds = String(Math.floor(time / 1e9)).padStart(2, '0');
    return `${index + 1} 00:00:${seconds}.${String(time % 1e9).padStart(9, '0')} ${text}`;
  });
  return drawnCapture([LISTED, ...lines].join('\n'));
}

const COMPARISONS: Readonly<Record<string, (left: bigint, right: bigint) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** A field of all rows, read one by one; undefined where a row has none. */
function readAll(name: string, context: OpenedTrace): (bigint | undefined)[] {
  const field = resolveField(name);
  if (isFieldError(field)) throw new Error(name);
  const [reader] = field.readers;
  const isExact = reader.domain === 'row' && reader.isExact;
  return Array.from({ length: context.trace.events.length }, (_, row) => {
    const value = new FieldValue();
    if (!readWith(reader, context, row as EventRow, value)) return undefined;
    return isExact ? value.exact : BigInt(value.number);
  });
}

/** What a filter keeps that is compiled before the first event, and asked whenever some are there. */
function keptWhileGrowing(text: string, bytes: Uint8Array): number[] {
  const builder = new TraceBuilder();
  const raw = new RawEvents(builder.trace, new MemorySource(bytes));
  const outcome = compileFilter(text, { trace: builder.trace, raw });
  if (!outcome.accepted) throw new Error(text);
  const selection = new Selection();
  let asked = 0;
  const ask = (): void => {
    outcome.filter.select(asked, builder.trace.events.length, selection);
    asked = builder.trace.events.length;
  };
  for (let at = 0; at < bytes.length; at += 5000) {
    builder.feed(bytes.subarray(at, at + 5000));
    ask();
  }
  builder.finish();
  ask();
  return Array.from({ length: selection.count }, (_, index) => selection.rowAt(index));
}

describe('a filter on how long something took, or has been there', () => {
  it('keeps the rows whose number satisfies it, with an index, without one and while the trace grows', () => {
    fc.assert(
      fc.property(
        story,
        fc.constantFrom(...FIELDS),
        fc.constantFrom(...Object.keys(COMPARISONS), 'in', 'exists', 'not <'),
        fc.nat(),
        fc.integer({ min: -1, max: 1 }),
        (events, name, operator, row, by) => {
          const bytes = capture(events);
          const plain = openTrace(bytes);
          const values = readAll(name, plain);
          const there = values.slice(QUIET.length).filter((value) => value !== undefined);
          const some = (there[row % Math.max(1, there.length)] ?? 7n) + BigInt(by);
          const operand = some < 0n ? 0n : some;
          const text =
            operator === 'in'
              ? `${name} in (${operand}, 100)`
              : operator === 'exists'
                ? `${name} exists`
                : operator === 'not <'
                  ? `not ${name} < ${operand}`
                  : `${name} ${operator} ${operand}`;
          const expected = values.flatMap((value, at) => {
            if (operator === 'not <') return value !== undefined && value < operand ? [] : [at];
            if (value === undefined) return [];
            if (operator === 'exists') return [at];
            if (operator === 'in') return value === operand || value === 100n ? [at] : [];
            return COMPARISONS[operator](value, operand) ? [at] : [];
          });
          expect(keptRows(text, plain)).toEqual(expected);
          expect(keptWhileGrowing(text, bytes)).toEqual(expected);
          const indexed = openTrace(bytes);
          while (indexed.trace.index.advance(1));
          expect(keptRows(text, indexed)).toEqual(expected);
          expect(keptRows(text, indexed)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});
