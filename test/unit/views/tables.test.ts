import { describe, expect, it } from 'vitest';
import { viewLines } from '../../support/viewOutput';

const RULE = '-'.repeat(80);

/** Two processes that write to two files; nginx is in a container that nothing describes. */
const WRITES = `
  process 100 cp pid=100 vtid=100 vpid=100
  process 200 nginx pid=200 vtid=7 vpid=7 cgroups=cpu=/docker/${'a'.repeat(64)}\\0
  fd 100 3 file /tmp/a
  fd 100 4 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  fd 200 3 file /var/log/nginx/access.log.which.is.long
  cp (100) > write fd=3 size=1000
  cp (100) < write res=1000 data=x
  cp (100) > write fd=3 size=2000
  cp (100) < write res=2000 data=x
  nginx (200) > write fd=3 size=100
  nginx (200) < write res=100 data=x
  cp (100) > write fd=4 size=9
  cp (100) < write res=-11 data=x
  cp (100) > write fd=4 size=9
  cp (100) < write res=9 data=x`;

const CONTAINER = `<NA> (0) > container@272 json="{\\"container\\":{\\"id\\":\\"${'a'.repeat(12)}\\",\\"name\\":\\"web\\",\\"type\\":0}}"\n`;

describe('a table', () => {
  it('sums by its keys, the greatest first', () => {
    expect(viewLines(WRITES, 'topprocs_file')).toEqual([
      'Bytes               Process             PID                 ',
      RULE,
      '2.93KB              cp                  100',
      '100B                nginx               200',
    ]);
  });

  it('is a heading where nothing counts', () => {
    expect(viewLines('cp (100) > getcwd', 'topfiles_bytes')).toEqual([
      'Bytes               Filename            ',
      RULE,
    ]);
  });

  it('leaves out what failed and what has no bytes', () => {
    expect(viewLines(WRITES, 'topconns').slice(2)).toEqual([
      '9B                  tcp                 10.0.0.1:1000->10.0.0.2:80',
    ]);
  });

  it('has equal sums in the order in which they first came', () => {
    const reads = ['b', 'a', 'c'].map(
      (name, index) => `fd 1 ${index} file /${name}\nsh (1) > read fd=${index}\nsh (1) < read res=7 data=x`,
    );
    expect(viewLines(reads.join('\n'), 'topfiles_bytes').slice(2)).toEqual(
      ['/b', '/a', '/c'].map((name) => `7B                  ${name}`),
    );
  });

  it('cuts all keys but the last', () => {
    expect(viewLines(CONTAINER + WRITES, 'topfiles_time', { showsContainers: true }).slice(2)).toContain(
      '1.00us              /var/log/nginx/acce web',
    );
    expect(viewLines(WRITES, 'topfiles_time').slice(2)).toContain(
      '1.00us              /var/log/nginx/access.log.which.is.long',
    );
  });

  it('shows no more rows than it declares', () => {
    const threads = Array.from({ length: 12 }, (_, index) => index + 1);
    const reads = threads.map(
      (tid) => `fd ${tid} 3 file /a\np${tid} (${tid}) > read fd=3\np${tid} (${tid}) < read res=1 data=x`,
    );
    expect(viewLines(reads.join('\n'), 'topprocs_file')).toHaveLength(2 + 10);
  });
});

describe('the layout with containers', () => {
  it('shows the thread as its container numbers it', () => {
    expect(viewLines(CONTAINER + WRITES, 'topprocs_file', { showsContainers: true })).toEqual([
      'Bytes               Process             Host_pid            Container_pid       container.name      ',
      RULE,
      '2.93KB              cp                  100                 100                 host',
      '100B                nginx               200                 7                   web',
    ]);
  });

  it('leaves out threads of which the id in the container is not known, and containers without a name', () => {
    const lines = WRITES.replace('vtid=100 vpid=100', 'vtid=-1 vpid=-1');
    expect(viewLines(lines, 'topprocs_file', { showsContainers: true }).slice(2)).toEqual([]);
  });

  it("counts threads that nobody saw beginning as the host's where 0.29.3 is imitated", () => {
    const lines = `
      unlisted 100
      cp (100) > close fd=1
      cp (100) < close res=-9`;
    const request = { showsContainers: true } as const;
    expect(viewLines(lines, 'topscalls', request).slice(2)).toEqual([]);
    expect(viewLines(lines, 'topscalls', { ...request, textOptions: { imitatesAccidents: true } }).slice(2)).toEqual([
      '2                   close               host',
    ]);
  });

  it('is about containers only in tables of containers', () => {
    expect(viewLines(CONTAINER + WRITES, 'topcontainers_file').slice(2)).toEqual(['100B                web']);
  });
});

describe('calls', () => {
  const CALLS = `
    1 10:00:00.000000000 0 sh (100) > read fd=0 size=1
    2 10:00:00.000000500 0 sh (100) > switch next=5
    3 10:00:01.250000000 0 sh (100) < read res=0 data=NULL
    4 10:00:02.000000000 0 sh (100) > procinfo cpu_usr=50 cpu_sys=0
    5 10:00:03.000000000 0 sh (100) > procinfo cpu_usr=75 cpu_sys=5
    6 10:00:04.000000000 0 sh (100) > procinfo cpu_usr=75 cpu_sys=25`;

  it('count entered and returned, and internal events, but not context switches', () => {
    expect(viewLines(CALLS, 'topscalls').slice(2)).toEqual([
      '3                   procinfo',
      '2                   read',
    ]);
  });

  it('take from their enter to their exit', () => {
    expect(viewLines(CALLS, 'topscalls_time').slice(2)).toContain('1.25s               read');
  });

  it("use the CPU as a share of the capture's time", () => {
    expect(viewLines(CALLS, 'topprocs_cpu')).toEqual([
      'CPU%                Process             PID                 ',
      RULE,
      '12.50%              sh                  100',
    ]);
  });

  it('that use none are shown all the same', () => {
    expect(viewLines('sh (100) > procinfo cpu_usr=7 cpu_sys=0', 'topprocs_cpu').slice(2)).toEqual([
      '0.00%               sh                  100',
    ]);
  });
});

describe('a table by a field of choice', () => {
  it.each([
    ['fd.type', ['2.93KB              file', '9B                  ipv4']],
    ['evt.arg.res', ['1.95KB              2000', '1000B               1000', '9B                  9']],
  ])('%s', (word, rows) => {
    expect(viewLines(WRITES.replace(/.*nginx \(200\).*\n/g, ''), 'fdbytes_by', { word }).slice(2)).toEqual(rows);
  });

  it.each(['nope', 'fd.typ', 'fd.type=file'])('refuses %s, which is no field', (word) => {
    expect(() => viewLines(WRITES, 'fdbytes_by', { word })).toThrow(/There is no field named/);
  });
});

describe('a table in JSON', () => {
  const json = (name: string, showsContainers = false): unknown =>
    JSON.parse(viewLines(CONTAINER + WRITES, name, { json: true, showsContainers }).join('\n'));

  it('has numbers, and the second of the last event', () => {
    expect(json('topfiles_bytes')).toMatchObject({
      ts: '1577872800000000000',
      data: [
        ['/tmp/a', 3000],
        ['/var/log/nginx/access.log.which.is.long', 100],
      ],
    });
  });

  it.each([
    ['topfiles_bytes', false, ['fd.name', undefined, 'evt.rawarg.res']],
    ['topconns', false, ['fd.l4proto', 'fd.name', 'evt.rawarg.res']],
    ['topprocs_file', true, ['proc.name', 'proc.pid', 'evt.rawarg.res', 'container.name']],
  ])('describes the value in the third place: %s', (name, containers, names) => {
    const { info } = json(name, containers) as { info: ({ name: string; is_key: boolean } | null)[] };
    expect(info.map((column) => column?.name)).toEqual(names);
    expect(info.map((column) => column?.is_key).indexOf(false)).toBe(2);
  });
});
