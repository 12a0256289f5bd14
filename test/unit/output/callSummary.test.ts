import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { CallSummary } from '../../../src/engine/output/callSummary';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

describe('the summary of calls', () => {
  it('counts events by direction and name, most first and ties by name', () => {
    const opened = openTrace(
      drawnCapture(`
        curl (100) > read fd=3 size=1
        curl (100) < read res=1 data=a
        curl (100) > close fd=3
        curl (100) < close res=0
        curl (100) > read fd=4 size=1
        curl (100) < read res=1 data=b
        curl (100) > read fd=4 size=1
        curl (100) > procinfo cpu_usr=1 cpu_sys=2
      `),
    );
    const summary = new CallSummary(opened);
    for (let row = 0; row < opened.trace.events.length; row++) summary.add(row as EventRow);
    expect(summary.text()).toBe(`----------------------
Event           #Calls
----------------------
> read            3
< read            2
< close           1
> close           1
> procinfo        1
`);
  });

  it('names generic events by their system call', () => {
    const opened = openTrace(drawnCapture('curl (100) > syscall ID=1 nativeID=0'));
    const summary = new CallSummary(opened);
    summary.add(0 as EventRow);
    expect(summary.text().split('\n')[3]).toMatch(/^> (?!syscall)\S+ +1$/);
  });
});
