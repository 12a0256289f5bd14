import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { NO_PARTNER, RowFlag } from '../../../src/engine/trace/eventColumns';
import { drawnCapture } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { fieldRows } from '../../support/fieldRows';
import { defaultLines, type OpenedTrace, openTrace, shownRows } from '../../support/openedTrace';
import { begunAt } from '../../support/writtenPart';

const FIXTURES = ['dns-ndots-paired', 'dns-ndots-classic', 'overlay-collision-paired', 'confd-template-classic'];
const EIGHTHS = [1, 4, 7];

/** Default line and fields of each row, without event numbers, which begin anew. */
function shown(opened: OpenedTrace, rows: readonly EventRow[]): string[] {
  const fields = [...fieldRows(opened, rows, 14)];
  return [...defaultLines(opened, rows)].map((line, index) => `${line}\n${fields[index]}`.replace(/^\d+\s/gm, ''));
}

/** Lines of what a drawing shows from an event on, in the whole and in the capture that begins there. */
async function begun(drawing: string, number: number) {
  const capture = drawnCapture(drawing);
  const whole = openTrace(capture);
  const { bytes, start } = await begunAt(whole, capture, (number - 1) as EventRow);
  const part = openTrace(bytes);
  expect(part.damage).toEqual([]);
  return {
    part,
    start,
    shown: shown(part, [...shownRows(part)]),
    inWhole: shown(
      whole,
      [...shownRows(whole)].filter((row) => row >= number - 1),
    ),
  };
}

describe('a capture that begins in the middle of another one', () => {
  it.each(FIXTURES)('shows of %s what the whole shows, but of calls that were under way', async (name) => {
    const capture = loadCapture(OWN_FIXTURES, name);
    const whole = openTrace(capture);
    const { events } = whole.trace;
    for (const eighth of EIGHTHS) {
      const row = Math.floor((events.length * eighth) / 8) as EventRow;
      const part = openTrace((await begunAt(whole, capture, row)).bytes);
      expect(part.damage).toEqual([]);
      const inWhole = [...shownRows(whole)].filter((each) => each >= row);
      const inPart = [...shownRows(part)];
      expect(inPart.length).toBe(inWhole.length);
      const counted = inWhole.map((each) => events.partner(each) === NO_PARTNER || events.partner(each) >= row);
      const keep = <T>(lines: readonly T[]): T[] => lines.filter((_, index) => counted[index]);
      expect(keep(shown(part, inPart))).toEqual(keep(shown(whole, inWhole)));
    }
  });

  it('begins with threads and fds as they are then', async () => {
    const { shown, inWhole } = await begun(
      `
      fd 10 5 file /etc/passwd
      sh (10) > chdir
      sh (10) < chdir res=0 path=/tmp
      sh (10) > open
      sh (10) < open fd=3 name=/tmp/x flags=1 mode=0
      sh (10) > close fd=5
      sh (10) < close res=0
      sh (10) > read fd=3 size=1
      sh (10) < read res=1 data=x
      sh (10) > read fd=5 size=1
      sh (10) < read res=-9 data=
    `,
      7,
    );
    expect(shown.length).toBe(4);
    expect(shown).toEqual(inWhole);
  });

  it('has the client first in the connections of a server', async () => {
    const { shown, inWhole } = await begun(
      `
      fd 10 3 ipv4 10.0.0.1:80 tcp
      fd 10 4 ipv4 10.0.0.1:80->10.0.0.2:5000 tcp
      sh (10) > getcwd
      sh (10) < getcwd res=0 path=/
      sh (10) > read fd=4 size=1
      sh (10) < read res=1 data=x
    `,
      3,
    );
    expect(shown[0]).toContain('10.0.0.2:5000->10.0.0.1:80');
    expect(shown).toEqual(inWhole);
  });

  it('lists the fds of a process once, and its threads share them', async () => {
    const { part, shown, inWhole } = await begun(
      `
      process 10 app
      process 11 app pid=10 flags=1
      fd 10 3 file /data
      app (10) > getcwd
      app (11) > read fd=3 size=1
      app (11) < read res=1 data=x
    `,
      2,
    );
    expect(shown).toEqual(inWhole);
    const threads = part.trace.threads;
    const table = (tid: number): number => threads.get(threads.at(tid, 0 as EventRow), 'fdTable');
    expect(table(11)).toBe(table(10));
  });

  it('knows nobody who is gone, and nobody who was never seen beginning', async () => {
    const { part } = await begun(
      `
      process 10 sh
      process 12 gone
      <NA> (77) > getcwd
      gone (12) > procexit@186 status=0
      sh (10) > getcwd
    `,
      3,
    );
    const { threads } = part.trace;
    expect(threads.livingAt(0 as EventRow).map((thread) => threads.get(thread, 'tid'))).toEqual([10]);
  });

  it('is as long for a long life as for a short one', async () => {
    const life = (times: number): string =>
      Array.from(
        { length: times },
        () => `
      sh (10) > open
      sh (10) < open fd=3 name=/tmp/x flags=1 mode=0
      sh (10) > close fd=3
      sh (10) < close res=0`,
      ).join('\n');
    const short = await begun(`process 10 sh\n${life(1)}\nsh (10) > getcwd`, 5);
    const long = await begun(`process 10 sh\n${life(500)}\nsh (10) > getcwd`, 2001);
    expect(long.start.length).toBe(short.start.length);
  });

  it('describes the containers in which somebody lives, as they were described last', async () => {
    const id = '0123456789ab';
    const event = (name: string, of = id): string =>
      `<NA> (0) > container@272 json={"container":{"id":"${of}","name":"${name}","type":0}}`;
    const { part } = await begun(
      `
      process 10 web cgroups=cpu=/docker/${id}${'0'.repeat(52)}\\0
      ${event('old')}
      ${event('new')}
      ${event('other', 'ba9876543210')}
      web (10) > getcwd
      web (10) > getcwd
    `,
      5,
    );
    const { trace } = part;
    expect(trace.containers.allAt(0 as EventRow).map(({ id, name }) => [id, name])).toEqual([[id, 'new']]);
    expect(trace.events.flags(0 as EventRow) & RowFlag.HIDDEN).not.toBe(0);
    expect(trace.events.time(1 as EventRow)).toBe(0);
  });

  it('goes on with what is still to come', async () => {
    const capture = drawnCapture('fd 10 3 file /data\nsh (10) > getcwd');
    const { bytes, start } = await begunAt(openTrace(capture), capture, 1 as EventRow);
    expect(bytes).toEqual(start);
    const next = openTrace(Buffer.concat([start, eventsOf(drawnCapture('sh (10) > read fd=3 size=1'))]));
    expect(shown(next, [...shownRows(next)])[0]).toContain('fd=3(<f>/data)');
  });
});

/** The blocks of a capture's events. */
function eventsOf(capture: Uint8Array): Uint8Array {
  return capture.subarray(openTrace(capture).trace.events.offset(0 as EventRow));
}
