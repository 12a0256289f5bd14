import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run';
import { capturePath, isPresent, loadExpected, SHARED } from '../support/expectations';

/** A capture of a buffer for each CPU: about 5 % of its events are older than one before them. */
const CAPTURE = 'confd-template-tworings-paired';

/** Numbers and times, in ns, of the recorded events; in the file's order. */
function recordedEvents(): { number: number; time: bigint }[] {
  return (loadExpected(SHARED, CAPTURE, 'fields.tsv') ?? []).map((line) => {
    const [number, time] = line.split('\t');
    return { number: Number(number), time: BigInt(time) };
  });
}

async function printedNumbers(...args: string[]): Promise<number[]> {
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await runCli(['-r', capturePath(SHARED, CAPTURE), '-p', '%evt.num', ...args], { out, errors: out }, () => '');
  return text.trimEnd().split('\n').map(Number);
}

describe.skipIf(!isPresent(SHARED, 'the order of a capture with a buffer for each CPU'))(
  'a capture in disorder',
  () => {
    const recorded = recordedEvents();

    it('is printed in the order of the file', async () => {
      expect(await printedNumbers()).toEqual(recorded.map(({ number }) => number));
    });

    it('is printed in order of time when asked, every event once and with its number', async () => {
      const sorted = recorded.toSorted((one, other) => Number(one.time - other.time) || one.number - other.number);
      expect(sorted).not.toEqual(recorded);
      expect(await printedNumbers('--sort', 'time')).toEqual(sorted.map(({ number }) => number));
    });
  },
);
