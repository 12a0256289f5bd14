import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EVENT_TYPES } from '../../../src/engine/capture/eventTable';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawBytesError } from '../../../src/engine/trace/rawBlocks';
import { writePart } from '../../../src/engine/writer/partWriter';
import { concatBytes } from '../../support/byteWriter';
import { readCapture } from '../../support/captureContents';
import { CaptureWriter } from '../../support/captureWriter';
import { withUint32 } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { defaultLines, openTrace, shownRows } from '../../support/openedTrace';
import { keptEvents } from '../../support/recordedFilters';
import { everyField, selectionOf, unnumbered, writtenPart } from '../../support/writtenPart';

const FIXTURES = ['dns-ndots-paired', 'dns-ndots-classic', 'overlay-collision-paired', 'overlay-collision-exits'].map(
  (name) => {
    const capture = loadCapture(OWN_FIXTURES, name);
    return { name, capture, whole: openTrace(capture) };
  },
);

const FILTERS = [
  'evt.dir=<',
  'evt.dir=>',
  'evt.type=read and evt.dir=<',
  'fd.type=ipv4',
  'fd.type=unix',
  'proc.name=curl',
  'proc.name=<NA>',
  'evt.failed=true',
  'evt.num>=2000 and evt.num<=2010',
];

/** The part of a drawing that holds some of its events: what reading it shows, and all that it holds. */
async function partOf(capture: Uint8Array, numbers: readonly number[]) {
  const whole = openTrace(capture);
  const { bytes, size } = await writtenPart(whole, capture, numbers);
  const part = openTrace(bytes);
  expect(part.damage).toEqual([]);
  const rows = numbers.map((number) => (number - 1) as EventRow);
  return {
    bytes,
    size,
    part,
    shown: unnumbered(part),
    inWhole: unnumbered(whole, rows),
    /** All events with direction and name; those that are not shown in brackets. */
    held: readCapture(bytes).events.map(({ type, blockFlags }) => {
      const { direction, name } = EVENT_TYPES[type];
      return blockFlags === 1 ? `(${direction} ${name})` : `${direction} ${name}`;
    }),
  };
}

describe.each(FIXTURES)('a part of $name', ({ capture, whole }) => {
  it('that holds every event is the same capture', async () => {
    const everything = Array.from({ length: whole.trace.events.length }, (_, index) => index + 1);
    const { bytes, size } = await writtenPart(whole, capture, everything);
    expect(Buffer.compare(bytes, capture)).toBe(0);
    expect(size).toEqual({ selected: everything.length, stateOnly: 0, bytes: capture.length });
  });

  it.each(FILTERS)('shows the events of a filter as the whole does, and no others: %s', async (filter) => {
    const numbers = keptEvents(whole, filter);
    if (typeof numbers === 'string') throw new Error(numbers);
    const { bytes } = await writtenPart(whole, capture, numbers);
    const part = openTrace(bytes);
    expect(part.damage).toEqual([]);
    expect(unnumbered(part)).toEqual(
      unnumbered(
        whole,
        numbers.map((number) => (number - 1) as EventRow),
      ),
    );
  });

  it('has every field of its events', async () => {
    const shown = [...shownRows(whole)];
    // Every kind of event comes by, and what it depends on does not.
    const rows = shown.filter((_, index) => index % 23 === 5);
    const { bytes } = await writtenPart(
      whole,
      capture,
      rows.map((row) => row + 1),
    );
    const part = openTrace(bytes);
    expect(everyField(part, [...shownRows(part)])).toEqual(everyField(whole, rows));
  });

  it('shows any choice of events as the whole does', async () => {
    const shown = [...shownRows(whole)];
    const choice = fc.tuple(fc.uniqueArray(fc.nat(shown.length - 1), { minLength: 1, maxLength: 40 }), fc.nat(9));
    await fc.assert(
      fc.asyncProperty(choice, async ([indices, run]) => {
        // Single events, and runs of neighbours.
        const rows = [...new Set(indices.flatMap((at) => shown.slice(at, at + 1 + run)))].sort((a, b) => a - b);
        const { bytes } = await writtenPart(
          whole,
          capture,
          rows.map((row) => row + 1),
        );
        expect(unnumbered(openTrace(bytes))).toEqual(unnumbered(whole, rows));
      }),
      { numRuns: 15 },
    );
  });

  it('of a part shows the same again', async () => {
    const numbers = [...shownRows(whole)].filter((_, index) => index % 7 === 0).map((row) => row + 1);
    const first = await writtenPart(whole, capture, numbers);
    const part = openTrace(first.bytes);
    const second = await writtenPart(
      part,
      first.bytes,
      [...shownRows(part)].map((row) => row + 1),
    );
    expect(unnumbered(openTrace(second.bytes))).toEqual(unnumbered(part));
  });
});

describe('a part', () => {
  it.each([1, 2] as const)(
    'holds what changed the state before its events, marked (blocks of generation %i)',
    async (generation) => {
      const capture = drawnCapture(
        `
      1 10:00:00.000000000 0 sh (10) > getcwd
      2 10:00:00.000001000 0 sh (10) < getcwd res=0 path=/
      3 10:00:00.000002000 0 sh (10) > open
      4 10:00:00.000003000 0 sh (10) < open fd=3 name=/etc/hosts flags=1 mode=0
      5 10:00:00.000004000 0 sh (10) > open
      6 10:00:00.000005000 0 sh (10) < open fd=-2 name=/none flags=1 mode=0
      7 10:00:00.000006000 0 sh (10) > read fd=3 size=10
      8 10:00:00.000007000 0 sh (10) < read res=1 data=x
      9 10:00:00.000008000 0 sh (10) > close fd=3
      10 10:00:00.000009000 0 sh (10) < close res=0
    `,
        generation,
      );
      const { shown, inWhole, held } = await partOf(capture, [8]);
      expect(shown).toEqual(inWhole);
      expect(held).toEqual(['(> getcwd)', '(> open)', '(< open)', '(> read)', '< read']);
    },
  );

  it('never pairs an exit with the enter of another call', async () => {
    const capture = drawnCapture(`
      fd 10 3 file /a
      fd 10 4 file /b
      sh (10) > read fd=3 size=1
      sh (10) < read res=1 data=x
      sh (10) > read fd=4 size=1
      sh (10) > getcwd
      sh (10) < read res=2 data=yy
    `);
    const { shown, inWhole, part } = await partOf(capture, [1, 5]);
    expect(shown).toEqual(inWhole);
    const [enter, exit] = [...shownRows(part)];
    expect([part.trace.events.partner(enter), part.trace.events.partner(exit)]).not.toContain(exit);
  });

  it('knows no more of a thread than the whole knew', async () => {
    const capture = drawnCapture(`
      process 10 sh
      <NA> (77) > getcwd
      sh (10) > clone
      sh (77) < clone res=0 exe=sh args=x tid=77 pid=77 ptid=10 fdlimit=1 comm=sh cgroups="a=b" flags=0 uid=0 gid=0
      sh (77) > getcwd
    `);
    const { shown, inWhole } = await partOf(capture, [4]);
    expect(shown).toEqual(inWhole);
  });

  it('shows a container event in its middle, although nothing shown stands before it', async () => {
    const capture = drawnCapture(`
      <NA> (0) > container@272 json={}
      sh (10) > getcwd
      <NA> (0) > container@272 json={"container":{"id":"a","name":"b"}}
    `);
    const { part, held } = await partOf(capture, [3]);
    expect([...shownRows(part)]).toEqual([2]);
    expect(held).toEqual(['> container', '(> getcwd)', '> container']);
  });

  it('counts times from where the whole does', async () => {
    const capture = drawnCapture(`
      1 10:00:00.000000000 0 sh (10) > getcwd
      2 10:00:05.000000000 0 sh (10) > getcwd
    `);
    const { part } = await partOf(capture, [2]);
    expect([...shownRows(part)].map((row) => part.trace.events.time(row))).toEqual([5e9]);
  });

  it('holds the latest measures of the process and thread of its events', async () => {
    const capture = drawnCapture(`
      sh (10) < brk res=1 vm_size=100 vm_rss=1 vm_swap=0
      sh (10) < brk res=1 vm_size=200 vm_rss=1 vm_swap=0
      cat (11) < brk res=1 vm_size=900 vm_rss=1 vm_swap=0
      sh (10) > switch@152 next=0 pgft_maj=1 pgft_min=2 vm_size=300 vm_rss=1 vm_swap=0
      sh (10) > getcwd
    `);
    const { held } = await partOf(capture, [5]);
    expect(held).toEqual(['(< brk)', '(> switch)', '> getcwd']);
  });

  it('begins with the lists of the whole, whatever their version', async () => {
    const capture = drawnCapture(
      `
      user 0 0 root /root /bin/sh
      group 0 root
      interface eth0 10.0.0.1/24
      process 10 sh cwd=/tmp
      fd 10 3 file /etc/hosts
      sh (10) > read fd=3 size=1
    `,
      1,
    );
    const { bytes } = await partOf(capture, [1]);
    const { events: _events, ...part } = readCapture(bytes);
    const { events: _ofWhole, ...whole } = readCapture(capture);
    expect(part).toEqual(whole);
  });

  it('has the entries of a damaged list that come before the damage, and is not damaged itself', async () => {
    const writer = new CaptureWriter().section();
    const at = writer.length;
    writer.users(2, [
      { uid: 0, name: 'root' },
      { uid: 1, name: 'daemon' },
    ]);
    writer.event('EV2', { time: 1n, tid: 10, type: 6 });
    // The second entry's length.
    const first = new DataView(writer.bytes.buffer).getUint32(at + 8, true);
    const capture = withUint32(writer.bytes, at + 8 + first, 9999);
    expect(openTrace(capture).damage.map(({ reason }) => reason)).toEqual(['bad-list-entry']);
    const { bytes } = await partOf(capture, [1]);
    expect(readCapture(bytes).users.map(({ name }) => name)).toEqual(['root']);
  });

  it('has a section header without options, which not every reader takes', async () => {
    const options = Uint8Array.of(1, 0, 4, 0, 0x61, 0x62, 0x63, 0x64, 0, 0, 0, 0);
    const capture = new CaptureWriter()
      .section({ options, minor: 1 })
      .event('EV2', { time: 1n, tid: 1, type: 6 }).bytes;
    const { bytes } = await partOf(capture, [1]);
    const view = new DataView(bytes.buffer);
    expect([view.getUint32(4, true), view.getUint16(14, true)]).toEqual([28, 1]);
  });

  it('holds captures that were appended to each other one after the other, without those it needs nothing of', async () => {
    const one = drawnCapture('fd 10 3 file /one\nsh (10) > read fd=3 size=1');
    const two = drawnCapture('fd 10 3 file /two\nsh (10) > read fd=3 size=1');
    const three = drawnCapture('fd 10 3 file /three\nsh (10) > read fd=3 size=1');
    const capture = concatBytes([one, two, three]);
    const first = await partOf(capture, [1, 3]);
    expect(first.shown).toEqual(first.inWhole);
    expect(first.bytes).toEqual(concatBytes([one, three]));
    expect((await partOf(capture, [2])).bytes).toEqual(two);
  });

  it('takes the large block for an event that the mark makes too long for the small one', async () => {
    const writer = new CaptureWriter().section();
    // The whole block then has 64 KiB.
    const data = new Uint8Array(65536 - 12 - 2 - 26 - 4);
    writer.event('EV2', { time: 1n, tid: 10, type: 324, parameters: [data] });
    writer.event('EV2', { time: 2n, tid: 10, type: 6 });
    writer.event('EV2', { time: 3n, tid: 10, type: 324, parameters: [data] });
    writer.event('EV2', { time: 4n, tid: 10, type: 6 });
    const { held, bytes } = await partOf(writer.bytes, [4]);
    expect(held).toEqual(['> container', '(> read)', '(> container)', '> read']);
    const third = openTrace(bytes).trace.events.offset(2 as EventRow);
    expect(new DataView(bytes.buffer).getUint32(third, true)).toBe(0x222);
  });

  it('without events is a capture of the same machine', async () => {
    const capture = drawnCapture('sh (10) > getcwd');
    const { bytes, held } = await partOf(capture, []);
    expect(held).toEqual([]);
    expect(readCapture(bytes).machines).toEqual(readCapture(capture).machines);
  });
});

describe('writing a part', () => {
  const capture = loadCapture(OWN_FIXTURES, 'overlay-collision-paired');
  const whole = openTrace(capture);
  const everything = selectionOf(Array.from({ length: whole.trace.events.length }, (_, index) => index + 1));

  it('waits for the sink, and hands on pieces that do not depend on the size of the capture', async () => {
    const lengths: number[] = [];
    let busy = false;
    await writePart(whole.trace, new MemorySource(capture), everything, {
      async write(bytes) {
        expect(busy).toBe(false);
        busy = true;
        lengths.push(bytes.length);
        await new Promise((resolve) => setTimeout(resolve, 1));
        busy = false;
      },
    });
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThan(512 * 1024);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(capture.length);
  });

  it('ends with what the sink throws', async () => {
    const full = new Error('the disk is full');
    const sink = { write: () => Promise.reject(full) };
    await expect(writePart(whole.trace, new MemorySource(capture), everything, sink)).rejects.toBe(full);
  });

  it('ends with a clear error where the capture has changed since it was read', async () => {
    const shorter = new MemorySource(capture.subarray(0, 100_000));
    const other = new MemorySource(new Uint8Array(capture.length));
    const sink = { write: () => undefined };
    await expect(writePart(whole.trace, shorter, everything, sink)).rejects.toThrow(RawBytesError);
    await expect(writePart(whole.trace, other, everything, sink)).rejects.toThrow('section header at byte 0');
  });
});

it('a part of the sample prints with its own numbers, from 1 on', async () => {
  const [{ capture, whole }] = FIXTURES;
  const { bytes } = await writtenPart(whole, capture, [100, 101]);
  const part = openTrace(bytes);
  const numbers = [...defaultLines(part, shownRows(part))].map((line) => Number(line.split(' ')[0]));
  expect(numbers).toEqual([...shownRows(part)].map((row) => row + 1));
});
