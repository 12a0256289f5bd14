import fs from 'node:fs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { canServePasswords } from '../../support/remote/sshServer';
import { screenshot } from '../support/artifacts';
import type { Stage } from './stage';

if (!canServePasswords) console.log('SKIPPED: a password in the window, which takes root and openssl here.');

/** What ssh asks is asked in the window. */
export function logins(onStage: () => Stage): void {
  let stage: Stage;

  beforeAll(() => {
    stage = onStage();
  });

  afterEach(({ task }) => stage.clear(task));

  const question = (text: RegExp) => stage.quickInput().getByText(text);
  const emptyLine = () => expect.poll(() => stage.quickLine().inputValue()).toBe('');

  test('asks for the passphrase of a key, again where it was wrong, and shows nothing of what is typed', async () => {
    await stage.host('locked', { passphrase: 'correct horse' });
    await stage.pickHost('locked');
    await stage.titled('ssh');
    await question(/Enter passphrase for key/).waitFor();
    expect(await stage.quickLine().getAttribute('type')).toBe('password');
    await screenshot(stage.page, 'remote-passphrase');
    await stage.answer('ssh', 'wrong horse');
    await emptyLine();
    await stage.answer('ssh', 'correct horse');
    await stage.form('locked');
  });

  test.skipIf(!canServePasswords)('asks for a password, again where it was wrong', async () => {
    await stage.host('guarded', { password: 'battery $taple' });
    await stage.pickHost('guarded');
    await stage.titled('ssh');
    await question(/password/).waitFor();
    await stage.answer('ssh', 'wrong');
    await emptyLine();
    await stage.answer('ssh', 'battery $taple');
    await stage.form('guarded');
  });

  test('goes no further where a question is left, and says so', async () => {
    await stage.host('left', { passphrase: 'correct horse' });
    await stage.pickHost('left');
    await stage.titled('ssh');
    await stage.quickLine().press('Escape');
    await stage.toast('left: The host does not accept the login').waitFor();
  });

  test('goes no further where the key of a host is not trusted, and remembers nothing', async () => {
    const host = await stage.host('strange', { knownKey: 'none' });
    await stage.pickHost('strange');
    const dialog = stage.page.locator('.monaco-dialog-box');
    await dialog.getByText(/SHA256:/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await stage.toast("strange: The host's key is not in known_hosts and was not accepted").waitFor();
    expect(fs.existsSync(host.server.knownHosts)).toBe(false);
  });

  test('goes no further where the key of a host has changed, and asks nothing', async () => {
    await stage.host('changed', { knownKey: 'another' });
    await stage.pickHost('changed');
    await stage.toast('changed: The host shows another key than the one in known_hosts').waitFor();
    await screenshot(stage.page, 'remote-key-changed');
    expect(await stage.quickInput().isVisible()).toBe(false);
  });
}
