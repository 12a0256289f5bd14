import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { type FilePart, overlay } from '../../../src/engine/streams/files/fileContent';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

/** The versions of files, each as `path (as opened): content`. */
function versions(lines: string): string[] {
  const streams = new OpenedStreams(new DrawnTrace(lines).opened);
  const { files } = streams;
  return files.versions.map((version) => {
    const [path, opened] = [files.pathOf(version), files.openedAs(version)];
    return `${path}${path === opened ? '' : ` (${opened})`}: ${streams.fileText(files, version)}`;
  });
}

const OPENED = `
  app (1) > openat
  app (1) < openat fd=3 dirfd=-100 name=/etc/.new flags=3 mode=0`;

describe('a file', () => {
  it('that is written in pieces is their sum', () => {
    expect(
      versions(`${OPENED}
        app (1) > write fd=3 size=2
        app (1) < write res=2 data=ab
        app (1) > write fd=3 size=2
        app (1) < write res=2 data=cd`),
    ).toEqual(['/etc/.new: abcd']);
  });

  it('has the path that it was renamed to, and one version for each writing', () => {
    const write = (text: string): string => `
      app (1) > openat
      app (1) < openat fd=3 dirfd=-100 name=/etc/.new flags=3 mode=0
      app (1) > write fd=3 size=3
      app (1) < write res=3 data=${text}
      app (1) > close fd=3
      app (1) < close res=0
      app (1) > rename
      app (1) < rename res=0 oldpath=/etc/.new newpath=/etc/app.cfg`;
    expect(versions(write('one') + write('two'))).toEqual([
      '/etc/app.cfg (/etc/.new): one',
      '/etc/app.cfg (/etc/.new): two',
    ]);
  });

  it('is not renamed by a rename that failed', () => {
    expect(
      versions(`${OPENED}
        app (1) > write fd=3 size=1
        app (1) < write res=1 data=x
        app (1) > rename
        app (1) < rename res=-13(EACCES) oldpath=/etc/.new newpath=/etc/app.cfg`),
    ).toEqual(['/etc/.new: x']);
  });

  it('that is written over has what was written last', () => {
    expect(
      versions(`${OPENED}
        app (1) > write fd=3 size=6
        app (1) < write res=6 data=abcdef
        app (1) > lseek fd=3 offset=2 whence=0
        app (1) < lseek res=2
        app (1) > write fd=3 size=2
        app (1) < write res=2 data=XY`),
    ).toEqual(['/etc/.new: abXYef']);
  });

  it('takes positions from pwrite, which moves none', () => {
    expect(
      versions(`${OPENED}
        app (1) > write fd=3 size=2
        app (1) < write res=2 data=ab
        app (1) > pwrite fd=3 size=1 pos=0
        app (1) < pwrite res=1 data=Z
        app (1) > write fd=3 size=1
        app (1) < write res=1 data=c`),
    ).toEqual(['/etc/.new: Zbc']);
  });

  it('says where the capture lacks bytes of it', () => {
    expect(
      versions(`${OPENED}
        app (1) > write fd=3 size=9
        app (1) < write res=9 data=ab
        app (1) > write fd=3 size=1
        app (1) < write res=1 data=c`),
    ).toEqual(['/etc/.new: ab⟨7 bytes not in the capture⟩c']);
  });

  it('is shown as it was read by who only read it', () => {
    expect(
      versions(`${OPENED}
        app (1) > read fd=3 size=99
        app (1) < read res=5 data=hello`),
    ).toEqual(['/etc/.new: hello']);
  });
});

describe('overlay', () => {
  it('keeps of each byte what was written there last', () => {
    const part = fc.record({ start: fc.nat(20), bytes: fc.uint8Array({ maxLength: 8 }), missing: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (drawn) => {
        const parts = drawn.map(
          ({ start, bytes, missing }, row): FilePart => ({
            start,
            bytes,
            length: bytes.length + missing,
            row: row as EventRow,
          }),
        );
        const flat = new Map<number, number | 'missing'>();
        for (const { start, bytes, length } of parts) {
          for (let at = 0; at < length; at++) flat.set(start + at, bytes[at] ?? 'missing');
        }
        const found = new Map<number, number | 'missing'>();
        let end = 0;
        for (const { start, bytes, length } of overlay(parts)) {
          expect(start).toBeGreaterThanOrEqual(end);
          for (let at = 0; at < length; at++) found.set(start + at, bytes[at] ?? 'missing');
          end = start + length;
        }
        expect([...found].sort()).toEqual([...flat].sort());
      }),
    );
  });
});
