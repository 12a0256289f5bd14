import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';

/** Events stand in the file's order; their times say in which order they happened. */
function drawn(lines: string): DrawnTrace {
  return new DrawnTrace(`
    process 100 curl
    fd 100 3 file /etc/hosts
    fd 100 4 file /etc/passwd
    ${lines}`);
}

describe('a capture with a ring per CPU, whose events are not in the order of time', () => {
  it('pairs an exit that stands before its enter event, as soon as a later event shows that no other can come', () => {
    const trace = drawn(`
      1 10:00:00.000000000 0 curl (100) > brk addr=0
      2 10:00:00.000000002 1 curl (100) < read res=5 data="hello"
      3 10:00:00.000000001 0 curl (100) > read fd=3 size=5
      4 10:00:00.000000003 0 curl (100) > brk addr=0`);
    expect(trace.partner(2)).toBe(3);
    expect(trace.partner(3)).toBe(2);
    expect(trace.fd(2)).toBe('3 <f>/etc/hosts');
  });

  it('carries out what such an exit could not do alone', () => {
    const trace = drawn(`
      1 10:00:00.000000000 0 curl (100) > brk addr=0
      2 10:00:00.000000002 1 curl (100) < close res=0
      3 10:00:00.000000001 0 curl (100) > close fd=3
      4 10:00:00.000000003 0 curl (100) > brk addr=0
      5 10:00:00.000000004 0 curl (100) < brk res=0`);
    expect(trace.fd(2)).toBe('3 <f>/etc/hosts');
    expect(trace.fdOf(100, 3, 5)).toBe('');
  });

  it('pairs an exit that stands behind the next enter event of its thread', () => {
    const trace = drawn(`
      1 10:00:00.000000001 0 curl (100) > read fd=3 size=5
      2 10:00:00.000000003 1 curl (100) > write fd=4 size=5
      3 10:00:00.000000002 0 curl (100) < read res=5 data="hello"
      4 10:00:00.000000004 1 curl (100) < write res=5 data="hello"`);
    expect([1, 2, 3, 4].map((event) => trace.partner(event))).toEqual([3, 4, 1, 2]);
    expect(trace.fd(3)).toBe('3 <f>/etc/hosts');
    expect(trace.fd(4)).toBe('4 <f>/etc/passwd');
  });

  it('gives an enter event back to the exit that comes late, where a later exit of the same call had taken it', () => {
    const trace = drawn(`
      1 10:00:00.000000001 0 curl (100) > read fd=3 size=5
      2 10:00:00.000000004 1 curl (100) < read res=6 data="second"
      3 10:00:00.000000002 0 curl (100) < read res=5 data="first"
      4 10:00:00.000000003 0 curl (100) > read fd=4 size=6
      5 10:00:00.000000005 0 curl (100) > brk addr=0`);
    expect(trace.partner(3)).toBe(1);
    expect(trace.partner(2)).toBe(4);
    expect(trace.fd(3)).toBe('3 <f>/etc/hosts');
    expect(trace.fd(2)).toBe('4 <f>/etc/passwd');
  });

  it('never pairs an exit with an enter event that happened after it', () => {
    const trace = drawn(`
      1 10:00:00.000000005 0 curl (100) > read fd=3 size=5
      2 10:00:00.000000001 1 curl (100) < read res=5 data="hello"`);
    expect(trace.partner(1)).toBe(0);
    expect(trace.partner(2)).toBe(0);
  });

  it('keeps the rows in the order of the file', () => {
    const trace = drawn(`
      1 10:00:00.000000009 0 curl (100) > brk addr=0
      2 10:00:00.000000001 1 curl (100) < brk res=0`);
    expect(trace.line(1)).toContain('10:00:00.000000009');
    expect(trace.line(2)).toContain('10:00:00.000000001');
  });
});
