import { describe, expect, it } from 'vitest';
import { NO_FD } from '../../../src/engine/base/brands';
import { ownFdParameter, tellsText } from '../../../src/engine/fields/ownFd';
import { textsOf } from '../../../src/engine/fields/readers/eventTexts';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { openTrace, shownRows } from '../../support/openedTrace';

describe.each([
  'confd-template-classic',
  'dns-ndots-classic',
  'mixed-syscalls-classic',
  'overlay-collision-exits',
  'overlay-collision-paired',
  'overlay-http-exits',
  'unix-docker-api-classic',
])('%s', (capture) => {
  const opened = openTrace(loadCapture(OWN_FIXTURES, capture));
  const { trace, raw } = opened;
  const texts = textsOf(opened);

  it('has in each event that is about an fd the number of the version that the row has', () => {
    const wrong = [...shownRows(opened)].filter((row) => {
      const index = ownFdParameter(trace.events.type(row));
      const version = trace.events.fd(row);
      if (index < 0 || !tellsText(texts, version)) return false;
      const event = raw.read(row);
      return event.parameterLength(index) !== 8 || event.int64(index, -1) !== trace.fds.number(version);
    });
    expect(wrong).toEqual([]);
  });

  it('has in the row of an event what its thread calls by that number', () => {
    const wrong = [...shownRows(opened)].filter((row) => {
      const version = trace.events.fd(row);
      const thread = trace.events.thread(row);
      if (!trace.fds.isKnown(version)) return false;
      return trace.fds.at(trace.threads.get(thread, 'fdTable'), trace.fds.number(version), row) !== version;
    });
    expect(wrong).toEqual([]);
  });

  it('has in each row of such an event a version', () => {
    const without = [...shownRows(opened)].filter(
      (row) => ownFdParameter(trace.events.type(row)) >= 0 && trace.events.fd(row) === NO_FD,
    );
    expect(without).toEqual([]);
  });
});
