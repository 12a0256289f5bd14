import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIELDS, findField } from '../../../src/engine/fields/catalogue';
import { UNANSWERED, whyUnanswered } from '../../../src/engine/fields/unanswered';

const TABLE = path.join(__dirname, '..', '..', '..', '..', 'shared', 'facts', 'fields.tsv');
const isPresent = existsSync(TABLE);
if (!isPresent) console.info('skipped: the table of fields of sysdig is not there');

describe.skipIf(!isPresent)('the fields of all versions of sysdig', () => {
  const [, ...rows] = isPresent ? readFileSync(TABLE, 'utf8').trim().split('\n') : [];
  const fields = rows.map((row) => row.split('\t')).map(([, name, type, , , isList]) => ({ name, type, isList }));

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
