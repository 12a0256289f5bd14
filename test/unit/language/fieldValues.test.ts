import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../src/engine/base/text';
import { FIELDS } from '../../../src/engine/fields/catalogue';
import { compileFilter } from '../../../src/engine/filter/filter';
import { quoteValue } from '../../../src/engine/filter/quoting';
import type { FieldValues } from '../../../src/engine/language/environment';
import { TraceValues } from '../../../src/engine/language/fieldValues';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { Selection } from '../../../src/engine/trace/selection';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { drawnCapture } from '../../support/drawnCapture';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';

const STORY = openTrace(
  drawnCapture(`
    process 100 curl pid=100 cwd=/root
    process 200 nginx pid=200
    fd 100 5 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
    fd 200 7 ipv4 10.0.0.1:53->10.0.0.2:53 udp
    1 10:00:00.000000000 0 curl (100) > openat dirfd=-100 name=hosts flags=1 mode=0
    2 10:00:00.000000001 0 curl (100) < openat fd=3 dirfd=-100 name=hosts flags=1 mode=0
    3 10:00:00.000000002 1 curl (100) > read fd=3 size=100
    4 10:00:00.000000003 1 curl (100) < read res=9 data="HTTP/1.1\\n"
    5 10:00:00.000000004 1 curl (100) > write fd=5 size=3
    6 10:00:00.000000005 1 nginx (200) > write fd=7 size=3
    7 10:00:00.000000006 1 nginx (200) > syscall ID=16 nativeID=39
  `),
);

const SAMPLE = openTrace(readFileSync('media/sample/dns-ndots.scap'));

const calm = async (): Promise<void> => {};

function valuesOf(field: string, prefix = '', limit = 100, opened: OpenedTrace = STORY): Promise<FieldValues> {
  return new TraceValues(opened).values({ field, prefix, limit }, calm);
}

/** `value count` of each, in order. */
async function told(field: string, prefix?: string): Promise<string[]> {
  const { values } = await valuesOf(field, prefix);
  return values.map(({ text, count }) => `${text} ${count}`);
}

function countOf(filter: string, opened: OpenedTrace): number {
  const outcome = compileFilter(filter, opened);
  if (!outcome.accepted) throw new Error(`${filter}: ${outcome.diagnostics[0].message}`);
  const selection = new Selection();
  outcome.filter.select(0, opened.trace.events.length, selection);
  return selection.count;
}

describe('the values of a field', () => {
  it('come with the number of their events, the most frequent first', async () => {
    expect(await told('proc.name')).toEqual(['curl 5', 'nginx 2']);
  });

  it('are in the order of their texts where as many events have them', async () => {
    expect(await told('fd.num')).toEqual(['3 3', '-1 1', '5 1', '7 1']);
  });

  it('are those that a version, a type, an fd, a column or the bytes of an event decide', async () => {
    expect(await told('fd.type')).toEqual(['file 3', 'ipv4 2']);
    expect(await told('evt.type')).toEqual(['openat 2', 'read 2', 'write 2', 'getpid 1']);
    expect(await told('evt.cpu')).toEqual(['1 5', '0 2']);
    expect(await told('evt.arg.size')).toEqual(['3 2', '100 1']);
    expect(await told('evt.is_io')).toEqual(['true 4', 'false 3']);
  });

  it('of both ends of a connection count an event once', async () => {
    expect(await told('fd.port')).toEqual(['1000 1', '53 1', '80 1']);
    expect(await told('fd.ip')).toEqual(['10.0.0.1 2', '10.0.0.2 2']);
  });

  it('can be asked for by their beginning, whatever its case', async () => {
    expect(await told('proc.name', 'NG')).toEqual(['nginx 2']);
  });

  it('say whether they are all', async () => {
    expect(await valuesOf('proc.name', '', 1)).toEqual({ values: [{ text: 'curl', count: 5 }], complete: false });
    expect((await valuesOf('proc.name', '', 2)).complete).toBe(true);
  });

  it('are none for buffers, for what can only be printed and for what is no field', async () => {
    for (const field of ['evt.buffer', 'evt.outputtime', 'proc.nam', 'proc.name x', 'evt.around[1]', '']) {
      expect(await valuesOf(field), field).toEqual({ values: [], complete: true });
    }
  });

  it('leave out texts that no filter can name', async () => {
    const opened = openTrace(drawnCapture('1 10:00:00.000000000 0 "a\\xff" (1) > getuid\n'));
    const { values, complete } = await valuesOf('proc.name', '', 9, opened);
    expect(values.every(({ text }) => !text.includes('\ufffd'))).toBe(true);
    expect(complete || values.length === 0).toBe(true);
  });
});

describe('counting', () => {
  it('goes on where it stopped when the trace has grown', async () => {
    const capture = readFileSync('media/sample/dns-ndots.scap');
    const builder = new TraceBuilder();
    const values = new TraceValues({
      trace: builder.trace,
      raw: new RawEvents(builder.trace, new MemorySource(capture)),
    });
    for (let at = 0; at < capture.length; at += 100_000) {
      builder.feed(capture.subarray(at, at + 100_000));
      await values.values({ field: 'proc.name', prefix: '', limit: 5 }, calm);
    }
    builder.finish();
    expect(await values.values({ field: 'proc.name', prefix: '', limit: 500 }, calm)).toEqual(
      await valuesOf('proc.name', '', 500, SAMPLE),
    );
  });

  it('ends when the one who asked does not want to know any more', async () => {
    const values = new TraceValues(SAMPLE);
    const tired = (): Promise<void> => Promise.reject(new Error('cancelled'));
    await expect(values.values({ field: 'evt.args', prefix: '', limit: 5 }, tired)).rejects.toThrow('cancelled');
  });

  it.each(FIELDS.filter(({ readers }) => readers).map((field) => [field.name, field] as const))(
    'of %s gives as many events as a filter on the value keeps',
    async (name, field) => {
      const { values } = await valuesOf(name, '', 6, SAMPLE);
      const operator = field.isList ? 'intersects' : 'in';
      for (const { text, count } of values) {
        const filter = `${name} ${operator} (${quoteValue(encodeText(text))})`;
        expect([filter, countOf(filter, SAMPLE)]).toEqual([filter, count]);
      }
    },
  );
});

describe('the arguments of a field', () => {
  const opened = openTrace(
    drawnCapture(`
      process 100 curl pid=100 environment=HOME=/root\\0PATH=/bin\\0 cgroups=cpuset=/a\\0mem=/b\\0
      process 200 nginx pid=200 environment=PATH=/sbin\\0no-value\\0=C:\\0A]B=1\\0PATH=/twice\\0
      1 10:00:00.000000000 0 curl (100) > getuid
      2 10:00:00.000000001 0 nginx (200) > getuid
      3 10:00:00.000000002 0 nginx (200) > getuid
      4 10:00:00.000000003 0 sh (300) > getuid
    `),
  );

  it('are those that its threads name, with how many events have them', async () => {
    const { values } = await valuesOf('proc.env[]', '', 100, opened);
    expect(values.map(({ text, count }) => `${text} ${count}`)).toEqual(['PATH 3', 'HOME 1']);
    expect((await valuesOf('thread.cgroup[]', '', 100, opened)).values.map(({ text }) => text)).toEqual([
      'cpuset',
      'memory',
    ]);
  });

  it('begin as is asked, and are said not to be all where one cannot be written', async () => {
    expect(await valuesOf('proc.env[]', 'ho', 100, opened)).toEqual({
      values: [{ text: 'HOME', count: 1 }],
      complete: false,
    });
  });

  it('are the keys of the labels that its pods have', async () => {
    const id = '0123456789ab'.padEnd(64, 'c');
    const told = (kind: string, json: object): string =>
      `<NA> (1) > ${kind} json="${JSON.stringify(json).replaceAll('"', '\\"')}"`;
    const pod = {
      name: 'web-1',
      namespace: 'shop',
      uid: 'u1',
      labels: { app: 'shop', 'app.kubernetes.io/name': 'web' },
      containerStatuses: [{ containerID: `docker://${id}` }],
    };
    const cluster = openTrace(
      drawnCapture(`
        unlisted 1
        process 7 nginx pid=7 cgroups=cpuset=/docker/${id}\\0
        ${told('container', { container: { id: id.slice(0, 12), full_id: id, type: 0, name: 'web' } })}
        ${told('k8s', { kind: 'Pod', type: 'ADDED', items: [pod] })}
        nginx (7) > getuid
        nginx (7) < getuid
      `),
    );
    expect(await valuesOf('k8s.pod.label[]', '', 100, cluster)).toEqual({
      values: [
        { text: 'app', count: 2 },
        { text: 'app.kubernetes.io/name', count: 2 },
      ],
      complete: true,
    });
    expect((await valuesOf('k8s.svc.label[]', '', 100, cluster)).values).toEqual([]);
    expect((await valuesOf('k8s.pod.label[]')).values).toEqual([]);
  });

  it('are none of fields whose arguments no capture names', async () => {
    for (const field of ['evt.arg[]', 'proc.name[]', 'no.field[]', '[]']) {
      expect(await valuesOf(field, '', 100, opened)).toEqual({ values: [], complete: true });
    }
  });
});
