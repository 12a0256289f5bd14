import fs from 'node:fs';
import path from 'node:path';
import { dist, root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Packs what is in dist/ as VS Code installs it. Everything is bundled, so nothing of node_modules goes in.
 *
 * @param {string} file the .vsix to write
 * @returns {Promise<number>} its size in bytes
 */
export async function packVsix(file) {
  if (!fs.existsSync(path.join(dist, 'extension.js'))) {
    throw new Error('There is nothing to pack yet: npm run build comes first.');
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  await run(process.execPath, [vsce, ...args], { cwd: root, quiet: true });
  return fs.statSync(file).size;
}
