import { format } from 'node:util';
import { expect, test } from 'vitest';
import { startCodeServer } from '../../scripts/support/codeServer.mjs';
import { root, sampleFolder } from '../../scripts/support/paths.mjs';
import { makeProfile, removeProfile } from '../../scripts/support/profile.mjs';
import { writeArtifact } from './support/artifacts';
import { launchBrowser, newPage } from './support/browser';
import { buildHostSuite, hostSuite } from './support/hostSuite.mjs';

// The same suite as `npm run test:desktop` runs in a desktop VS Code. The workbench says how it ended: it calls
// `codeAutomationExit(code)` when the suite's run() settles, and `codeAutomationLog` for every line printed.

test('the suite inside the extension host passes', async () => {
  await buildHostSuite();
  const profile = makeProfile();
  const server = await startCodeServer(profile, { driver: true });
  const browser = await launchBrowser();
  const printed: string[] = [];
  try {
    const { page } = await newPage(browser);
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => printed.push(format(...args)));
    let end: (status: number) => void = () => undefined;
    const ended = new Promise<number>((resolve) => {
      end = resolve;
    });
    await page.exposeFunction('codeAutomationExit', (status: number) => end(status));
    const remote = (file: string): string => `vscode-remote://${server.authority}${encodeURI(file)}`;
    const payload = [
      ['extensionDevelopmentPath', remote(root)],
      ['extensionTestsPath', remote(hostSuite)],
    ];
    const query = new URLSearchParams({ folder: sampleFolder, payload: JSON.stringify(payload) });
    await page.goto(`http://${server.authority}/?${query}`);
    const status = await ended;
    // Before its title stands what VS Code itself has to say.
    const report = printed
      .slice(printed.findIndex((line) => line.includes('Scaplens in the extension host')))
      .join('\n');
    expect(status, report).toBe(0);
    expect(report).toMatch(/\b[1-9]\d* passing/);
    console.log(/Activation: .+/.exec(report)?.[0]);
  } finally {
    writeArtifact('extension-host.log', `${printed.join('\n')}\n`);
    await browser.close();
    await server.stop();
    removeProfile(profile);
  }
});
