// npm run test:desktop: the suite of test/e2e/host in a desktop VS Code, which @vscode/test-electron downloads unless
// SCAPLENS_CODE_EXECUTABLE names one. For machines with a display.
import { runTests } from '@vscode/test-electron';
import { root, sampleFolder } from '../../scripts/support/paths.mjs';
import { runNpm } from '../../scripts/support/run.mjs';
import { buildHostSuite, hostSuite } from './support/hostSuite.mjs';

try {
  await runNpm(['run', '--silent', 'build'], { cwd: root });
  await buildHostSuite();
  process.exitCode = await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: hostSuite,
    launchArgs: [sampleFolder, '--disable-extensions', '--disable-workspace-trust'],
    vscodeExecutablePath: process.env.SCAPLENS_CODE_EXECUTABLE,
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
