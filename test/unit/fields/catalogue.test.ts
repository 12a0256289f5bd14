import { describe, expect, it } from 'vitest';
import { FIELDS, findField } from '../../../src/engine/fields/catalogue';
import { checkFilter } from '../../../src/engine/filter/checker';
import { parseFilter } from '../../../src/engine/filter/parser';

describe('the field catalogue', () => {
  it('names every field once', () => {
    expect(new Set(FIELDS.map((field) => field.name)).size).toBe(FIELDS.length);
  });

  it.each(FIELDS.map((field) => [field.name, field] as const))('%s is described in one sentence', (_name, field) => {
    expect(field.description).toMatch(/^.+[.…]$/);
  });

  it.each(FIELDS.map((field) => [field.example, field.name] as const))('%s is a filter on %s', (example, name) => {
    const { root, diagnostics } = parseFilter(example);
    expect([...diagnostics, ...checkFilter(root).diagnostics]).toEqual([]);
    expect(root.kind === 'check' && root.field.name).toBe(name);
  });

  it('knows names exactly', () => {
    expect([findField('proc.name')?.name, findField('proc.nam'), findField('PROC.NAME')]).toEqual([
      'proc.name',
      undefined,
      undefined,
    ]);
  });
});
