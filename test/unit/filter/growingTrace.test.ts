import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { attemptedNames } from '../../../src/engine/fields/attemptedName';
import { prepareFields } from '../../../src/engine/fields/preparation';
import { compileFilter } from '../../../src/engine/filter/filter';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { BLOCK_ROWS } from '../../../src/engine/trace/rowBits';
import { Selection } from '../../../src/engine/trace/selection';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { drawnCapture } from '../../support/drawnCapture';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';

const KINDS = [
  '> read fd=5 size=1',
  '< read res=RESULT data=a',
  '> close fd=3',
  '> getuid',
  '> syscall ID=83 nativeID=83',
  '> open',
  '< open fd=-2 name=/missing/PLACE flags=1 mode=0',
];

/** One does not fit the column of results. */
const RESULTS = [1, -11, 0, 2 ** 40, 77];

/** A capture in which every seventh event is made by a new process, and some are hidden. */
function manyEvents(count: number): Uint8Array {
  const lines = Array.from({ length: count }, (_, index) => {
    const tid = 1000 + Math.floor(index / 7);
    const kind = index % 11 < KINDS.length ? KINDS[index % 11] : `> read fd=${index % 5} size=1`;
    const event = kind.replace('RESULT', String(RESULTS[index % RESULTS.length])).replace('PLACE', String(index % 40));
    return `${index % 97 === 5 ? 'state-only ' : ''}name${tid % 3} (${tid}) ${event}`;
  });
  const fds = ['fd 1000 3 file /f1', 'fd 1001 3 file /f2', 'fd 1002 1 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp'];
  return drawnCapture([...fds, ...lines].join('\n'));
}

const FILTERS = [
  'evt.num>0',
  'proc.name=name1',
  'fd.num=2 or proc.name=name0',
  'not fd.num=2 and evt.rawtime>1577836800000005000',
];

describe('a filter on a capture that is being read', () => {
  it.each(FILTERS)('%s keeps the same events as afterwards', (text) => {
    const bytes = manyEvents(10_000);
    const growing = new TraceBuilder();
    const raw = new RawEvents(growing.trace, new MemorySource(bytes));
    // Compiled before there is anything.
    const early = compileFilter(text, { trace: growing.trace, raw });
    if (!early.accepted) throw new Error(text);
    const extended = new Selection();
    let asked = 0;
    for (let at = 0; at < bytes.length; at += 30_000) {
      growing.feed(bytes.subarray(at, at + 30_000));
      early.filter.select(asked, growing.trace.events.length, extended);
      asked = growing.trace.events.length;
    }
    growing.finish();
    expect(asked).toBe(10_000);

    const late = compileFilter(text, { trace: growing.trace, raw });
    if (!late.accepted) throw new Error(text);
    const atOnce = new Selection();
    late.filter.select(0, asked, atOnce);
    expect(atOnce.count).toBeGreaterThan(1000);
    expect(rowsOf(extended)).toEqual(rowsOf(atOnce));
  });
});

describe('a filter on an indexed trace', () => {
  const bytes = manyEvents(2 * BLOCK_ROWS + 5000);
  const plain = openTrace(bytes);
  const indexed = openTrace(bytes);
  while (indexed.trace.index.advance(1));
  while (prepareFields(indexed, 1));

  it('indexes all blocks, the last one though it is not whole', () => {
    expect([0, 1, 2, 3].map((block) => indexed.trace.index.block(block) !== undefined)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('has read the paths that calls failed to open, and their directories, each once', () => {
    expect(attemptedNames(indexed.trace).texts.size).toBe(42);
  });

  it('goes on without the paths that cannot be read again', () => {
    const opened = openTrace(bytes);
    while (opened.trace.index.advance(1));
    const context = {
      trace: opened.trace,
      raw: new RawEvents(opened.trace, new MemorySource(bytes.subarray(0, 50_000))),
    };
    while (prepareFields(context, 1));
    expect(keptOf('fd.name contains missing', opened)).toEqual(keptOf('fd.name contains missing', plain));
  });

  it.each([
    ...FILTERS,
    'proc.name!=name1',
    'proc.name=nobody',
    'proc.name exists',
    'evt.type=read',
    'evt.type=close',
    'evt.type in (close, mkdir) or fd.num=3',
    'evt.dir=<',
    'evt.dir=>',
    'evt.category=file',
    'fd.type=file',
    'fd.name exists',
    'fd.name contains f1',
    'not (proc.name=name2 and fd.num=1)',
    'evt.num<=5000 and not evt.type=uname',
    'evt.num>5000 and proc.name=name1 or evt.failed=true',
    'evt.num in (1, 5000, 70000)',
    'evt.num=32769 or evt.num=65536',
    'evt.cpu=0',
    'evt.cpu!=0',
    'evt.reltime>=30000000 and evt.reltime<40000000',
    'evt.rawtime<=1577836800032768000',
    'evt.failed=false',
    'evt.rawres>0',
    'evt.rawres<=0',
    'evt.rawres=77',
    'evt.rawres!=77',
    'evt.rawres>=1099511627776',
    'evt.rawres in (0, 1)',
    'evt.rawres exists',
    'not evt.rawres exists',
    'evt.latency>0',
    'evt.latency=0 and evt.type=read',
    'evt.latency>2000',
    'evt.latency<=2000',
    'evt.latency<1',
    'evt.latency=1000',
    'evt.latency>=1000 and evt.latency<1000000000',
    'evt.latency in (1000, 2000)',
    'evt.latency.human endswith us',
    'evt.latency.human=0ns',
    'not evt.latency.human startswith 1',
    'evt.time contains 003',
    'evt.time endswith 7000 or evt.time icontains :00.05',
    'evt.rawtime.ns<=20000000',
    'evt.reltime.ns in (32768000, 40000000)',
    'not evt.latency=0',
    'evt.dir=< and evt.type!=close',
    'evt.dir=> or evt.failed=true',
    'evt.category=ipc or evt.category=unknown',
    'not evt.category in (file, unknown)',
    'evt.category=file and evt.category!=unknown and evt.rawres>=0',
    'tolower(evt.category)=file',
    'tolower(evt.type)=mkdir',
    'fd.num=3 and fd.name contains f',
    'fd.name contains f or fd.name contains missing',
    'fd.name=""',
    'not fd.name contains /missing/1',
    'fd.name startswith /missing and fd.name endswith 7',
    'fd.name contains missing or fd.type=file',
    'fd.typechar=f and not fd.type=file',
    'tolower(fd.name) endswith /missing/17',
    'fd.directory=/missing',
    'fd.filename=f1',
    'fd.uid=12340 or fd.uid in (12343, 2345)',
    'fd.uid!=12343',
    'fd.uid startswith 123',
    'fd.uid startswith 12343',
    'fd.uid contains 23',
    'fd.uid endswith 01',
    'not fd.uid exists',
    'fd.name_changed exists',
    'not fd.name_changed=true',
    'evt.res=SUCCESS',
    'evt.res=EAGAIN or evt.res=ENOENT',
    'not evt.res exists',
    'evt.count.error.other=1',
    'evt.count.error.file!=0',
    'not evt.count.error.net=1',
    'evt.count.exit=1',
    'not evt.count.exit>1',
    'evt.count>0',
    'evt.buflen>=1',
    'evt.arg.res=77 or evt.arg.fd=5',
    'evt.buffer contains a',
  ])('%s keeps what it keeps without the index', (text) => {
    const keptWith = keptOf(text, indexed);
    expect(keptWith).toEqual(keptOf(text, plain));
    const outcome = compileFilter(text, indexed);
    const all = Array.from({ length: indexed.trace.events.length }, (_, row) => row as EventRow);
    expect(keptWith).toEqual(all.filter((row) => outcome.accepted && outcome.filter.matches(row)));
  });
});

/** The rows that a filter keeps, asked in parts that do not end where blocks end. */
function keptOf(text: string, opened: OpenedTrace): number[] {
  const outcome = compileFilter(text, opened);
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  const selection = new Selection();
  const { length } = opened.trace.events;
  for (let from = 0; from < length; from += 13_333) {
    outcome.filter.select(from, Math.min(from + 13_333, length), selection);
  }
  return rowsOf(selection);
}

function rowsOf(selection: Selection): number[] {
  return Array.from({ length: selection.count }, (_, index) => selection.rowAt(index));
}
