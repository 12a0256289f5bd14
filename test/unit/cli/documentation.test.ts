import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../support/commandRun';
import { documentedCommands, isPrinted } from '../../support/documentedCommands';

const PROJECT = path.join(__dirname, '..', '..', '..');

describe('docs/investigations.md', () => {
  const page = readFileSync(path.join(PROJECT, 'docs', 'investigations.md'), 'utf8').replaceAll('\r\n', '\n');
  const formerFolder = process.cwd();
  beforeAll(() => process.chdir(PROJECT));
  afterAll(() => process.chdir(formerFolder));

  it.each(documentedCommands(page))('scaplens $args prints what stands there', async ({ args, lines }) => {
    const { status, out, errors } = await runCommand(args);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(isPrinted(out, lines), `what it prints is\n${out}`).toBe(true);
    expect(lines.length).toBeGreaterThan(0);
  });
});
