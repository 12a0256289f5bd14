import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { RawEvents } from '../../src/engine/trace/rawEvents';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { openCaptureFile } from '../../src/session/node/captureFile';
import { capturePath, loadCapture, OWN_FIXTURES } from '../support/expectations';
import { FUZZ_RUNS } from '../support/fuzzRuns';
import { defaultLines, openTrace, shownRows } from '../support/openedTrace';

const RUNS = Math.ceil(FUZZ_RUNS / 10);
const NAME = 'overlay-collision-exits';

const folder = mkdtempSync(path.join(tmpdir(), 'scaplens-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads a compressed file the way the session does: the lines that can be shown, and whether anything was amiss. */
async function read(bytes: Uint8Array): Promise<{ lines: string[]; isWhole: boolean }> {
  const name = path.join(folder, 'mutated.scap');
  writeFileSync(name, bytes);
  const input = openCaptureFile(name);
  try {
    const builder = new TraceBuilder();
    for (let piece = await input.next(); piece; piece = await input.next()) builder.feed(piece);
    builder.finish();
    const { trace } = builder;
    const damage = builder.damage.list();
    const opened = { trace, raw: new RawEvents(trace, input.source), damage };
    return { lines: [...defaultLines(opened, shownRows(opened))], isWhole: input.notices.length + damage.length === 0 };
  } finally {
    input.close();
  }
}

describe('a compressed capture file', () => {
  const file = Uint8Array.from(readFileSync(capturePath(OWN_FIXTURES, NAME)));
  const undamaged = openTrace(loadCapture(OWN_FIXTURES, NAME));
  const lines = [...defaultLines(undamaged, shownRows(undamaged))];

  it('that is cut off anywhere shows the events before the cut, and says that it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (length) => {
        const result = await read(file.slice(0, length));
        expect(result.isWhole).toBe(false);
        expect(result.lines).toEqual(lines.slice(0, result.lines.length));
      }),
      { numRuns: RUNS },
    );
  });

  it('that has any byte changed is read without a crash or a hang', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, value) => {
        const spoiled = file.slice();
        spoiled[at] = value;
        const result = await read(spoiled);
        if (value === file[at]) expect(result.lines).toEqual(lines);
      }),
      { numRuns: RUNS },
    );
  });
});
