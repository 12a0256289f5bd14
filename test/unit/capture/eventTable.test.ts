import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, EventFlag, parameterIndex } from '../../../src/engine/capture/eventTable';
import { EventCode } from '../../../src/engine/capture/tables/eventCodes';

const FACTS = path.resolve(__dirname, '../../../../shared/facts/events.tsv');

describe('the event table', () => {
  it('gives every id its place, enters even and exits odd', () => {
    EVENT_TYPES.forEach((type, index) => {
      expect([type.id, type.direction]).toEqual([index, index % 2 === 0 ? '>' : '<']);
    });
  });

  it('has a constant for every type', () => {
    expect(Object.values(EventCode)).toEqual(EVENT_TYPES.map((type) => type.id));
  });

  it('names the parameter that holds the fd of a type that uses one', () => {
    for (const type of EVENT_TYPES.filter(({ flags }) => (flags & EventFlag.USES_FD) !== 0)) {
      if (type.fdParameter >= 0) expect(type.parameters[type.fdParameter]?.type).toMatch(/^FD/);
    }
  });

  it('finds parameters by name', () => {
    const type = EVENT_TYPES[EventCode.SYSCALL_READ_X];
    expect([parameterIndex(type, 'data'), parameterIndex(type, 'nothing')]).toEqual([1, -1]);
  });

  const isPresent = existsSync(FACTS);
  if (!isPresent) console.warn('SKIPPED: the event table against the facts: ../shared/facts is not there.');

  it.skipIf(!isPresent)('has the names, parameters and flags of the recorded facts', () => {
    const rows = readFileSync(FACTS, 'utf8').trimEnd().split('\n').slice(1);
    expect(EVENT_TYPES).toHaveLength(rows.length);
    for (const line of rows) {
      const [id, , name, , category, flags, count, parameters = ''] = line.split('\t');
      const type = EVENT_TYPES[Number(id)];
      expect([type.name, type.categories.join('|')]).toEqual([name, category]);
      expect(type.parameters).toHaveLength(Number(count));
      const names = parameters === '' ? [] : parameters.split(' ').map((parameter) => parameter.split(':')[0]);
      expect(type.parameters.map((parameter) => parameter.name)).toEqual(names);
      const known = Object.entries(EventFlag).filter(([, bit]) => (type.flags & bit) !== 0);
      expect(new Set(known.map(([flag]) => flag))).toEqual(
        new Set(flags.split('|').filter((flag) => flag in EventFlag)),
      );
    }
  });
});
