import { describe, expect, it } from 'vitest';
import { unescaped } from '../../../src/engine/output/escapes';

describe('the escapes of a format', () => {
  it.each([
    ['\\n', '\n'],
    ['\\t', '\t'],
    ['\\e[0m', '\x1b[0m'],
    ['\\\\', '\\'],
    ['\\\\n', '\\n'],
    ['\\q', '\\q'],
    ['a\\', 'a\\'],
    ['\\\\\\n', '\\\n'],
    ['%evt.num', '%evt.num'],
  ])('%s', (written, meant) => {
    expect(unescaped(written)).toBe(meant);
  });
});
