import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capturePath, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { openTrace } from '../support/openedTrace';
import { type TrafficStory, timeSpan, trafficStory } from '../support/trafficStory';

/** Captures that were recorded at the same time of the same traffic: with enter events, and with exit events only. */
const PAIRS = [
  'overlay-http',
  'overlay-collision',
  'dns-ndots',
  'confd-template',
  'unix-docker-api',
  'mixed-syscalls',
] as const;

/** One recorder started and stopped a little after the other: what lies this near to an end is not compared, in ns. */
const MARGIN = 1_000_000n;

/** Bytes of calls that had begun before the recorder with enter events came: their exits do not say which fd they used. */
const BEGUN_BEFORE: Readonly<Record<string, ReadonlyMap<string, number>>> = {
  'dns-ndots': new Map([['python3 recvfrom', 58]]),
};

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `pairs of the ${root.name}`);
  const pairs = PAIRS.filter((name) =>
    ['paired', 'exits'].every((schema) => present && existsSync(capturePath(root, `${name}-${schema}`))),
  );
  describe.skipIf(pairs.length === 0).each(pairs)(
    `both schemas of the ${root.name} tell the same story: %s`,
    (name) => {
      const stories = bothStories();

      it('of the files that were read and written, byte for byte', () => {
        expect(stories.exits.files).toEqual(stories.paired.files);
        expect(stories.paired.files.size).toBeGreaterThan(0);
      });

      it('of the conversations over TCP and unix sockets', () => {
        expect(stories.exits.conversations).toEqual(stories.paired.conversations);
      });

      it('of the datagrams', () => {
        const datagrams = new Map(stories.paired.datagrams);
        for (const [call, bytes] of BEGUN_BEFORE[name] ?? []) datagrams.set(call, (datagrams.get(call) ?? 0) + bytes);
        expect(stories.exits.datagrams).toEqual(datagrams);
      });

      it('of the processes that moved data', () => {
        expect(stories.exits.processes).toEqual(stories.paired.processes);
        expect(stories.paired.processes.size).toBeGreaterThan(0);
      });

      function bothStories(): { paired: TrafficStory; exits: TrafficStory } {
        const paired = openTrace(loadCapture(root, `${name}-paired`)).trace;
        const exits = openTrace(loadCapture(root, `${name}-exits`)).trace;
        const spans = [timeSpan(paired), timeSpan(exits)];
        const from = spans.map(([first]) => first).reduce((a, b) => (a > b ? a : b)) + MARGIN;
        const to = spans.map(([, last]) => last).reduce((a, b) => (a < b ? a : b)) - MARGIN;
        return { paired: trafficStory(paired, from, to), exits: trafficStory(exits, from, to) };
      }
    },
  );
}
