// npm run package: builds, packs scaplens.vsix and prints its size.
import path from 'node:path';
import { installDependencies } from './support/install.mjs';
import { root } from './support/paths.mjs';
import { runNpm } from './support/run.mjs';
import { packVsix } from './support/vsix.mjs';

/** Bytes. The extension is installed over slow lines, too. */
const largest = 1.5 * 1024 * 1024;

try {
  await installDependencies();
  await runNpm(['run', '--silent', 'build'], { cwd: root });
  const size = await packVsix(path.join(root, 'scaplens.vsix'));
  const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
  console.log(`scaplens.vsix  ${mebibytes(size)} of ${mebibytes(largest)} allowed`);
  process.exitCode = size <= largest ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
