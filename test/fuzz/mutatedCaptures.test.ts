import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../src/engine/base/brands';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { blockOffsets } from '../support/damage';
import { drawnCapture } from '../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../support/expectations';
import { fieldRows } from '../support/fieldRows';
import { breathe, FUZZ_RUNS, sharesOf } from '../support/fuzzRuns';
import { bytesInUse } from '../support/memoryUse';
import { mutate, mutation } from '../support/mutations';
import { defaultLines, type OpenedTrace, openTrace, shownRows } from '../support/openedTrace';

/** The lines of a capture's first events are compared; the later ones are only read. */
const COMPARED = 2000;
const SLOWEST_MS = 2000;
/** What a trace may take of memory, however hostile its capture: so many times the capture's size, and so much more. */
const MEMORY_RATIO = 40;
const MEMORY_BASE = 8e6;
/** Memory is measured in one run of so many: that takes longer than the rest. */
const MEASURED = 50;
const COLUMNS = 14;

/** Bytes that the trace of a capture takes. */
function memoryOf(capture: Uint8Array): number {
  const before = bytesInUse();
  const builder = new TraceBuilder();
  builder.feed(capture);
  builder.finish();
  const taken = bytesInUse() - before;
  // The trace has to be there until here.
  expect(builder.trace.events.length).toBeGreaterThanOrEqual(0);
  return taken;
}

interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly offsets: readonly number[];
  /** Where the block of each event ends. */
  readonly ends: readonly number[];
  /** Each event as text: default line and fields. */
  readonly texts: readonly string[];
}

/** The rows that are shown: the time of a hidden one counts from the first shown one, which may be damaged. */
function rowsOf(opened: OpenedTrace, count: number): EventRow[] {
  return [...shownRows(opened)].slice(0, count);
}

function textsOf(opened: OpenedTrace, rows: EventRow[]): string[] {
  const lines = [...defaultLines(opened, rows)];
  return [...fieldRows(opened, rows, COLUMNS)].map((fields, index) => `${lines[index]}\n${fields}`);
}

function original(name: string, whole: Uint8Array, blocks = Number.POSITIVE_INFINITY): Original {
  const end = blockOffsets(whole)[blocks] ?? whole.length;
  const bytes = whole.slice(0, end);
  const opened = openTrace(bytes);
  const rows = rowsOf(opened, COMPARED);
  const ends = rows.map((row) => {
    const offset = opened.trace.events.offset(row);
    return offset + new DataView(bytes.buffer).getUint32(offset + 4, true);
  });
  return { name, bytes, offsets: blockOffsets(bytes), ends, texts: textsOf(opened, rows) };
}

const FIRST_GENERATION = drawnCapture(
  `
  user 0 0 root /root /bin/sh
  interface eth0 10.0.0.1/24
  fd 10 3 file /etc/hosts
  fd 10 4 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  sh (10) > clone
  sh (10) < clone res=11 exe=sh args=x tid=10 pid=10 ptid=1 fdlimit=9 comm=sh cgroups="cpu=/\\0" flags=0 uid=0 gid=0
  sh (11) > execve filename=/bin/cat
  cat (11) < execve res=0 exe=cat args=f tid=11 pid=11 ptid=10 fdlimit=9 comm=cat cgroups="cpu=/\\0" env="A=1\\0"
  cat (11) > openat dirfd=-100 name=f flags=1 mode=0
  cat (11) < openat fd=5 dirfd=-100 name=f flags=1 mode=0
  cat (11) > poll fds=3:1 5:1 timeout=10
  cat (11) < poll res=1 fds=5:1
  cat (11) > read fd=5 size=100
  cat (11) < read res=5 data=hello
  cat (11) > socket domain=2 type=2 proto=0
  cat (11) < socket fd=6
  cat (11) > sendto fd=6 size=1 tuple=0.0.0.0:5000->10.0.0.2:53
  cat (11) < sendto res=1 data=q
  cat (11) > recvfrom fd=6 size=100
  cat (11) < recvfrom res=1 data=a tuple=10.0.0.2:53->0.0.0.0:5000
  cat (11) > close fd=5
  cat (11) < close res=0
  cat (11) > procexit status=0
  sh (10) > getcwd
`,
  1,
);

// Whole captures would be read too slowly to try many mutations; their first blocks hold every kind of list and event.
const ORIGINALS: readonly Original[] = [
  original('first generation', FIRST_GENERATION),
  original('dns-ndots-classic', loadCapture(OWN_FIXTURES, 'dns-ndots-classic'), 1500),
  original('dns-ndots-paired', loadCapture(OWN_FIXTURES, 'dns-ndots-paired'), 1500),
  original('overlay-collision-exits', loadCapture(OWN_FIXTURES, 'overlay-collision-exits'), 1500),
];

describe('a spoiled capture', () => {
  it.each(sharesOf(FUZZ_RUNS))(
    'is read without a crash or a hang, and every event before the damage is kept: $part',
    async ({ runs: numRuns }) => {
      let slowest = 0;
      let largest = 0;
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.nat(ORIGINALS.length - 1),
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          async (index, mutations) => {
            await breathe();
            const { bytes, offsets, ends, texts } = ORIGINALS[index];
            const mutated = mutate(bytes, offsets, mutations);
            const start = performance.now();
            const opened = openTrace(mutated.bytes);
            const own = textsOf(opened, rowsOf(opened, Number.POSITIVE_INFINITY));
            const took = performance.now() - start;
            slowest = Math.max(slowest, took);
            const intact = ends.filter((end) => end <= mutated.firstChange).length;
            expect(own.slice(0, intact)).toEqual(texts.slice(0, intact));
            expect(took).toBeLessThan(SLOWEST_MS);
            if (runs++ % MEASURED > 0) return;
            const taken = memoryOf(mutated.bytes);
            largest = Math.max(largest, taken);
            expect(taken).toBeLessThan(MEMORY_RATIO * mutated.bytes.length + MEMORY_BASE);
          },
        ),
        { numRuns },
      );
      console.info(
        `${numRuns} spoiled captures read, the slowest in ${slowest.toFixed(0)} ms; ` +
          `their traces took up to ${(largest / 1e6).toFixed(1)} MB of memory`,
      );
    },
  );

  it.each(sharesOf(Math.ceil(FUZZ_RUNS / 5)))(
    'of random bytes after a section header is read to its end: $part',
    async ({ runs }) => {
      const header = FIRST_GENERATION.slice(0, 28);
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 2000, size: 'max' }), async (noise) => {
          await breathe();
          const opened = openTrace(Uint8Array.of(...header, ...noise));
          textsOf(opened, rowsOf(opened, COMPARED));
        }),
        { numRuns: runs },
      );
    },
  );
});
