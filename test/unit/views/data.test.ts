import { describe, expect, it } from 'vitest';
import { viewLines } from '../../support/viewOutput';

const TRAFFIC = `
  process 100 curl pid=100
  fd 100 3 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  fd 100 4 file /etc/hosts
  fd 100 1 file /tmp/out
  curl (100) > write fd=3 size=6
  curl (100) < write res=6 data=GET /\\n
  curl (100) > write fd=3 size=2
  curl (100) < write res=2 data=\\r\\n
  curl (100) > read fd=3 size=9
  curl (100) < read res=2000 data=OK
  curl (100) > read fd=4 size=9
  curl (100) < read res=4 data=a\\x01b\\n
  curl (100) > read fd=4 size=9
  curl (100) < read res=0 data=""
  curl (100) > read fd=3 size=9
  curl (100) < read res=-11 data=NULL`;

describe('echo_fds', () => {
  it('heads what was moved with the direction, size, fd and process', () => {
    expect(viewLines(TRAFFIC, 'echo_fds', { word: 'disable_color' })).toEqual([
      '------ Write 6B to   10.0.0.1:1000->10.0.0.2:80 (curl)',
      'GET /.',
      '------ Write 2B to   10.0.0.1:1000->10.0.0.2:80 (curl)',
      '..',
      '------ Read 1.95KB from   10.0.0.1:1000->10.0.0.2:80 (curl)',
      'OK',
      '------ Read 4B from   /etc/hosts (curl)',
      'a.b.',
      '',
    ]);
  });

  it('is red where it reads and blue where it writes', () => {
    const lines = viewLines(TRAFFIC, 'echo_fds');
    expect(lines[0]).toBe('\x1b[34m------ Write 6B to  \x1b[34m 10.0.0.1:1000->10.0.0.2:80 (curl)');
    expect(lines[4]).toBe('\x1b[31m------ Read 1.95KB from  \x1b[31m 10.0.0.1:1000->10.0.0.2:80 (curl)');
    expect(lines.at(-1)).toBe('\x1b[0m');
  });

  it('shows the container where that is asked for', () => {
    const [heading] = viewLines(TRAFFIC, 'echo_fds', { showsContainers: true });
    expect(heading).toBe(
      '\x1b[34m------ Write 6B to \x1b[32m [host] [host] \x1b[34m 10.0.0.1:1000->10.0.0.2:80 (curl)',
    );
  });

  it('shows data in the mode that is set, in full', () => {
    const data = `fd 100 3 file /a\nsh (100) > read fd=3\nsh (100) < read res=100 data=${'x'.repeat(100)}`;
    const lines = (dataMode: 'dots' | 'ascii' | 'base64'): string[] =>
      viewLines(data, 'echo_fds', { word: 'disable_color', textOptions: { dataMode } }).slice(1, -1);
    expect(lines('dots')).toEqual(['x'.repeat(100)]);
    expect(lines('ascii')).toEqual(['', 'x'.repeat(100)]);
    expect(lines('base64')[0]).toMatch(/^eHh4/);
  });

  it('writes its data as JSON where that is asked for', () => {
    expect(viewLines(TRAFFIC, 'echo_fds', { json: true })[1]).toBe('{"evt.arg.data":"GET /."}');
  });
});

describe('spy_port and spy_ip', () => {
  it('show what goes over the port or the address', () => {
    expect(viewLines(TRAFFIC, 'spy_port', { word: '81' })).toEqual(['\x1b[0m']);
    expect(viewLines(TRAFFIC, 'spy_ip', { word: '10.0.0.3' })).toEqual(['\x1b[0m']);
  });

  it('keep the heading while the direction stays the same', () => {
    expect(viewLines(TRAFFIC, 'spy_port', { word: '80 disable_color' })).toEqual([
      '------ Write 6B',
      'GET /.',
      '------ Write 6B',
      '..',
      '------ Read 1.95KB',
      'OK',
      '',
    ]);
  });

  it('tell the direction by colour alone where an address is spied on', () => {
    const headings = viewLines(TRAFFIC, 'spy_ip', { word: '10.0.0.2' }).filter((line) => line.includes('---'));
    expect(headings).toEqual(['\x1b[34m------ Read 6B', '\x1b[34m------ Read 6B', '\x1b[31m------ Read 1.95KB']);
  });

  it.each([
    ['spy_port', 'http?'],
    ['spy_ip', '1.2'],
  ])('refuse what is none: %s %s', (name, word) => {
    expect(() => viewLines(TRAFFIC, name, { word })).toThrow(new RegExp(`^${name}: `));
  });
});

describe('spy_file', () => {
  it('shows reads and writes of files with their data as text', () => {
    expect(viewLines(TRAFFIC, 'spy_file')).toEqual([
      '10:00:00.000008000 curl(100) R 4B /etc/hosts ',
      'ab',
      '',
      '10:00:00.000010000 curl(100) R 0B /etc/hosts ',
    ]);
  });

  it('can be told a direction and a file', () => {
    expect(viewLines(TRAFFIC, 'spy_file', { word: 'W' })).toEqual([]);
    expect(viewLines(TRAFFIC, 'spy_file', { word: 'R /etc/hosts' })).toHaveLength(4);
    expect(viewLines(TRAFFIC, 'spy_file', { word: 'RW /etc/passwd' })).toEqual([]);
  });

  it('keeps another mode of data', () => {
    const [line] = viewLines(TRAFFIC, 'spy_file', { textOptions: { dataMode: 'base64' } });
    expect(line).toBe('10:00:00.000008000 curl(100) R 4B /etc/hosts YQFiCg==');
  });
});

describe('stdout', () => {
  const written = (data: string): string[] =>
    viewLines(`fd 100 1 file /tmp/out\nsh (100) > write fd=1\nsh (100) < write res=9 data=${data}`, 'stdout');

  it.each([
    ['one\\ntwo\\r\\n', ['one', 'two\r', '']],
    ['"\\xc3\\xa9\\t|"', ['é\t|']],
    ['""', []],
  ])('is what was written, as it is: %s', (data, lines) => expect(written(data)).toEqual(lines));

  it('leaves out what a terminal would obey', () => {
    expect(written('"a\\x1b[31mb\\x00c\\x7fd\\xc2\\x9be"')).toEqual(['a[31mbcde']);
  });

  it('is fd 1 only', () => expect(viewLines(TRAFFIC, 'stdout')).toEqual([]));
});
