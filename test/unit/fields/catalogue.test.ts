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

  const inFilters = FIELDS.filter((field) => field.only !== 'formats');

  it.each(inFilters.map((field) => [field.example, field.name] as const))('%s is a filter on %s', (example, name) => {
    const { root, diagnostics } = parseFilter(example);
    const checked = checkFilter(root);
    const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
    expect([...diagnostics, ...errors]).toEqual([]);
    expect(checked.root?.kind === 'check' && checked.root.field.field.name).toBe(name);
  });

  it.each(FIELDS.filter((field) => field.only === 'formats').map((field) => [field.example, field.name] as const))(
    '%s is a format with %s',
    (example, name) => expect(example).toBe(`%${name}`),
  );

  it.each(FIELDS.map((field) => [field.name, field] as const))(
    '%s is read with or without an argument',
    (_name, field) => {
      expect(field.readers !== undefined || field.argument?.required === true).toBe(true);
    },
  );

  it('knows names exactly', () => {
    expect([findField('proc.name')?.name, findField('proc.nam'), findField('PROC.NAME')]).toEqual([
      'proc.name',
      undefined,
      undefined,
    ]);
  });
});
