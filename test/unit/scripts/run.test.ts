import { describe, expect, test } from 'vitest';
import { CommandFailed, run } from '../../../scripts/support/run.mjs';

/** Starts another program, which writes to the same output, and goes on for ever as that does. */
const STARTS_ANOTHER = `
const goOn = 'setInterval(() => {}, 1000);';
require('node:child_process').spawn(process.execPath, ['-e', goOn], { stdio: 'inherit' });
process.kill(process.ppid, 'SIGUSR2');
eval(goOn);
`;

describe.skipIf(process.platform === 'win32')('a program that is run with a signal', () => {
  test('ends with it, and so does what it has started', async () => {
    const ending = new AbortController();
    process.once('SIGUSR2', () => ending.abort());
    // Its output is read to the end, which is there only when nobody can write to it any more.
    const ended = run(process.execPath, ['-e', STARTS_ANOTHER], { quiet: true, signal: ending.signal });
    await expect(ended).rejects.toThrow(CommandFailed);
  });

  test('does not begin once that has come', async () => {
    await expect(run(process.execPath, ['-e', ''], { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
  });
});
