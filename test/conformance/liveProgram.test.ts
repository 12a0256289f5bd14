import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../src/engine/base/brands';
import { capturePath, loadCapture, OWN_FIXTURES } from '../support/expectations';
import { askProgram, isProgramInstalled } from '../support/installedProgram';
import { compareLines, describeComparison } from '../support/lineComparison';
import { defaultLines, openTrace } from '../support/openedTrace';
import { keptEvents } from '../support/recordedFilters';

process.env.TZ = 'UTC';

const CAPTURE = 'dns-ndots-classic';

/** Filters that are put to the program as they are; none of their lines shows what README.md lists as a deviation. */
const FILTERS = [
  'evt.type=openat and evt.dir=<',
  'proc.name=curl and evt.type in (connect, sendto, recvfrom)',
  'fd.type=file and evt.type=read',
  'fd.name contains /etc',
  'evt.type=execve',
  'evt.buffer contains HTTP',
  'not (proc.name=dnsmasq or proc.name=python3) and fd.type=ipv4 and evt.type=connect',
  'fd.port=80',
  'evt.num>=1000 and evt.num<1100',
];

describe.skipIf(!isProgramInstalled())('a filter prints the lines that sysdig prints', () => {
  const opened = openTrace(loadCapture(OWN_FIXTURES, CAPTURE));

  it.each(FILTERS)('%s', (filter) => {
    const kept = keptEvents(opened, filter);
    if (typeof kept === 'string') throw new Error(kept);
    // -d: the filter decides what is printed, and not what the state is made of.
    const { out: printed } = askProgram(['-r', capturePath(OWN_FIXTURES, CAPTURE), '-d', filter]);
    const expected = printed.split('\n').filter((line) => /^\d+ /.test(line));
    const own = defaultLines(
      opened,
      kept.map((number) => (number - 1) as EventRow),
    );
    const comparison = compareLines(expected, own);
    expect(comparison.total).toBeGreaterThan(0);
    expect(comparison.differences.length === 0, describeComparison(comparison)).toBe(true);
  });
});
