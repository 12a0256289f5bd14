import { describe, expect, it } from 'vitest';
import { viewLines } from '../../support/viewOutput';

describe('bottlenecks', () => {
  const call = (tid: number, start: number, milliseconds: number): string => `
    ${start} 10:00:00.000000000 0 sh (${tid}) > nanosleep interval=5000000000
    ${start + 1} 10:00:00.${String(milliseconds).padStart(3, '0')}000000 0 sh (${tid}) < nanosleep res=0`;

  it('shows the slowest calls with their enter events, the slowest first', () => {
    expect(viewLines(call(1, 1, 20) + call(2, 3, 30), 'bottlenecks')).toEqual([
      '3) 0.000000000 sh (2) > nanosleep interval=5000000000(5s) ',
      '4) 0.030000000 sh (2) < nanosleep res=0 ',
      '1) 0.000000000 sh (1) > nanosleep interval=5000000000(5s) ',
      '2) 0.020000000 sh (1) < nanosleep res=0 ',
    ]);
  });

  it('shows ten of them', () => {
    const calls = Array.from({ length: 12 }, (_, index) => call(index + 1, 2 * index + 1, 12 - index));
    expect(viewLines(calls.join(''), 'bottlenecks')).toHaveLength(2 * 10);
  });

  it('leaves out exits without an enter event', () => {
    expect(viewLines('sh (1) < nanosleep res=0', 'bottlenecks')).toEqual([]);
  });

  it('shows data in full', () => {
    const read = `fd 1 0 file /a\nsh (1) > read fd=0\nsh (1) < read res=90 data=${'x'.repeat(90)}`;
    expect(viewLines(read, 'bottlenecks')[1]).toBe(`2) 0.000001000 sh (1) < read res=90 data=${'x'.repeat(90)} `);
  });
});

describe('fileslower, netlower and scallslower', () => {
  const SLOW = `
    fd 1 3 file /a
    fd 1 4 file /dev/tty
    fd 1 5 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
    1 10:00:00.000000000 0 iptables-restor (1) > read fd=3 size=1
    2 10:00:00.012345678 0 iptables-restor (1) < read res=0 data=NULL
    3 10:00:00.020000000 0 iptables-restor (1) > read fd=4 size=1
    4 10:00:00.032345678 0 iptables-restor (1) < read res=0 data=NULL
    5 10:00:00.040000000 0 iptables-restor (1) > recvfrom fd=5 size=1
    6 10:00:00.052345678 0 iptables-restor (1) < recvfrom res=0 data=NULL tuple=NULL`;

  it('show files that took longer, but no devices', () => {
    expect(viewLines(SLOW, 'fileslower', { word: '12' })).toEqual([
      'evt.datetime            proc.name    evt.type LATENCY(ms)  fd.name',
      '----------------------- ------------ -------- ------------ -----------------------------------------',
      '\x1b[32m2020-01-01 10:00:00.012 iptables-res read               12 /a',
    ]);
    expect(viewLines(SLOW, 'fileslower', { word: '12.4' })).toHaveLength(2);
  });

  it('show sockets', () => {
    expect(viewLines(SLOW, 'netlower', { word: '1 disable_color' }).slice(2)).toEqual([
      '2020-01-01 10:00:00.052 iptables-res recvfrom           12 10.0.0.1:1000->10.0.0.2:80',
    ]);
  });

  it('show any call, to the nanosecond', () => {
    const lines = viewLines(SLOW, 'scallslower', { word: '1 disable_color' });
    expect(lines.slice(0, 3)).toEqual([
      'evt.datetime            proc.name               LATENCY(ms)          evt.type',
      '----------------------- ----------------------- -------------------- --------------------',
      '2020-01-01 10:00:00.012 iptables-restor         12.345678            read',
    ]);
    expect(lines).toHaveLength(2 + 3);
  });

  it('show the container where that is asked for', () => {
    const columns = 'host                 host                 iptables-res';
    expect(viewLines(SLOW, 'netlower', { word: '1', showsContainers: true })[2]).toContain(`052 ${columns} recvfrom`);
    expect(viewLines(SLOW, 'scallslower', { word: '1', showsContainers: true })[2]).toContain(`012 ${columns}`);
  });

  it.each(['fileslower', 'netlower', 'scallslower'])('want a number: %s', (name) => {
    expect(() => viewLines(SLOW, name)).toThrow(/min_ms is missing/);
    expect(() => viewLines(SLOW, name, { word: 'fast' })).toThrow(/min_ms has to be a number, not "fast"/);
  });
});

describe('iobytes', () => {
  const IO = `
    fd 1 3 file /a
    fd 1 4 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
    1 10:00:00.900000000 0 sh (1) > read fd=3 size=1
    2 10:00:00.950000000 0 sh (1) < read res=7 data=x
    3 10:00:01.000000000 0 sh (1) > write fd=4 size=1
    4 10:00:01.100000000 0 sh (1) < write res=5 data=x
    5 10:00:01.200000000 0 sh (1) > write fd=4 size=1
    6 10:00:01.300000000 0 sh (1) < write res=-11 data=x
    7 10:00:04.000000000 0 sh (1) > procinfo cpu_usr=1 cpu_sys=1`;

  it.each([
    ['iobytes', ['10:00:01 in:7 out:0 tot:7', '10:00:04 in:0 out:5 tot:5']],
    ['iobytes_file', ['10:00:01 in:7 out:0 tot:7', '10:00:04 in:0 out:0 tot:0']],
    ['iobytes_net', ['10:00:01 in:0 out:0 tot:0', '10:00:04 in:0 out:5 tot:5']],
  ])('%s closes a second with the first event after it', (name, lines) => {
    expect(viewLines(IO, name)).toEqual(lines);
  });

  it('leaves out the second that the capture ends in', () => {
    expect(viewLines(IO.replace(/ *7 10.*/, ''), 'iobytes')).toHaveLength(1);
  });
});

describe('fdcount_by', () => {
  it('counts fds that have a name, each once, but not standard input; most first', () => {
    const lines = `
      fd 1 0 file /null
      fd 1 6 directory /
      fd 1 3 file /a
      fd 1 4 file /b
      fd 1 5 eventpoll
      sh (1) > fchdir fd=6
      sh (1) > read fd=0 size=1
      sh (1) > read fd=3 size=1
      sh (1) < read res=0 data=NULL
      sh (1) > close fd=4
      sh (1) > fcntl fd=5 cmd=1`;
    expect(viewLines(lines, 'fdcount_by', { word: 'fd.type' })).toEqual(['file\t2', 'directory\t1']);
    expect(() => viewLines(lines, 'fdcount_by', { word: 'nope' })).toThrow(/no field named 'nope'/);
  });
});

describe('proc_exec_time', () => {
  const life = (seconds: string): string => `
    1 10:00:00.000000000 0 sh (1) < clone res=2 exe=sh args=-c\\0make all\\0 tid=1 pid=1 ptid=0 comm=sh uid=0 gid=0 vtid=1 vpid=1
    2 10:00:${seconds} 0 sh (2) > procexit status=0`;

  it('shows how long a process lived that began in the capture', () => {
    expect(viewLines(life('00.012345678'), 'proc_exec_time')).toEqual([
      'proc.duration proc.name    proc.args',
      '------------- ------------ --------------------',
      '\x1b[32m12ms          sh           -c make all',
      '\x1b[0m',
    ]);
  });

  it.each([
    ['02.999999999', '32'],
    ['03.000000000', '33'],
    ['10.000000000', '31'],
  ])('is coloured by that: after %s with %s', (seconds, colour) => {
    expect(viewLines(life(seconds), 'proc_exec_time')[2].slice(0, 5)).toBe(`\x1b[${colour}m`);
    expect(viewLines(life(seconds), 'proc_exec_time', { word: 'disable_color' })[2]).not.toContain('\x1b');
  });

  it('says nothing of processes that were there before', () => {
    expect(viewLines('sh (2) > procexit status=0', 'proc_exec_time')).toHaveLength(3);
  });

  it('shows the container where that is asked for', () => {
    const [title, , line] = viewLines(life('00.000000001'), 'proc_exec_time', { showsContainers: true });
    expect(title).toBe('proc.duration container.id         container.name       proc.name    proc.args');
    expect(line).toBe('\x1b[32m1ns           host                 host                 sh           -c make all');
  });
});
