import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';
import { keptEvents } from '../../support/recordedFilters';
import { lastEvent, Printed } from './printed';

const FAMILY = `
  process 1 systemd pid=1 ptid=0 exe=/sbin/init
  process 10 sshd pid=10 ptid=1
  process 20 bash pid=20 ptid=10 sid=20 vpid=20 exe=-bash
  process 30 curl pid=30 ptid=20 sid=20 vpid=30 vpgid=30 vtid=30 exe=curl args=-6\\0example.org\\0 environment=A=1\\0PATH=/bin\\0 cwd=/root cgroups=cpuset=/a\\0mem=/b\\0
  process 31 curl pid=30 ptid=20
`;

describe('the program of a process', () => {
  it.each([
    ['proc.exe', 'curl'],
    ['proc.args', '-6 example.org'],
    ['proc.args[1]', 'example.org'],
    ['proc.args[2]', '<NA>'],
    ['proc.cmdline', 'curl -6 example.org'],
    ['proc.exeline', 'curl -6 example.org'],
    ['proc.cmdnargs', '2'],
    ['proc.cmdlenargs', '13'],
    ['proc.env', 'A=1 PATH=/bin'],
    ['proc.env[PATH]', '/bin'],
    ['proc.env[PAT]', ''],
    ['proc.cwd', '/root/'],
    ['thread.cgroups', 'cpuset=/a memory=/b'],
    ['thread.cgroup.memory', '/b'],
    ['thread.cgroup.pids', '<NA>'],
    ['thread.nametid', 'curl30'],
    ['thread.ismain', 'true'],
    ['proc.nthreads', '2'],
    ['proc.nchilds', '1'],
    ['proc.is_vpgid_leader', 'true'],
    ['proc.is_sid_leader', 'false'],
  ])('%s is %s', (name, expected) => expect(lastEvent(`${FAMILY}curl (30) > getuid`, name)).toEqual([expected]));

  it('is that of its main thread for all its threads', () => {
    const names = ['proc.cwd', 'proc.env[A]', 'proc.ppid', 'thread.ismain'];
    expect(lastEvent(`${FAMILY}curl (31) > getuid`, ...names)).toEqual(['/root/', '1', '20', 'false']);
  });

  it('was made writable, from memory or with capabilities by its execve, and children have that', () => {
    const executed = new Printed(`
      process 10 sh pid=10
      sh (10) > execve
      tool (10) < execve res=0 exe=tool args= tid=10 pid=10 ptid=1 comm=tool tty=34816 flags=5 cap_effective=0x3 exe_ino=77
      tool (10) < clone res=11 exe=tool args= tid=10 pid=10 ptid=1 comm=tool flags=0
      tool (11) < clone res=0 exe=tool args= tid=11 pid=11 ptid=10 comm=tool flags=0
      tool (11) > getuid`);
    const names = [
      'proc.is_exe_writable',
      'proc.is_exe_from_memfd',
      'proc.is_exe_upper_layer',
      'proc.tty',
      'proc.exe_ino',
    ];
    expect(executed.text(names)).toEqual(['true', 'true', 'false', '34816', '77']);
    expect(executed.text(['thread.cap_effective'], 3)).toEqual(['CAP_CHOWN CAP_DAC_OVERRIDE']);
    expect(executed.text(names, 1)).toEqual(['false', 'false', 'false', '0', '0']);
  });

  it('was started so before the capture began, as the process list says', () => {
    const listed = `
      process 10 tool pid=10 tty=34817 inode=78 isFromMemfd=true isLowerLayer=true pgid=9
      tool (10) < clone res=11 exe=tool args= tid=10 pid=10 ptid=1 comm=tool flags=0
      tool (11) < clone res=0 exe=tool args= tid=11 pid=11 ptid=10 comm=tool flags=0`;
    const names = ['proc.is_exe_writable', 'proc.is_exe_from_memfd', 'proc.is_exe_lower_layer'];
    expect(lastEvent(listed, ...names)).toEqual(['false', 'true', 'true']);
    expect(lastEvent(listed, 'proc.tty', 'proc.exe_ino', 'proc.pgid')).toEqual(['34817', '78', '9']);
  });
});

describe('the times of a process', () => {
  const CHANGED = '1577800000123456789';
  const FIELDS = ['proc.exe_ino.ctime', 'proc.exe_ino.mtime'];
  const lines = `
    process 10 sh pid=10 namespaceStart=1577700000000000001 changed=${CHANGED} modified=1577800000123456788 cgroups=cpu=/docker/${'a'.repeat(64)}
    sh (10) > clone
    sh (10) < clone res=11 exe=sh args= tid=10 pid=10 ptid=1 comm=sh flags=0 pidns_init_start_ts=100000000000003
    sh (11) < clone res=0 exe=sh args= tid=11 pid=11 ptid=10 comm=sh flags=0 pidns_init_start_ts=100000000000003
    sh (11) > execve
    tool (11) < execve res=0 exe=tool args= tid=11 pid=11 ptid=10 comm=tool exe_ino_ctime=${CHANGED} exe_ino_mtime=1577800000123456787
    tool (11) > getuid`;
  const story = new Printed(lines);

  it('are exact to the nanosecond, of the process list and of events', () => {
    expect(story.text(FIELDS, 1)).toEqual([CHANGED, '1577800000123456788']);
    expect(story.text(FIELDS)).toEqual([CHANGED, '1577800000123456787']);
    expect(story.json('proc.exe_ino.ctime')).toBe(BigInt(CHANGED));
    expect(story.text(['proc.pidns_init_start_ts'], 1)).toEqual(['1577700000000000001']);
  });

  it('are missing where the capture has not seen them', () => {
    expect(story.text(['proc.pid.ts', 'proc.ppid.ts', 'proc.exe_ino.ctime_duration_proc_start'], 1)).toEqual([
      '<NA>',
      '<NA>',
      '<NA>',
    ]);
    expect(lastEvent('process 10 sh pid=10\nsh (10) > getuid', ...FIELDS)).toEqual(['<NA>', '<NA>']);
  });

  it('are those of the clone, and spans between them', () => {
    const [made] = story.text(['proc.pid.ts']);
    expect(BigInt(made)).toBe(story.json('evt.rawtime', 2));
    expect(story.text(['proc.exe_ino.ctime_duration_proc_start', 'proc.exe_ino.ctime_duration_pidns_start'])).toEqual([
      `${BigInt(made) - BigInt(CHANGED)}`,
      `${BigInt(CHANGED) - 1577700000000000003n}`,
    ]);
    // An event counts from the start of the machine.
    expect(story.text(['proc.pidns_init_start_ts'])).toEqual(['1577700000000000003']);
  });

  it('of a container are those of its first process', () => {
    expect(story.text(['container.start_ts'], 1)).toEqual(['1577700000000000001']);
    const [duration] = story.text(['container.duration'], 1);
    expect(BigInt(duration) + 1577700000000000001n).toBe(story.json('evt.rawtime', 1));
    expect(lastEvent('process 10 sh pid=10 namespaceStart=5\nsh (10) > getuid', 'container.start_ts')).toEqual([
      '<NA>',
    ]);
  });

  it.each([
    [`proc.exe_ino.ctime = ${CHANGED}`, true],
    ['proc.exe_ino.ctime = 1577800000123456790', false],
    ['proc.exe_ino.ctime > 1577800000123456788', true],
    ['proc.exe_ino.ctime in (1577800000123456788)', false],
    ['proc.exe_ino.ctime = oneof (1577800000123456788, 1577800000123456789)', true],
    ['proc.exe_ino.ctime > val(proc.exe_ino.mtime)', true],
    ['proc.exe_ino.ctime = val(proc.exe_ino.mtime)', false],
    ['evt.rawtime > val(proc.exe_ino.ctime)', true],
  ])('compare exactly: %s is %s', (filter, expected) => {
    const opened = openTrace(drawnCapture(lines));
    const kept = keptEvents(opened, filter);
    expect(typeof kept !== 'string' && kept.includes(opened.trace.events.length)).toBe(expected);
  });
});

describe('the capabilities of a thread', () => {
  const names = ['thread.cap_permitted', 'thread.cap_effective', 'thread.cap_inheritable'];
  const TOOL = 'process 10 tool pid=10 capPermitted=0x7 capEffective=0x1';
  const CHILD = `
      tool (10) < clone res=11 exe=tool args= tid=10 pid=10 ptid=1 comm=tool flags=0
      tool (11) < clone res=0 exe=tool args= tid=11 pid=11 ptid=10 comm=tool flags=0`;

  it('are those of the process list', () => {
    const all = ['CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH', 'CAP_CHOWN', ''];
    expect(lastEvent(`${TOOL}\ntool (10) > getuid`, ...names)).toEqual(all);
  });

  it('are changed by capset, for it alone and for what it makes later', () => {
    const changed = new Printed(`${TOOL}${CHILD}
      tool (10) < capset res=0 cap_inheritable=0x4 cap_permitted=0x2 cap_effective=0x2
      tool (11) > getuid
      tool (10) < clone res=12 exe=tool args= tid=10 pid=10 ptid=1 comm=tool flags=0
      tool (12) > getuid`);
    expect(changed.text(names, 4)[1]).toBe('CAP_CHOWN');
    expect(changed.text(names)).toEqual(['CAP_DAC_OVERRIDE', 'CAP_DAC_OVERRIDE', 'CAP_DAC_READ_SEARCH']);
  });

  it('are not changed by a capset that failed', () => {
    const failed = `${TOOL}\ntool (10) < capset res=-1 cap_inheritable=0 cap_permitted=0 cap_effective=0`;
    expect(lastEvent(failed, ...names)[1]).toBe('CAP_CHOWN');
  });

  it('are all in a namespace of users of its own', () => {
    const entered = new Printed(`${TOOL}
      tool (10) > unshare flags=32
      tool (10) < unshare res=0 flags=32
      tool (10) > unshare flags=512
      tool (10) < unshare res=0 flags=512`);
    expect(entered.text(names, 2)[1]).toBe('CAP_CHOWN');
    expect(entered.text(names)[1]).toMatch(/^CAP_CHOWN .* CAP_CHECKPOINT_RESTORE$/);
  });
});

describe('the process group', () => {
  const GROUP = 'process 10 sh pid=10 vpid=10 vpgid=10 pgid=10';

  it('is what setpgid made it', () => {
    const moved = new Printed(`${GROUP}
      sh (10) > setpgid pid=0 pgid=7
      sh (10) < setpgid res=0`);
    expect(moved.text(['proc.pgid'], 1)).toEqual(['10']);
    expect(moved.text(['proc.pgid'])).toEqual(['7']);
  });

  it('is unknown to captures that do not tell of it', () => {
    expect(lastEvent('unlisted 10\nsh (10) > getuid', 'proc.pgid')).toEqual(['-1']);
  });
});

describe('the threads of a process', () => {
  it('are no more those that end with the event', () => {
    const ends = new Printed(`
      process 10 tool pid=10
      process 11 tool pid=10
      process 12 tool pid=10
      tool (11) > getuid
      tool (12) > procexit
      tool (10) > procexit
      tool (11) > getuid`);
    const counts = [1, 2, 3, 4].map((event) => ends.text(['proc.nthreads', 'proc.nchilds'], event).join(' '));
    expect(counts).toEqual(['3 2', '2 1', '1 1', '1 1']);
  });
});

describe('the ancestors of a process', () => {
  it.each([
    ['proc.ppid', '20'],
    ['proc.pname', 'bash'],
    ['proc.pexe', '-bash'],
    ['proc.aname', 'curl'],
    ['proc.aname[0]', 'curl'],
    ['proc.aname[1]', 'bash'],
    ['proc.aname[3]', 'systemd'],
    ['proc.aname[4]', '<NA>'],
    ['proc.apid[2]', '10'],
    ['proc.aexe[3]', '/sbin/init'],
    ['proc.loginshellid', '20'],
    ['proc.sname', 'bash'],
    ['proc.vpgid.name', 'curl'],
  ])('%s is %s', (name, expected) => expect(lastEvent(`${FAMILY}curl (30) > getuid`, name)).toEqual([expected]));

  it('end where somebody is his own', () => {
    const circle = 'process 1 a pid=1 ptid=2\nprocess 2 b pid=2 ptid=1\na (1) > getuid';
    expect(lastEvent(circle, 'proc.aname[1]', 'proc.aname[1000]')).toEqual(['b', '<NA>']);
    expect(lastEvent('process 1 a pid=1 ptid=1\na (1) > getuid', 'proc.pname')).toEqual(['<NA>']);
  });

  it('are those of the moment', () => {
    const printed = new Printed(`${FAMILY}
      curl (30) > getuid
      bash (20) < execve res=0 exe=zsh args= tid=20 pid=20 ptid=10 comm=zsh
      curl (30) < getuid uid=0`);
    expect([1, 3].map((event) => printed.text(['proc.pname'], event)[0])).toEqual(['bash', 'zsh']);
  });
});

describe('what a process takes', () => {
  const story = new Printed(`
    process 10 a pid=10 fdLimit=4
    process 11 b pid=11
    fd 10 0 file /in
    fd 10 1 pipe
    1 10:00:00.000000000 0 a (10) > switch next=11 pgft_maj=1 pgft_min=20 vm_size=300 vm_rss=40 vm_swap=5
    2 10:00:00.000000500 0 b (11) > switch next=10 pgft_maj=0 pgft_min=0 vm_size=1 vm_rss=1 vm_swap=0
    3 10:00:00.000000700 0 a (10) > switch next=11 pgft_maj=1 pgft_min=21 vm_size=300 vm_rss=41 vm_swap=5
    4 10:00:00.000000800 0 a (10) > procinfo cpu_usr=100 cpu_sys=10
    5 10:00:01.000000800 0 a (10) > procinfo cpu_usr=130 cpu_sys=15
    6 10:00:02.000000800 0 a (10) > read fd=0 size=1`);

  it.each([
    [
      ['proc.vmsize', 'proc.vmrss', 'proc.vmswap', 'thread.pfmajor', 'thread.pfminor'],
      6,
      ['300', '41', '5', '1', '21'],
    ],
    [['proc.vmrss', 'thread.vmrss', 'thread.vmrss.b'], 1, ['40', '40', '40960']],
    [['thread.exectime', 'thread.totexectime'], 1, ['0', '0']],
    [['thread.exectime', 'thread.totexectime'], 3, ['200', '200']],
    [['thread.exectime', 'thread.totexectime'], 6, ['0', '200']],
    [['thread.cpu', 'thread.cpu.user', 'thread.cpu.system'], 4, ['0.0', '0.0', '0.0']],
    [['thread.cpu', 'thread.cpu.user', 'thread.cpu.system'], 5, ['35.0', '30.0', '5.0']],
    [['thread.cpu'], 6, ['<NA>']],
    [['proc.fdopencount', 'proc.fdlimit', 'proc.fdusage'], 6, ['2', '4', '50.0']],
    [
      ['proc.stdin.type', 'proc.stdin.name', 'proc.stdout.type', 'proc.stderr.type'],
      6,
      ['file', '/in', 'pipe', '<NA>'],
    ],
  ])('%j at event %i is %j', (names, event, expected) => expect(story.text(names, event)).toEqual(expected));
});
