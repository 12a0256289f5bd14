import { describe, expect, it } from 'vitest';
import { captureInfo } from '../../../src/engine/info/captureInfo';
import { TimeOrder } from '../../../src/engine/info/timeOrder';
import { noticesOf, noticesOfLacks, noticesOfRecording } from '../../../src/session/notices';
import type { CaptureNotice } from '../../../src/session/protocol';
import { CaptureWriter } from '../../support/captureWriter';
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
  it('that warns is not there for a healthy capture: cut buffers, unknown threads and some us of disorder are usual', () => {
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

  it('says that time runs backwards, and how far', () => {
    expect(noticesFor(drawnCapture(late('10:00:00.995000000'))).map(({ message }) => message)).toEqual([
      '1 event is older than one before, by up to 5.00ms.',
    ]);
  });
});

describe('the notice about the whole recording', () => {
  const messagesFor = (capture: Uint8Array): string[] => {
    const { trace, damage } = openTrace(capture);
    return noticesOfRecording(captureInfo(trace, damage)).map(({ message }) => message);
  };

  it('is harmless, and not there where nothing is lacking', () => {
    expect(messagesFor(drawnCapture('process 10 sh\nsh (10) > getcwd'))).toEqual([]);
    const { trace, damage } = openTrace(loadCapture(OWN_FIXTURES, 'dns-ndots-paired'));
    expect(noticesOfRecording(captureInfo(trace, damage))).toMatchObject([{ severity: 'info', reason: 'recording' }]);
  });

  it('names cut buffers, with how many bytes are missing', () => {
    const capture = drawnCapture('process 10 sh\nsh (10) < read res=100 data=abc\nsh (10) < read res=50 data=abc');
    expect(messagesFor(capture)[0]).toMatch(/^2 buffers cut, most of them at 3 bytes, without 144 bytes\. Written by/);
  });

  it('names threads that were never seen beginning, with their events', () => {
    const capture = drawnCapture('unlisted 300\n<NA> (300) > getcwd\n<NA> (300) > getcwd');
    expect(messagesFor(capture)[0]).toMatch(/^2 events are of 1 thread that the recording never saw beginning\./);
  });

  it('names a little disorder; much of it has a notice of its own', () => {
    const lines = (by: string): Uint8Array => drawnCapture(`process 10 sh\n${late(by)}`);
    expect(messagesFor(lines('10:00:00.999900000'))[0]).toMatch(/^1 event is older than one before, by up to 100us\./);
    expect(messagesFor(lines('10:00:00.995000000'))).toEqual([]);
  });
});

describe('block types and event types that nobody knows', () => {
  it('have a notice each, with their count', () => {
    const capture = new CaptureWriter().section().machine();
    for (let times = 0; times < 3; times++) capture.block(0x7777, new Uint8Array(4));
    const { damage } = openTrace(capture.bytes);
    expect(noticesOf(damage)).toMatchObject([{ severity: 'warning', reason: 'unknown-block' }]);
    expect(noticesOf(damage)[0].message).toMatch(/3 in all/);
  });
});
