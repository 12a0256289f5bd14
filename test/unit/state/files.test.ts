import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';

/** The same story in both schemas: enter and exit events, and exit events that carry all arguments. */
const SCHEMAS = ['enter and exit events', 'exit events only'] as const;
type Story = Readonly<Record<(typeof SCHEMAS)[number], string>>;

function inBothSchemas(rule: string, story: Story, check: (trace: DrawnTrace) => void): void {
  it.each(SCHEMAS)(`${rule} (%s)`, (schema) => check(new DrawnTrace(story[schema])));
}

const CURL = 'process 100 curl cwd=/root';

describe('opening a file', () => {
  inBothSchemas(
    'names the fd by its absolute path',
    {
      'enter and exit events': `
        curl (100) > openat dirfd=-100 name=/etc/hosts flags=1 mode=0
        curl (100) < openat fd=3 dirfd=-100 name=/etc/hosts flags=1 mode=0`,
      'exit events only': 'curl (100) < openat fd=3 dirfd=-100 name=/etc/hosts flags=1 mode=0 dev=1 ino=7',
    },
    (trace) => {
      expect(trace.fd(trace.length)).toBe('3 <f>/etc/hosts');
      expect(trace.fdOf(100, 3)).toBe('<f>/etc/hosts');
    },
  );

  inBothSchemas(
    'joins a relative path with the working directory',
    {
      'enter and exit events': `
        ${CURL}
        curl (100) > open name=./a/../b//c flags=1 mode=0
        curl (100) < open fd=3 name=./a/../b//c flags=1 mode=0`,
      'exit events only': `
        ${CURL}
        curl (100) < open fd=3 name=./a/../b//c flags=1 mode=0`,
    },
    (trace) => expect(trace.fdOf(100, 3)).toBe('<f>/root/b/c'),
  );

  inBothSchemas(
    'joins a relative path with the directory fd of an *at call',
    {
      'enter and exit events': `
        fd 100 5 directory /etc/ssl
        curl (100) > openat dirfd=5 name=certs/ca.pem flags=1 mode=0
        curl (100) < openat fd=6 dirfd=5 name=certs/ca.pem flags=1 mode=0`,
      'exit events only': `
        fd 100 5 directory /etc/ssl
        curl (100) < openat fd=6 dirfd=5 name=certs/ca.pem flags=1 mode=0`,
    },
    (trace) => expect(trace.fdOf(100, 6)).toBe('<f>/etc/ssl/certs/ca.pem'),
  );

  inBothSchemas(
    'says that a directory fd is unknown',
    {
      'enter and exit events': `
        curl (100) > openat dirfd=9 name=x flags=1 mode=0
        curl (100) < openat fd=6 dirfd=9 name=x flags=1 mode=0`,
      'exit events only': 'curl (100) < openat fd=6 dirfd=9 name=x flags=1 mode=0',
    },
    (trace) => expect(trace.fdOf(100, 6)).toContain('<UNKNOWN>'),
  );

  it('ignores the directory fd where the path is absolute', () => {
    const trace = new DrawnTrace('curl (100) < openat fd=6 dirfd=9 name=/x flags=1 mode=0');
    expect(trace.fdOf(100, 6)).toBe('<f>/x');
  });

  it('makes a directory of a path opened with O_DIRECTORY', () => {
    const trace = new DrawnTrace(
      'curl (100) < openat fd=6 dirfd=-100 name=/etc/ flags=1025(O_RDONLY|O_DIRECTORY) mode=0',
    );
    expect(trace.fdOf(100, 6)).toBe('<d>/etc');
  });

  it('takes the arguments of the first openat from its enter event: its exit has only the fd', () => {
    const trace = new DrawnTrace(`
      ${CURL}
      curl (100) > openat@102 dirfd=-100 name=public/en flags=1 mode=0
      curl (100) < openat@103 fd=6`);
    expect(trace.fdOf(100, 6)).toBe('<f>/root/public/en');
  });

  it('that fails opens nothing', () => {
    const trace = new DrawnTrace(`
      curl (100) > openat dirfd=-100 name=/nothing flags=1 mode=0
      curl (100) < openat fd=-2 dirfd=-100 name=/nothing flags=1 mode=0`);
    expect(trace.openFds(100)).toEqual([]);
  });

  it('prefers the name that the enter event saw', () => {
    const trace = new DrawnTrace(`
      curl (100) > open name=/seen/first flags=1 mode=0
      curl (100) < open fd=3 name=/seen/later flags=1 mode=0`);
    expect(trace.fdOf(100, 3)).toBe('<f>/seen/first');
  });

  it.each(['NULL', '(NULL)', '""'])('takes the exit’s name where the enter event has %s', (name) => {
    const trace = new DrawnTrace(`
      curl (100) > open name=${name} flags=1 mode=0
      curl (100) < open fd=3 name=/seen/later flags=1 mode=0`);
    expect(trace.fdOf(100, 3)).toBe('<f>/seen/later');
  });
});

describe('closing an fd', () => {
  const story: Story = {
    'enter and exit events': `
      fd 100 3 file /etc/hosts
      curl (100) > close fd=3
      curl (100) < close res=0
      curl (100) > getcwd`,
    'exit events only': `
      fd 100 3 file /etc/hosts
      curl (100) < close res=0 fd=3
      curl (100) > getcwd`,
  };

  inBothSchemas('still shows its name in the close itself', story, (trace) => {
    expect(trace.fd(trace.event('< close'))).toBe('3 <f>/etc/hosts');
  });

  inBothSchemas('empties its number for what comes after', story, (trace) => {
    expect(trace.fdOf(100, 3, trace.event('< close'))).toBe('<f>/etc/hosts');
    expect(trace.fdOf(100, 3, trace.event('> getcwd'))).toBe('');
  });

  inBothSchemas(
    'that fails keeps it',
    {
      'enter and exit events': `
        fd 100 3 file /etc/hosts
        curl (100) > close fd=3
        curl (100) < close res=-4
        curl (100) > getcwd`,
      'exit events only': `
        fd 100 3 file /etc/hosts
        curl (100) < close res=-4 fd=3
        curl (100) > getcwd`,
    },
    (trace) => expect(trace.fdOf(100, 3)).toBe('<f>/etc/hosts'),
  );

  it('spares an fd that another thread was given the same number for meanwhile', () => {
    const trace = new DrawnTrace(`
      process 100 curl
      process 101 curl pid=100 flags=1
      fd 100 3 file /old
      curl (100) > close fd=3
      curl (101) > open name=/new flags=1 mode=0
      curl (101) < open fd=3 name=/new flags=1 mode=0
      curl (100) < close res=0
      curl (100) > getcwd`);
    expect(trace.fdOf(100, 3)).toBe('<f>/new');
  });
});

describe('a number that is used again', () => {
  const trace = new DrawnTrace(`
    curl (100) < open fd=3 name=/first flags=1 mode=0
    curl (100) < read res=1 data=a fd=3 size=1
    curl (100) < close res=0 fd=3
    curl (100) < open fd=3 name=/second flags=1 mode=0
    curl (100) < read res=1 data=b fd=3 size=1
    curl (100) < close res=0 fd=3
    curl (100) < pipe res=0 fd1=3 fd2=4 ino=99
    curl (100) < read res=1 data=c fd=3 size=1`);

  it('means at every row what it meant then', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((event) => trace.fdOf(100, 3, event))).toEqual([
      '<f>/first',
      '<f>/first',
      '<f>/first',
      '<f>/second',
      '<f>/second',
      '<f>/second',
      '<p>',
      '<p>',
    ]);
  });

  it('is shown in each event with the name of its time', () => {
    expect([2, 5, 8].map((event) => trace.fd(event))).toEqual(['3 <f>/first', '3 <f>/second', '3 <p>']);
  });
});

describe('copying an fd', () => {
  inBothSchemas(
    'by dup gives the new number the same name',
    {
      'enter and exit events': `
        fd 100 3 file /etc/hosts
        curl (100) > dup fd=3
        curl (100) < dup res=7`,
      'exit events only': `
        fd 100 3 file /etc/hosts
        curl (100) < dup res=7 oldfd=3`,
    },
    (trace) => expect([trace.fdOf(100, 3), trace.fdOf(100, 7)]).toEqual(['<f>/etc/hosts', '<f>/etc/hosts']),
  );

  it.each(['dup2', 'dup3'])('by %s replaces what the new number was', (call) => {
    const trace = new DrawnTrace(`
      fd 100 1 file /dev/null
      fd 100 3 file /tmp/out
      curl (100) > ${call} fd=3
      curl (100) < ${call} res=1 oldfd=3 newfd=1`);
    expect(trace.fdOf(100, 1, 1)).toBe('<f>/dev/null');
    expect(trace.fdOf(100, 1)).toBe('<f>/tmp/out');
  });

  inBothSchemas(
    'by fcntl F_DUPFD gives the new number the same name',
    {
      'enter and exit events': `
        fd 100 3 file /etc/hosts
        curl (100) > fcntl fd=3 cmd=1
        curl (100) < fcntl res=10`,
      'exit events only': `
        fd 100 3 file /etc/hosts
        curl (100) < fcntl res=10 fd=3 cmd=1`,
    },
    (trace) => expect(trace.fdOf(100, 10)).toBe('<f>/etc/hosts'),
  );

  it('is not what another fcntl does', () => {
    const trace = new DrawnTrace(`
      fd 100 3 file /etc/hosts
      curl (100) > fcntl fd=3 cmd=4
      curl (100) < fcntl res=10`);
    expect(trace.fdOf(100, 10)).toBe('');
  });

  it('of an unknown fd, or one that fails, opens nothing', () => {
    const trace = new DrawnTrace(`
      fd 100 3 file /etc/hosts
      curl (100) < dup res=7 oldfd=9
      curl (100) < dup res=-24 oldfd=3`);
    expect(trace.fdOf(100, 7)).toBe('');
  });

  it('is independent of the original afterwards', () => {
    const trace = new DrawnTrace(`
      fd 100 3 file /etc/hosts
      curl (100) < dup res=7 oldfd=3
      curl (100) < close res=0 fd=3
      curl (100) > getcwd`);
    expect([trace.fdOf(100, 3), trace.fdOf(100, 7)]).toEqual(['', '<f>/etc/hosts']);
  });
});

describe('the working directory', () => {
  inBothSchemas(
    'changes with chdir, and relative paths with it',
    {
      'enter and exit events': `
        ${CURL}
        curl (100) > chdir
        curl (100) < chdir res=0 path=sub/dir
        curl (100) > open name=f flags=1 mode=0
        curl (100) < open fd=3 name=f flags=1 mode=0`,
      'exit events only': `
        ${CURL}
        curl (100) < chdir res=0 path=sub/dir
        curl (100) < open fd=3 name=f flags=1 mode=0`,
    },
    (trace) => {
      expect(trace.cwd(100)).toBe('/root/sub/dir/');
      expect(trace.fdOf(100, 3)).toBe('<f>/root/sub/dir/f');
    },
  );

  inBothSchemas(
    'changes with fchdir to the path of the fd',
    {
      'enter and exit events': `
        ${CURL}
        fd 100 4 directory /srv
        curl (100) > fchdir fd=4
        curl (100) < fchdir res=0`,
      'exit events only': `
        ${CURL}
        fd 100 4 directory /srv
        curl (100) < fchdir res=0 fd=4`,
    },
    (trace) => expect(trace.cwd(100)).toBe('/srv/'),
  );

  it('stays where chdir fails', () => {
    expect(new DrawnTrace(`${CURL}\ncurl (100) < chdir res=-2 path=/x`).cwd(100)).toBe('/root/');
  });

  it('is learnt from getcwd', () => {
    expect(new DrawnTrace(`${CURL}\ncurl (100) < getcwd res=0 path=/var/lib`).cwd(100)).toBe('/var/lib/');
  });

  it('belongs to the process: what one thread does, the others see', () => {
    const trace = new DrawnTrace(`
      process 100 app cwd=/root
      process 101 app pid=100 flags=1
      app (101) < chdir res=0 path=/srv
      app (100) < open fd=3 name=f flags=1 mode=0`);
    expect(trace.fdOf(100, 3)).toBe('<f>/srv/f');
  });

  it('at an earlier event is what it was then', () => {
    const trace = new DrawnTrace(
      `${CURL}\ncurl (100) > getcwd\ncurl (100) < chdir res=0 path=/srv\ncurl (100) > getcwd`,
    );
    expect([trace.cwd(100, 1), trace.cwd(100, 3)]).toEqual(['/root/', '/srv/']);
  });
});

describe('calls that make a nameless fd', () => {
  it.each([
    ['eventfd', '<e>'],
    ['eventfd2', '<e>'],
    ['signalfd', '<s>'],
    ['signalfd4', '<s>'],
    ['timerfd_create', '<t>'],
    ['inotify_init', '<i>'],
    ['inotify_init1', '<i>'],
    ['epoll_create', '<l>'],
    ['epoll_create1', '<l>'],
  ])('%s puts it into the table', (call, notation) => {
    const trace = new DrawnTrace(`app (100) > ${call}\napp (100) < ${call} res=5`);
    expect(trace.fdOf(100, 5)).toBe(notation);
    expect(trace.fd(2)).toBe(`5 ${notation}`);
  });

  it.each(['pipe', 'pipe2'])('%s makes both ends', (call) => {
    const trace = new DrawnTrace(`app (100) > ${call}\napp (100) < ${call} res=0 fd1=4 fd2=5 ino=38688`);
    expect([trace.fdOf(100, 4), trace.fdOf(100, 5)]).toEqual(['<p>', '<p>']);
  });

  it('a failed one makes nothing', () => {
    expect(new DrawnTrace('app (100) < pipe res=-24 fd1=4 fd2=5 ino=0').fdOf(100, 4)).toBe('');
  });
});
