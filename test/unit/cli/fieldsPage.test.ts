import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldsPage } from '../../../src/cli/fieldsPage';
import { FIELDS } from '../../../src/engine/fields/catalogue';

describe('the page about fields', () => {
  it('is what docs/fields.md has: npm run docs writes it', () => {
    const file = path.join(__dirname, '..', '..', '..', 'docs', 'fields.md');
    expect(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).toBe(fieldsPage());
  });

  it('has every field once', () => {
    const page = fieldsPage();
    for (const { name } of FIELDS) expect(page.split(`\n| \`${name}\` |`)).toHaveLength(2);
  });

  it('has tables whose rows have as many cells as their heads', () => {
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    for (const table of fieldsPage().split('\n\n')) {
      const rows = table.split('\n').filter((line) => line.startsWith('|'));
      for (const row of rows) expect(cells(row)).toBe(cells(rows[0]));
    }
  });
});
