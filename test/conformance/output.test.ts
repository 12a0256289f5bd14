import { readdirSync } from 'node:fs';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run';
import { compareRows, compareTexts, describeTexts } from '../support/eventTexts';
import { capturePath, isPresent, loadCapture, loadExpectedText, OWN_FIXTURES, SHARED } from '../support/expectations';
import { Explanations } from '../support/explanations';
import { openTrace } from '../support/openedTrace';
import { peerOf } from './deviations';
import { RECORDED_OUTPUTS, type RecordedOutput } from './recordedOutputs';

// The recordings were made so; times of day are the reader's own.
process.env.TZ = 'UTC';

/** What the command line prints. */
async function printed(args: readonly string[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const errors = new Writable({ write: (_chunk, _encoding, done) => done() });
  expect(await runCli(args, { out, errors }, () => '')).toBe(0);
  return Buffer.concat(chunks);
}

/** As much of a text as the recording has. */
function cut(text: Buffer, at: RecordedOutput['cutAt']): string {
  if (at === undefined) return text.toString();
  if ('bytes' in at) return text.subarray(0, at.bytes).toString();
  return text
    .toString()
    .split(/(?<=\n)/)
    .slice(0, at.lines)
    .join('');
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded output in other forms of the ${root.name}`);
  const names = present ? readdirSync(root.expected).filter((name) => !name.includes('.')) : [];
  describe.skipIf(!present)(`what is printed of the ${root.name} is what sysdig prints, deviations apart`, () => {
    for (const name of names) {
      let found: Explanations | undefined;
      const explanations = (): Explanations => {
        found ??= new Explanations(openTrace(loadCapture(root, name)), peerOf(name));
        return found;
      };

      for (const { file, args, cutAt, isUnordered } of RECORDED_OUTPUTS) {
        const recorded = loadExpectedText(root, name, file);
        if (recorded === undefined) continue;
        it(`${name} ${args.join(' ')}`, async () => {
          const own = cut(await printed(['-r', capturePath(root, name), ...args]), cutAt);
          const { identical, total, differences } = isUnordered
            ? compareRows(recorded, own)
            : compareTexts(recorded, own, cutAt !== undefined);
          const unexplained = differences.filter(({ number }) => explanations().ofLine(number) === undefined);
          expect(unexplained.length, `${file}: ${describeTexts(total, unexplained)}`).toBe(0);
          if (differences.length === 0) expect(identical, `${file}: the same events in another order`).toBe(true);
        });
      }
    }
  });
}
