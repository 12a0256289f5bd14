import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../src/engine/fields/catalogue';
import { EVENT_COLUMNS } from '../../../webview/capture/eventColumns';
import { COLUMN_PRESETS, FIELD_COLUMNS, fieldsOf } from '../../../webview/capture/fieldColumns';

describe('columns of fields', () => {
  it('show fields of the catalogue', () => {
    const names = FIELDS.map(({ name }) => name);
    expect(FIELD_COLUMNS.map(({ id }) => id).filter((id) => !names.includes(id))).toEqual([]);
  });

  it('are not shown until somebody wants them', () => {
    expect(FIELD_COLUMNS.every(({ optional }) => optional)).toBe(true);
  });

  it('are the only ones whose texts have to be asked for', () => {
    expect(fieldsOf(['number', 'fd.cip', 'fd', 'gone'])).toEqual(['fd.cip']);
  });
});

describe('the presets', () => {
  it('name columns that there are, each once', () => {
    const ids = [...EVENT_COLUMNS, ...FIELD_COLUMNS].map(({ id }) => id);
    for (const { columns } of COLUMN_PRESETS) {
      expect(columns.filter((column) => !ids.includes(column))).toEqual([]);
      expect(new Set(columns).size).toBe(columns.length);
    }
  });
});
