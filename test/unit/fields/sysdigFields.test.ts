import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIELDS, findField } from '../../../src/engine/fields/catalogue';
import { UNANSWERED, whyUnanswered } from '../../../src/engine/fields/unanswered';
import { checkFilter } from '../../../src/engine/filter/checker';
import { parseFilter } from '../../../src/engine/filter/parser';

const TABLE = path.join(__dirname, '..', '..', '..', '..', 'shared', 'facts', 'fields.tsv');
const isPresent = existsSync(TABLE);
if (!isPresent) console.info('skipped: the table of fields of sysdig is not there');

describe.skipIf(!isPresent)('the fields of all versions of sysdig', () => {
  const [, ...rows] = isPresent ? readFileSync(TABLE, 'utf8').trim().split('\n') : [];
  const fields = rows
    .map((row) => row.split('\t'))
    .map(([, name, type, , , isList, , extra, first, last]) => ({ name, type, isList, extra, first, last }));

  /** Whether a filter is refused. */
  function isRefused(filter: string): boolean {
    const { root, diagnostics } = parseFilter(filter);
    return [...diagnostics, ...checkFilter(root).diagnostics].some(({ severity }) => severity === 'error');
  }

  /** A field as its example writes it, with an argument where it needs one. */
  function written(name: string): string {
    const { argument, example = '' } = findField(name) ?? {};
    return argument?.required ? (/^(?:\[[^\]]*\]|[\w.])+/.exec(example)?.[0] ?? name) : name;
  }

  it('are in the catalogue, or it is said why not', () => {
    const unexplained = fields.filter(({ name }) => !findField(name) && whyUnanswered(name) === undefined);
    expect(unexplained.map(({ name }) => name)).toEqual([]);
  });

  it('are explained only where they are missing', () => {
    expect(FIELDS.filter(({ name }) => UNANSWERED.some((each) => each.name === name)).map(({ name }) => name)).toEqual(
      [],
    );
    const names = fields.map(({ name }) => name);
    const invented = UNANSWERED.filter(({ name }) => !names.some((each) => each === name || each.startsWith(name)));
    expect(invented).toEqual([]);
  });

  it('have the same types', () => {
    const different = fields.flatMap(({ name, type, isList }) => {
      const field = findField(name);
      if (!field || type === 'DYN') return [];
      const isSame = field.type === type && (field.isList ?? false) === (isList === 'yes');
      return isSame ? [] : [`${name}: ${type} ${isList}, not ${field.type}`];
    });
    expect(different).toEqual([]);
  });

  it('came and went with the same versions', () => {
    const version = (told: string): string => told.replace('-', ' ').replace(/\(.*/, '');
    const different = fields.flatMap(({ name, first, last }) => {
      const field = findField(name);
      if (!field) return [];
      const isSame = field.since === version(first) && (field.until ?? 'current') === version(last);
      return isSame ? [] : [`${name}: ${first} to ${last}, not ${field.since} to ${field.until}`];
    });
    expect(different).toEqual([]);
  });

  it('stand to the right of a comparison, and in transformers, only where sysdig allows it', () => {
    const answered = fields.filter(({ name }) => findField(name));
    const notRight = answered.filter(({ extra }) => extra.includes('no field on right side'));
    const notTransformed = answered.filter(({ extra }) => extra.includes('no transformer'));
    expect(notRight.filter(({ name }) => !isRefused(`${written(name)} = val(${written(name)})`))).toEqual([]);
    expect(notTransformed.filter(({ name }) => !isRefused(`toupper(${written(name)}) = A`))).toEqual([]);
    const free = answered.filter(
      ({ name, type, isList, extra }) =>
        type === 'CHARBUF' && isList === 'no' && !extra.includes('no ') && findField(name)?.only === undefined,
    );
    expect(free.length).toBeGreaterThan(100);
    expect(free.filter(({ name }) => isRefused(`toupper(${written(name)}) = val(${written(name)})`))).toEqual([]);
  });
});

describe('why a field is not answered', () => {
  it.each([
    ['span.id', /tracers/],
    ['evtin.span.p.tag[0]', /tracers/],
    ['util.cnt', /counts/],
    ['proc.name', undefined],
  ])('%s', (name, reason) => {
    if (reason) expect(whyUnanswered(name)).toMatch(reason);
    else expect(whyUnanswered(name)).toBeUndefined();
  });
});
