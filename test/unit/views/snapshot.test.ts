import { describe, expect, it } from 'vitest';
import { type EventRow, NO_FD } from '../../../src/engine/base/brands';
import { openTypes } from '../../../src/engine/fields/readers/openFds';
import { FieldValue } from '../../../src/engine/fields/value';
import { compileFilter } from '../../../src/engine/filter/filter';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { Snapshot } from '../../../src/engine/views/state/snapshot';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

/** Switches after which a process has another size each time, and another execution between them. */
const CAPTURE = drawnCapture(`
  process 10 sh
  sh (10) > switch next=1 pgft_maj=0 pgft_min=1 vm_size=100 vm_rss=1 vm_swap=0
  sh (10) > getuid
  sh (10) > switch next=1 pgft_maj=0 pgft_min=2 vm_size=200 vm_rss=1 vm_swap=0
  sh (10) > getuid
`);

describe('a snapshot of a capture that is being read', () => {
  it.each([
    ['proc.vmsize=200', [2, 3]],
    ['thread.pfminor=2', [2, 3]],
    ['proc.vmsize=100', [0, 1]],
  ])('does not end what is known of later events: %s', (text, expected) => {
    const { events } = openTrace(CAPTURE).trace;
    const half = events.offset(2 as EventRow);
    const builder = new TraceBuilder();
    const context = { trace: builder.trace, raw: new RawEvents(builder.trace, new MemorySource(CAPTURE)) };
    builder.feed(CAPTURE.subarray(0, half));
    const snapshot = new Snapshot(context, 1 as EventRow);
    for (const thread of snapshot.threads()) {
      snapshot.turnTo({ thread, fd: NO_FD });
      const early = compileFilter(text, snapshot.context);
      if (early.accepted) early.filter.satisfies(snapshot.row);
    }
    builder.feed(CAPTURE.subarray(half));
    const outcome = compileFilter(text, context);
    if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
    const rows = [0, 1, 2, 3].filter((row) => outcome.filter.satisfies(row as EventRow));
    expect(rows).toEqual(expected);
  });
});

describe('what all fds of a thread are', () => {
  it('is asked anew for each thread of a snapshot, whose row stays the same', () => {
    const { trace, raw } = openTrace(
      drawnCapture(`
        process 10 sh
        process 20 web
        fd 10 3 file /etc/hosts
        fd 20 3 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
        sh (10) > getuid
      `),
    );
    const snapshot = new Snapshot({ trace, raw }, 0 as EventRow);
    const value = new FieldValue();
    const types = snapshot.threads().map((thread) => {
      snapshot.turnTo({ thread, fd: snapshot.fds(thread)[0] });
      return openTypes.readItem(snapshot.context, snapshot.row, 0, value) ? value.text : undefined;
    });
    expect(types).toEqual(['file', 'ipv4']);
  });
});
