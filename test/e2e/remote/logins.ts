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
    await stage.workbench.chooseTheme('Light Modern', 'vs');
    await stage.host('locked', { passphrase: 'correct horse' });
    await stage.pickHost('locked');
    await stage.titled('ssh to locked');
    await question(/Enter passphrase for key/).waitFor();
    expect(await stage.quickLine().getAttribute('type')).toBe('password');
    await screenshot(stage.page, 'remote-passphrase-vs');
    await stage.answer('ssh to locked', 'wrong horse');
    await emptyLine();
    await stage.answer('ssh to locked', 'correct horse');
    await stage.form('locked');
    await screenshot(stage.page, 'remote-form-vs');
  });

  test.skipIf(!canServePasswords)('asks for a password, again where it was wrong', async () => {
    await stage.workbench.chooseTheme('Dark High Contrast', 'hc-black');
    await stage.host('guarded', { password: 'battery $taple' });
    await stage.pickHost('guarded');
    await stage.titled('ssh to guarded');
    await question(/password/).waitFor();
    await screenshot(stage.page, 'remote-password-hc-black');
    await stage.answer('ssh to guarded', 'wrong');
    await emptyLine();
    await stage.answer('ssh to guarded', 'battery $taple');
    await stage.form('guarded');
    await screenshot(stage.page, 'remote-form-hc-black');
  });

  test('goes no further where a question is left, and says so', async () => {
    await stage.workbench.chooseTheme('Dark Modern', 'vs-dark');
    await stage.host('left', { passphrase: 'correct horse' });
    await stage.pickHost('left');
    await stage.titled('ssh to left');
    await stage.quickLine().press('Escape');
    await stage.toast('left: The host does not accept the login').waitFor();
  });

  test('takes a question away where connecting is given up', async () => {
    await stage.host('given-up', { passphrase: 'correct horse' });
    await stage.pickHost('given-up');
    await stage.titled('ssh to given-up');
    await stage.toast('Connecting to given-up').getByRole('button', { name: 'Cancel' }).click();
    await stage.quickInput().waitFor({ state: 'hidden' });
    await stage.toast('Connecting to given-up').waitFor({ state: 'hidden' });
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
