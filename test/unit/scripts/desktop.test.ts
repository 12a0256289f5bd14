import { describe, expect, test } from 'vitest';
import { desktopCommand, UnquotablePath } from '../../../scripts/support/desktop.mjs';

describe('the command that opens the sample in a desktop VS Code', () => {
  test('passes arguments as they are where a program can be run directly', () => {
    expect(
      desktopCommand('linux', '/usr/bin/code', '/home/a b', '/home/a b/sample', '/home/a b/sample/x.scap'),
    ).toEqual({
      file: '/usr/bin/code',
      args: ['--extensionDevelopmentPath=/home/a b', '--new-window', '/home/a b/sample', '/home/a b/sample/x.scap'],
      shell: false,
    });
  });

  test('quotes every argument on Windows, whose code.cmd only a shell can run', () => {
    expect(
      desktopCommand('win32', 'C:\\VS Code\\bin\\code.cmd', 'C:\\a & b', 'C:\\a & b\\s', 'C:\\a & b\\s\\x.scap'),
    ).toEqual({
      file: '"C:\\VS Code\\bin\\code.cmd"',
      args: ['"--extensionDevelopmentPath=C:\\a & b"', '"--new-window"', '"C:\\a & b\\s"', '"C:\\a & b\\s\\x.scap"'],
      shell: true,
    });
  });

  test.for(['C:\\100%PATH%', 'C:\\a" & calc "'])('refuses what that shell would read anew: %s', (folder) => {
    expect(() => desktopCommand('win32', 'code.cmd', folder, folder, folder)).toThrow(UnquotablePath);
  });
});
