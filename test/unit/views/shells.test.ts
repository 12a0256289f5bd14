import { describe, expect, it } from 'vitest';
import { ShellTree } from '../../../src/engine/views/programs/shellTree';
import { viewLines } from '../../support/viewOutput';

/** sshd → bash (20) → a (30) → zsh (40) → b (50), and init → fish (25). */
const FAMILY = `
  process 1 init pid=1 ptid=0
  process 10 sshd pid=10 ptid=1
  process 20 bash pid=20 ptid=10
  process 30 a pid=30 ptid=20
  process 40 zsh pid=40 ptid=30
  process 50 b pid=50 ptid=40
  process 25 fish pid=25 ptid=1
  process 35 vim pid=35 ptid=25
  user 0 0 root /root /bin/bash
`;

function executes(name: string, tid: number): string {
  return `${name} (${tid}) > execve filename=/bin/${name}
    ${name} (${tid}) < execve res=0 exe=${name} args=x\\0y\\0 tid=${tid} pid=${tid} ptid=0 comm=${name}\n`;
}

function goesTo(name: string, tid: number, path: string): string {
  return `${name} (${tid}) > chdir\n${name} (${tid}) < chdir res=0 path=${path}\n`;
}

describe('spy_users', () => {
  const spy = (events: string, word = '', showsContainers = false): string[] =>
    viewLines(FAMILY + events, 'spy_users', { word, showsContainers }).slice(0, -1);

  it('shows what was executed below a shell, with the pid of the outermost one', () => {
    expect(spy(executes('a', 30) + executes('zsh', 40) + executes('b', 50) + executes('vim', 35))).toEqual([
      '20 10:00:00 root) a x y',
      '   20 10:00:00 root) zsh x y',
      '      20 10:00:00 root) b x y',
      '25 10:00:00 root) vim x y',
    ]);
  });

  it('shows nothing of processes without a shell above them', () => {
    expect(spy(executes('sshd', 10) + executes('bash', 20))).toEqual([]);
  });

  it('shows where shells go', () => {
    expect(spy(goesTo('bash', 20, '/tmp') + goesTo('sshd', 10, '/'))).toEqual(['20 10:00:00 root) cd /tmp']);
  });

  it('leaves out failures', () => {
    expect(spy('a (30) > execve filename=/x\na (30) < execve res=-2 exe=/x args=NULL')).toEqual([]);
  });

  it('can be told how deep to look', () => {
    expect(spy(executes('a', 30) + executes('zsh', 40), '0')).toEqual(['20 10:00:00 root) a x y']);
    expect(() => spy('', 'deep')).toThrow(/max_depth has to be a number/);
  });

  it('shows the container where that is asked for, indented by four', () => {
    expect(spy(executes('a', 30) + executes('zsh', 40), '', true)).toEqual([
      '\x1b[32m20 10:00:00 root@host) a x y',
      '\x1b[32m    20 10:00:00 root@host) zsh x y',
    ]);
  });
});

describe('how deep a command is nested', () => {
  /** Pids count the generations from the shell, which is 0. */
  const descent = (pid: number): { pid: number; ancestors: number[] } => ({
    pid,
    ancestors: Array.from({ length: pid }, (_, index) => pid - 1 - index),
  });
  const levels = (...pids: number[]): number[] => {
    const tree = new ShellTree();
    return pids.map((pid) => (pid === 0 ? tree.directory(0) : tree.command(descent(pid))));
  };

  it.each([
    [[1, 2, 3], [0, 1, 2], 'is the number of generations'],
    [[1, 4], [0, 3], 'also where some were not seen executing'],
    [[4, 5], [0, 1], 'begins with the first one seen'],
    [[2, 4, 5], [0, 0, 1], 'also below another branch'],
    [[1, 1], [0, 0], 'does not grow with repetition'],
    [[0, 1, 2], [0, 0, 1], 'is the same after the shell went elsewhere'],
    [[0, 3], [0, 3], "but for what is not the shell's own child"],
  ])('%j → %j: %s', (pids, expected) => expect(levels(...pids)).toEqual(expected));

  it('is one more for the directory of a nested shell', () => {
    const tree = new ShellTree();
    tree.command(descent(1));
    tree.command(descent(2));
    expect([tree.directory(2), tree.directory(2), tree.command(descent(3))]).toEqual([2, 2, 2]);
  });
});

describe('list_login_shells', () => {
  const events = executes('a', 30) + executes('vim', 35);
  const list = (word = '', imitatesAccidents = false): string[] =>
    viewLines(FAMILY + events, 'list_login_shells', { word, textOptions: { imitatesAccidents } });

  it('shows each shell that something was executed below', () => {
    expect(list()).toEqual(['All shells:', '20', '25']);
    expect(list('*')).toEqual(['All shells:', '20', '25']);
  });

  it('can be told what the program is called, and what its arguments contain', () => {
    expect(list('vi')).toEqual(['Shells containing vi:', '25']);
    expect(list('* y')).toEqual(['All shells:', '20', '25']);
    expect(list('* z')).toEqual(['All shells:']);
  });

  it('shows the last one three times where 0.29.3 is imitated', () => {
    expect(list('', true)).toEqual(['All shells:', '25', '25', '25']);
  });

  it('shows the container where that is asked for', () => {
    expect(viewLines(FAMILY + events, 'list_login_shells', { showsContainers: true })[1]).toBe('20 host host');
  });
});
