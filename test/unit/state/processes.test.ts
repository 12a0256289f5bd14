import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';

/** Bits of the set `clone_flags`. */
const FILES = 1;
const THREAD = 8192;
const CHILD_IN_NAMESPACE = 536870912;

/** A clone's exit: `who` returns from it with `res`. */
function cloneExit(who: string, res: number, more: Record<string, number | string> = {}): string {
  const { type = 'clone', ...rest } = more;
  const values = {
    res,
    exe: 'sh',
    args: '-c\\0',
    tid: 0,
    pid: 10,
    ptid: 1,
    fdlimit: 1024,
    comm: 'sh',
    cgroups: 'cpu=/\\0',
    flags: 0,
    uid: 0,
    gid: 0,
    ...rest,
  };
  return `${who} < ${type} ${Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? `"${value}"` : value}`)
    .join(' ')}`;
}

const SHELL = 'process 10 sh pid=10 ptid=1 cwd=/srv exepath=/bin/sh environment=A=1 uid=7 loginuid=1000';

describe('a new process', () => {
  it.each(['clone', 'clone3', 'fork', 'vfork'])('made by %s lives from its parent’s or its own return on', (type) => {
    const trace = new DrawnTrace(`
      ${SHELL}
      sh (10) > ${type}
      ${cloneExit('sh (11)', 0, { type, tid: 11, pid: 11, ptid: 10, vtid: 11, vpid: 11 })}
      ${cloneExit('sh (10)', 11, { type, tid: 10, pid: 10, vtid: 10, vpid: 10 })}`);
    expect([trace.lives(11, 1), trace.lives(11, 2), trace.lives(11, 3)]).toEqual([false, true, true]);
    expect(trace.thread(2)).toBe('sh (11)');
    expect(trace.facts(11)).toMatchObject({ pid: 11, ptid: 10, comm: 'sh' });
  });

  it('is known as soon as its parent returns, where that comes first', () => {
    const trace = new DrawnTrace(`
      ${SHELL}
      sh (10) > clone
      ${cloneExit('sh (10)', 11)}
      ${cloneExit('sh (11)', 0, { tid: 11, pid: 11, ptid: 10 })}`);
    expect(trace.lives(11, 2)).toBe(true);
    expect(trace.facts(11)).toMatchObject({ pid: 11, ptid: 10 });
  });

  it('is not made by a clone that fails', () => {
    const trace = new DrawnTrace(`${SHELL}\n${cloneExit('sh (10)', -11)}`);
    expect([...Array(20).keys()].filter((tid) => trace.lives(tid))).toEqual([10]);
  });

  it('takes over what its parent is: path, environment, directory, login', () => {
    const trace = new DrawnTrace(`${SHELL}\n${cloneExit('sh (10)', 11)}`);
    expect(trace.facts(11)).toMatchObject({ exepath: '/bin/sh', environment: 'A=1', loginuid: 1000, cwd: '/srv/' });
  });

  it('has the name, arguments and user that the event says', () => {
    const trace = new DrawnTrace(`${SHELL}\n${cloneExit('sh (10)', 11, { comm: 'worker', uid: 33, gid: 34 })}`);
    expect(trace.facts(11)).toMatchObject({ comm: 'worker', exe: 'sh', args: '-c\0', uid: 33, gid: 34 });
  });

  it('has its own copy of the open fds', () => {
    const trace = new DrawnTrace(`
      ${SHELL}
      fd 10 3 file /shared
      ${cloneExit('sh (10)', 11)}
      sh (11) < open fd=4 name=/child flags=1 mode=0
      sh (10) < open fd=4 name=/parent flags=1 mode=0
      sh (10) < close res=0 fd=3
      sh (10) > getcwd`);
    expect([trace.fdOf(11, 3), trace.fdOf(11, 4)]).toEqual(['<f>/shared', '<f>/child']);
    expect([trace.fdOf(10, 3), trace.fdOf(10, 4)]).toEqual(['', '<f>/parent']);
  });

  it('has its own working directory', () => {
    const trace = new DrawnTrace(`${SHELL}\n${cloneExit('sh (10)', 11)}\nsh (11) < chdir res=0 path=/tmp`);
    expect([trace.cwd(10), trace.cwd(11)]).toEqual(['/srv/', '/tmp/']);
  });

  it('in a pid namespace has the ids that its own return says', () => {
    const trace = new DrawnTrace(`
      ${SHELL}
      ${cloneExit('sh (10)', 2, { flags: CHILD_IN_NAMESPACE, vtid: 10, vpid: 10 })}
      ${cloneExit('sh (500)', 0, { tid: 500, pid: 500, ptid: 10, flags: CHILD_IN_NAMESPACE, vtid: 2, vpid: 2 })}`);
    expect(trace.lives(2)).toBe(false);
    expect(trace.facts(500)).toMatchObject({ tid: 500, pid: 500, vtid: 2, vpid: 2 });
  });

  it('takes the tid of an older one that was made more than two seconds ago', () => {
    const trace = new DrawnTrace(`
      ${SHELL}
      1 10:00:00.000000000 0 ${cloneExit('sh (10)', 11, { comm: 'old' })}
      2 10:00:03.000000000 0 ${cloneExit('sh (11)', 0, { tid: 11, pid: 11, ptid: 10, comm: 'new' })}`);
    expect([trace.facts(11, 1).comm, trace.facts(11, 2).comm]).toEqual(['old', 'new']);
  });

  it('whose parent nobody knows tells what the parent is called', () => {
    const trace = new DrawnTrace(`unlisted 10\n${cloneExit('sh (10)', 11)}`);
    expect([trace.facts(10).comm, trace.facts(11).comm]).toEqual(['sh', 'sh']);
    expect(trace.thread(1)).toBe('sh (10)');
  });
});

describe('a new thread', () => {
  const trace = new DrawnTrace(`
    ${SHELL}
    fd 10 3 file /shared
    ${cloneExit('sh (10)', 11, { flags: FILES | THREAD })}
    sh (11) < open fd=4 name=f flags=1 mode=0
    sh (11) < chdir res=0 path=/tmp
    sh (10) < close res=0 fd=3
    sh (10) > getcwd`);

  it('belongs to its parent’s process', () => {
    expect(trace.facts(11)).toMatchObject({ tid: 11, pid: 10 });
  });

  it('shares the fds, both ways', () => {
    expect([trace.fdOf(10, 4), trace.fdOf(11, 4), trace.fdOf(11, 3)]).toEqual(['<f>/srv/f', '<f>/srv/f', '']);
  });

  it('shares the working directory', () => {
    expect([trace.cwd(10), trace.cwd(11)]).toEqual(['/tmp/', '/tmp/']);
  });
});

describe('execve', () => {
  const exec = (res: number): string =>
    `sh (10) < execve res=${res} exe=curl args="-v\\0http://x\\0" tid=10 pid=10 ptid=1 fdlimit=512 comm=curl ` +
    'cgroups="cpu=/\\0" env="B=2\\0"';

  it('makes the process another program, from its exit on', () => {
    const trace = new DrawnTrace(`${SHELL}\nsh (10) > execve filename=/usr/bin/curl\n${exec(0)}\ncurl (10) > getcwd`);
    expect([trace.thread(1), trace.thread(2), trace.thread(3)]).toEqual(['sh (10)', 'curl (10)', 'curl (10)']);
    expect(trace.facts(10)).toMatchObject({ comm: 'curl', exe: 'curl', args: '-v\0http://x\0', environment: 'B=2\0' });
  });

  it('takes the path of the program from the enter event', () => {
    const trace = new DrawnTrace(`${SHELL}\nsh (10) > execve filename=./bin/curl\n${exec(0)}`);
    expect(trace.facts(10).exepath).toBe('/srv/bin/curl');
  });

  it('takes the path of the program from the exit event, where that has it', () => {
    const trace = new DrawnTrace(`${SHELL}\n${exec(0)} trusted_exepath=/usr/bin/curl`);
    expect(trace.facts(10).exepath).toBe('/usr/bin/curl');
  });

  it('that fails changes nothing', () => {
    const trace = new DrawnTrace(`${SHELL}\nsh (10) > execve filename=/usr/bin/curl\n${exec(-2)}`);
    expect(trace.facts(10)).toMatchObject({ comm: 'sh', exepath: '/bin/sh' });
  });

  it('keeps the open fds and the working directory', () => {
    const trace = new DrawnTrace(`${SHELL}\nfd 10 3 file /shared\n${exec(0)}\ncurl (10) > getcwd`);
    expect([trace.fdOf(10, 3), trace.cwd(10)]).toEqual(['<f>/shared', '/srv/']);
  });

  it('leaves the earlier events what they were', () => {
    const trace = new DrawnTrace(`${SHELL}\nsh (10) > getcwd\n${exec(0)}`);
    expect(trace.facts(10, 1).comm).toBe('sh');
    expect(trace.thread(1)).toBe('sh (10)');
  });
});

describe('the end of a process', () => {
  const trace = new DrawnTrace(`
    ${SHELL}
    sh (10) > procexit status=0
    cat (20) > getcwd`);

  it('still shows who it is in the event itself', () => {
    expect(trace.thread(1)).toBe('sh (10)');
    expect(trace.lives(10, 1)).toBe(true);
  });

  it('frees its tid for what comes after', () => {
    expect(trace.lives(10, 2)).toBe(false);
  });

  it('of a main thread waits for the other threads: they still use its fds and directory', () => {
    const threads = new DrawnTrace(`
      ${SHELL}
      fd 10 3 file /shared
      process 11 sh pid=10 flags=1
      sh (10) > procexit status=0
      sh (11) < open fd=4 name=f flags=1 mode=0
      sh (11) > procexit status=0
      cat (20) > getcwd`);
    expect([threads.fdOf(11, 3, 2), threads.fdOf(11, 4, 2)]).toEqual(['<f>/shared', '<f>/srv/f']);
    expect([threads.lives(11, 3), threads.lives(11, 4)]).toEqual([true, false]);
  });
});

describe('a tid that is used again', () => {
  it('is another thread, and the earlier one stays what it was in its own events', () => {
    const trace = new DrawnTrace(`
      ${SHELL}
      process 11 old
      old (11) > procexit status=0
      ${cloneExit('sh (10)', 11, { comm: 'new' })}
      new (11) > getcwd`);
    expect([trace.thread(1), trace.thread(3)]).toEqual(['old (11)', 'new (11)']);
    expect([trace.facts(11, 1).comm, trace.facts(11, 3).comm]).toEqual(['old', 'new']);
  });
});

describe('a thread that nobody saw beginning', () => {
  it('is called <NA>, and has fds of its own', () => {
    const trace = new DrawnTrace(`
      <NA> (77) < open fd=3 name=/etc/hosts flags=1 mode=0
      <NA> (77) < read res=1 data=a fd=3 size=1`);
    expect(trace.thread(2)).toBe('<NA> (77)');
    expect(trace.fd(2)).toBe('3 <f>/etc/hosts');
  });

  it('is not made by a switch: that event has no thread', () => {
    const trace = new DrawnTrace('<NA> (77) > switch next=0 pgft_maj=0 pgft_min=0 vm_size=0 vm_rss=0 vm_swap=0');
    expect([trace.thread(1), trace.lives(77)]).toEqual(['', false]);
  });
});

describe('who a thread acts as', () => {
  it.each([
    ['> setuid uid=33', '< setuid res=0', { uid: 33 }],
    ['> setgid gid=34', '< setgid res=0', { gid: 34 }],
    ['> setresuid ruid=1 euid=2 suid=3', '< setresuid res=0', { uid: 2 }],
    ['> setresuid ruid=1 euid=-1 suid=3', '< setresuid res=0', { uid: 7 }],
    ['> setuid uid=33', '< setuid res=-1', { uid: 7 }],
  ])('changes with %s and %s', (enter, exit, expected) => {
    expect(new DrawnTrace(`${SHELL}\nsh (10) ${enter}\nsh (10) ${exit}`).facts(10)).toMatchObject(expected);
  });

  it('changes with an exit event that says it all', () => {
    expect(new DrawnTrace(`${SHELL}\nsh (10) < setuid res=0 uid=33`).facts(10)).toMatchObject({ uid: 33 });
  });
});

describe('the container of a thread', () => {
  const ID = '0123456789abcdef'.repeat(4);

  it.each([
    [`cpu=/docker/${ID}`, ID.slice(0, 12)],
    [`memory=/system.slice/docker-${ID}.scope`, ID.slice(0, 12)],
    [`cpu=/kubepods/besteffort/pod1/${ID}`, ID.slice(0, 12)],
    [`cpu=/libpod_parent/libpod-${ID}`, ID.slice(0, 12)],
    [`cpu=/user.slice\\0memory=/docker/${ID}`, ID.slice(0, 12)],
    ['cpu=/user.slice', 'host'],
    [`cpu=/docker/${ID.slice(1)}`, 'host'],
  ])('is read from the cgroups %s', (cgroups, container) => {
    const trace = new DrawnTrace(`process 10 sh cgroups="${cgroups}"\nsh (10) > getcwd`);
    expect(trace.facts(10).container).toBe(container);
  });
});

describe('enter and exit events', () => {
  it('are partners, and know it both ways', () => {
    const trace = new DrawnTrace(`
      fd 10 3 file /f
      sh (10) > read fd=3 size=1
      cat (20) > getcwd
      sh (10) < read res=1 data=a`);
    expect([trace.partner(1), trace.partner(3), trace.partner(2)]).toEqual([3, 1, 0]);
  });

  it('of different calls are not', () => {
    const trace = new DrawnTrace(`
      sh (10) > read fd=3 size=1
      sh (10) < write res=1 data=a`);
    expect([trace.partner(1), trace.partner(2)]).toEqual([0, 0]);
  });

  it('stay partners across a switch', () => {
    const trace = new DrawnTrace(`
      sh (10) > read fd=3 size=1
      sh (10) > switch next=0 pgft_maj=0 pgft_min=0 vm_size=0 vm_rss=0 vm_swap=0
      sh (10) < read res=1 data=a`);
    expect(trace.partner(3)).toBe(1);
  });

  it('share the fd: the exit has the one that its enter named', () => {
    const trace = new DrawnTrace(`
      fd 10 3 file /f
      sh (10) > read fd=3 size=1
      sh (10) < read res=1 data=a`);
    expect(trace.fd(2)).toBe('3 <f>/f');
  });
});
