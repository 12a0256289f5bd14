import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CaptureParts } from '../../../src/session/node/captureParts';
import { GrowingInput } from '../../../src/session/node/growingInput';
import { GrowingParts } from '../../../src/session/node/growingParts';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();
let captures = 0;

/** A capture in parts, whose folder is there. */
function parts(): CaptureParts {
  const made = new CaptureParts(files.path(`parts-${captures++}.scap`));
  mkdirSync(made.folder);
  return made;
}

function textAt(bytes: GrowingParts, offset: number): string {
  const target = new Uint8Array(100);
  return Buffer.from(target.subarray(0, bytes.read(offset, target))).toString();
}

describe('a capture that is recorded in parts', () => {
  it('is read as one file that grows', () => {
    const written = parts();
    writeFileSync(written.part(0), 'first ');
    const bytes = new GrowingParts(written.capture);
    expect(textAt(bytes, 0)).toBe('first ');
    expect(textAt(bytes, 6)).toBe('');
    appendFileSync(written.part(0), 'part, ');
    // It is there before it has bytes, which says nothing of the one before it.
    writeFileSync(written.part(1), '');
    expect(textAt(bytes, 6)).toBe('part, ');
    appendFileSync(written.part(1), 'second');
    writeFileSync(written.part(2), '!');
    expect(bytes.size).toBe('first part, second!'.length);
    expect(textAt(bytes, 12)).toBe('second');
    expect(textAt(bytes, 3)).toBe('st part, ');
    bytes.close();
  });

  it('takes what was written to a part before the next one began', () => {
    const written = parts();
    writeFileSync(written.part(0), 'a');
    const bytes = new GrowingParts(written.capture);
    expect(textAt(bytes, 0)).toBe('a');
    appendFileSync(written.part(0), 'b');
    writeFileSync(written.part(1), 'c');
    expect([textAt(bytes, 1), textAt(bytes, 2)]).toEqual(['b', 'c']);
    bytes.close();
  });

  it('begins with what a reader has to know where earlier parts were dropped', () => {
    const written = parts();
    writeFileSync(written.start(4), 'known: ');
    writeFileSync(written.part(4), 'events');
    written.beginning = { part: 4, eventsBefore: 12_345 };
    const bytes = new GrowingParts(written.capture);
    expect(bytes.eventsBefore).toBe(12_345);
    expect(textAt(bytes, 0) + textAt(bytes, 7)).toBe('known: events');
    bytes.close();
  });

  it('stays readable where it is dropped meanwhile', () => {
    const written = parts();
    writeFileSync(written.part(0), 'dropped');
    writeFileSync(written.part(1), 'kept');
    const bytes = new GrowingParts(written.capture);
    expect(textAt(bytes, 7)).toBe('kept');
    rmSync(written.part(0));
    expect(textAt(bytes, 0)).toBe('dropped');
    bytes.close();
  });

  it('says so where what comes next was dropped before it was read', () => {
    const written = parts();
    writeFileSync(written.part(0), 'read');
    const bytes = new GrowingParts(written.capture);
    expect(textAt(bytes, 4)).toBe('');
    written.beginning = { part: 2, eventsBefore: 7 };
    expect(() => textAt(bytes, 4)).toThrow('was dropped before it could be read');
    bytes.close();
  });

  it('says why it cannot be opened', () => {
    const capture = files.path('none.scap');
    expect(() => GrowingInput.open({ path: capture, growing: 'parts' })).toThrow(
      'The file cannot be opened: it does not exist.',
    );
  });
});
