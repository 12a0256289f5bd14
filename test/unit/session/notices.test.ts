import { describe, expect, it } from 'vitest';
import { TimeOrder } from '../../../src/engine/info/timeOrder';
import { noticesOfLacks } from '../../../src/session/notices';
import type { CaptureNotice } from '../../../src/session/protocol';
import { drawnCapture } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { openTrace } from '../../support/openedTrace';

function noticesFor(capture: Uint8Array): CaptureNotice[] {
  const { trace } = openTrace(capture);
  const order = new TimeOrder(trace);
  order.advance();
  return noticesOfLacks(trace.origin, order);
}

const late = (by: string): string => `
  1 10:00:01.000000000 0 sh (10) > getcwd
  2 ${by} 1 sh (10) > getcwd
`;

describe('a notice about the recording', () => {
  it('is not there for a healthy capture: cut buffers, unknown threads and some us of disorder are usual', () => {
    expect(noticesFor(loadCapture(OWN_FIXTURES, 'dns-ndots-paired'))).toEqual([]);
    expect(noticesFor(loadCapture(OWN_FIXTURES, 'overlay-collision-exits'))).toEqual([]);
    expect(noticesFor(drawnCapture(late('10:00:00.999900000')))).toEqual([]);
  });

  it('says in one sentence that events were dropped', () => {
    const [notice, ...more] = noticesFor(drawnCapture('<NA> (0) > drop ratio=8\n<NA> (0) < drop ratio=8'));
    expect(notice).toEqual({
      severity: 'info',
      reason: 'incomplete-recording',
      message: 'The recorder could not keep up and dropped events, keeping as few as one of 8; it said so 2 times.',
    });
    expect(more).toEqual([]);
  });

  it('says that time runs backwards, and what the list makes of it', () => {
    expect(noticesFor(drawnCapture(late('10:00:00.995000000'))).map(({ message }) => message)).toEqual([
      '1 event is older than one before, by up to 5.00ms; the list keeps the order of the file.',
    ]);
  });
});
