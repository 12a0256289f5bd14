import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../src/engine/base/brands';
import {
  type ExpectationRoot,
  isPresent,
  loadCapture,
  loadExpectedText,
  OWN_FIXTURES,
  SHARED,
} from '../support/expectations';
import { Explanations } from '../support/explanations';
import { type OpenedTrace, openTrace } from '../support/openedTrace';
import { compareLogs, compareTables, type Differences } from '../support/viewComparison';
import { viewOutput } from '../support/viewOutput';
import { DEVIATIONS, peerOf } from './deviations';
import { recordedLimit, recordedView, tableKind } from './recordedViews';
import { viewDeviation } from './viewDeviations';

// The recordings were made so; times of day are the reader's own.
process.env.TZ = 'UTC';

/** How many of the differences are told. */
const TOLD = 6;

function recordings(root: ExpectationRoot, name: string): string[] {
  const folder = path.join(root.expected, name, 'chisels');
  return existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.txt\.gz$/, '')) : [];
}

function differencesOf(root: ExpectationRoot, capture: string, file: string, opened: OpenedTrace): Differences {
  const { name, request } = recordedView(file);
  const recorded = loadExpectedText(root, capture, `chisels/${file}.txt`) ?? '';
  const own = viewOutput(opened, name, request);
  const kind = tableKind(name);
  if (kind) return compareTables(recorded, own, kind === 'ranked');
  return compareLogs(recorded, own, Buffer.byteLength(recorded) >= recordedLimit(name));
}

/**
 * Whether lines that only we write come from the events of these deviations: without them, they are written less often. Or
 * those events add nothing to what we write, and it is the other program that counts them.
 */
function comeFrom(
  lines: readonly string[],
  deviations: readonly string[],
  { capture, file, opened }: { capture: string; file: string; opened: OpenedTrace },
): boolean {
  if (lines.length === 0) return true;
  const explanations = new Explanations(opened, peerOf(capture));
  const { name, request } = recordedView(file);
  const all = viewOutput(opened, name, request);
  const without = (row: EventRow): boolean => deviations.some((each) => explanations.isNamed(each, row + 1));
  const rest = viewOutput(opened, name, { ...request, without });
  if (rest === all) return deviations.length > 0;
  const [before, after] = [countLines(all.split('\n')), countLines(rest.split('\n'))];
  return lines.every((line) => (before.get(line) ?? 0) > (after.get(line) ?? 0));
}

/** The lines that only we write; one that the other program writes elsewhere is none of them. */
function ownLines(differences: Differences): string[] {
  const side = (sign: string): string[] =>
    differences.filter((line) => line.startsWith(sign)).map((line) => line.slice(sign.length));
  const recorded = countLines(side('- '));
  return side('+ ').filter((line) => !recorded.has(line));
}

function countLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded chisels of the ${root.name}`);
  const captures = present ? readdirSync(root.expected).filter((name) => recordings(root, name).length > 0) : [];
  describe.skipIf(!present)(`views of the ${root.name} write what sysdig's chisels write`, () => {
    describe.each(captures)('%s', (capture) => {
      let opened: OpenedTrace | undefined;

      it.each(recordings(root, capture))('%s', (file) => {
        opened ??= openTrace(loadCapture(root, capture));
        const differences = differencesOf(root, capture, file, opened);
        const { lines, deviations } = viewDeviation(capture, file);
        const reasons = deviations.map((name) => DEVIATIONS.find((deviation) => deviation.name === name)?.reason);
        expect(reasons).not.toContain(undefined);
        const told = [...reasons.map((reason) => `(${reason})`), ...differences.slice(0, TOLD)].join('\n');
        expect(differences.length, `${differences.length} lines differ, not ${lines}:\n${told}`).toBe(lines);
        expect(
          comeFrom(ownLines(differences), deviations, { capture, file, opened }),
          `other events make them:\n${told}`,
        ).toBe(true);
      });
    });
  });
}
