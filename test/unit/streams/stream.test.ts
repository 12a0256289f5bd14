import { describe, expect, it } from 'vitest';
import { StreamIndex } from '../../../src/engine/streams/streamIndex';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { drawnCapture } from '../../support/drawnCapture';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

function streams(lines: string): OpenedStreams {
  return new OpenedStreams(new DrawnTrace(lines).opened);
}

const OPENED = `
  app (1) > open
  app (1) < open fd=3 name=/tmp/a flags=3 mode=0`;

describe('a stream', () => {
  it('is what was read and written, each direction for itself', () => {
    const drawn = streams(`${OPENED}
      app (1) > write fd=3(<f>/tmp/a) size=3
      app (1) < write res=3 data=one
      app (1) > read fd=3(<f>/tmp/a) size=9
      app (1) < read res=3 data=two
      app (1) > write fd=3(<f>/tmp/a) size=5
      app (1) < write res=5 data=three`);
    expect([drawn.text(4, 'written'), drawn.text(4, 'read')]).toEqual(['onethree', 'two']);
    expect(drawn.stream(4).pieces).toMatchObject([
      { row: 3, direction: 2, start: 0, length: 3 },
      { row: 5, direction: 1, start: 0, length: 3 },
      { row: 7, direction: 2, start: 3, length: 5 },
    ]);
  });

  it('marks a call that failed, which moved nothing', () => {
    const drawn = streams(`${OPENED}
      app (1) > read fd=3(<f>/tmp/a) size=9
      app (1) < read res=-11(EAGAIN) data=NULL
      app (1) > read fd=3(<f>/tmp/a) size=9
      app (1) < read res=1 data=x`);
    expect(drawn.stream(4).pieces).toMatchObject([
      { row: 3, failed: true, length: 0, start: 0 },
      { row: 5, failed: false, length: 1, start: 0 },
    ]);
  });

  it('has gaps where the capture holds less than was moved', () => {
    const drawn = streams(`${OPENED}
      app (1) > write fd=3(<f>/tmp/a) size=10
      app (1) < write res=10 data=abcd
      app (1) > write fd=3(<f>/tmp/a) size=2
      app (1) < write res=2 data=ef`);
    expect(drawn.text(4, 'written')).toBe('abcd‹6›ef');
    expect(drawn.directionBytes(4, 'written').missing(2, 11)).toBe(6);
  });

  it('counts what was sent from a file, whose bytes no event has', () => {
    const drawn = streams(`${OPENED}
      app (1) > write fd=3(<f>/tmp/a) size=4
      app (1) < write res=4 data=head
      app (1) > sendfile out_fd=3(<f>/tmp/a) in_fd=9 offset=0 size=612
      app (1) < sendfile res=612 offset=612
      app (1) > write fd=3(<f>/tmp/a) size=4
      app (1) < write res=4 data=tail`);
    expect(drawn.text(4, 'written')).toBe('head‹612›tail');
  });

  it('goes on through a duplicate of the fd', () => {
    const drawn = streams(`${OPENED}
      app (1) > write fd=3(<f>/tmp/a) size=1
      app (1) < write res=1 data=a
      app (1) > dup fd=3(<f>/tmp/a)
      app (1) < dup res=7(<f>/tmp/a)
      app (1) > close fd=3(<f>/tmp/a)
      app (1) < close res=0
      app (1) > write fd=7(<f>/tmp/a) size=1
      app (1) < write res=1 data=b`);
    expect(drawn.text(4, 'written')).toBe('ab');
    expect(drawn.fileOf(10)).toBe(drawn.fileOf(4));
  });

  it('ends where the fd is closed: what is opened under its number is another file', () => {
    const drawn = streams(`${OPENED}
      app (1) > write fd=3(<f>/tmp/a) size=1
      app (1) < write res=1 data=a
      app (1) > close fd=3(<f>/tmp/a)
      app (1) < close res=0
      app (1) > open
      app (1) < open fd=3 name=/tmp/a flags=3 mode=0
      app (1) > write fd=3(<f>/tmp/a) size=1
      app (1) < write res=1 data=b`);
    expect([drawn.text(4, 'written'), drawn.text(10, 'written')]).toEqual(['a', 'b']);
  });

  it('is the same for a process that inherited the fd', () => {
    const drawn = streams(`${OPENED}
      app (1) > clone
      app (1) < clone res=2 exe=app args=NULL tid=1 pid=1 ptid=0 cwd=/ fdlimit=1024 pgft_maj=0 pgft_min=0 vm_size=0 vm_rss=0 vm_swap=0 comm=app cgroups=NULL flags=0 uid=0 gid=0 vtid=1 vpid=1
      app (2) < clone res=0 exe=app args=NULL tid=2 pid=2 ptid=1 cwd=/ fdlimit=1024 pgft_maj=0 pgft_min=0 vm_size=0 vm_rss=0 vm_swap=0 comm=app cgroups=NULL flags=0 uid=0 gid=0 vtid=2 vpid=2
      app (2) > write fd=3(<f>/tmp/a) size=5
      app (2) < write res=5 data=child
      app (1) > write fd=3(<f>/tmp/a) size=6
      app (1) < write res=6 data=parent`);
    expect(drawn.text(7, 'written')).toBe('childparent');
  });

  it('follows the order of time, not of the file', () => {
    const drawn = streams(`
      1 10:00:00.000000001 0 app (1) > open
      2 10:00:00.000000002 0 app (1) < open fd=3 name=/tmp/a flags=3 mode=0
      3 10:00:00.000000005 0 app (1) > write fd=3(<f>/tmp/a) size=1
      4 10:00:00.000000006 0 app (1) < write res=1 data=b
      5 10:00:00.000000003 1 app (1) > write fd=3(<f>/tmp/a) size=1
      6 10:00:00.000000004 1 app (1) < write res=1 data=a`);
    expect(drawn.text(4, 'written')).toBe('ab');
  });

  it('of an fd of which nothing is known is told by process and number', () => {
    const drawn = streams(`
      process 1 app fdLimit=1024
      process 2 app fdLimit=1024
      app (1) > write fd=9 size=1
      app (1) < write res=1 data=a
      app (2) > write fd=9 size=1
      app (2) < write res=1 data=b`);
    expect([drawn.text(2, 'written'), drawn.text(4, 'written')]).toEqual(['a', 'b']);
  });

  it('grows with the trace', () => {
    const capture = drawnCapture(`${OPENED}
      app (1) > write fd=3(<f>/tmp/a) size=1
      app (1) < write res=1 data=a
      app (1) > write fd=3(<f>/tmp/a) size=1
      app (1) < write res=1 data=b`);
    const builder = new TraceBuilder();
    const index = new StreamIndex(builder.trace);
    const half = capture.length - 60;
    builder.feed(capture.subarray(0, half));
    index.update();
    const [file] = index.files;
    const before = [...index.rowsOf(file)];
    builder.feed(capture.subarray(half));
    index.update();
    expect([before, [...index.rowsOf(file)]]).toEqual([[3], [3, 5]]);
  });
});
