import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { blockType } from '../../../src/engine/capture/blockTypes';
import { EventRun } from '../../../src/engine/capture/eventRun';
import { StateMachine } from '../../../src/engine/state/stateMachine';
import { EventPass } from '../../../src/engine/trace/eventPass';
import { Trace } from '../../../src/engine/trace/trace';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

describe('the pass over events', () => {
  it('keeps where each stands in a capture, below and above each 4 GiB', () => {
    const capture = drawnCapture('sh (10) > close fd=3\nsh (10) < close res=0\nsh (10) > getcwd\nsh (10) > getuid');
    const { events } = openTrace(capture).trace;
    const places = Array.from({ length: events.length }, (_, row) => events.offset(row as EventRow));
    const view = new DataView(capture.buffer, capture.byteOffset, capture.byteLength);
    const type = blockType(view.getUint32(places[0], true));
    if (!type) throw new Error('The capture has no events.');

    const trace = new Trace();
    const pass = new EventPass(trace, new StateMachine(trace), () => false);
    const run = new EventRun(() => {});
    // The third event is the first one above; then comes the same again, many GiB on.
    const bases = [2 ** 32 - places[2] + 4, 2 ** 36];
    for (const base of bases) {
      run.begin(type, capture, view, places[0], capture.length, base + places[0]);
      pass.run(run);
    }
    const expected = bases.flatMap((base) => places.map((place) => base + place));
    expect(expected.map((_, row) => trace.events.offset(row as EventRow))).toEqual(expected);
    expect(expected.filter((offset) => offset < 2 ** 32)).toHaveLength(2);
  });
});
