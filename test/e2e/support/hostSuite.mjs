import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/support/paths.mjs';

/** The module that VS Code runs in its extension host: it exports `run()`. */
export const hostSuite = path.join(root, 'test', 'e2e', 'dist', 'host', 'index.js');

/** Bundles the suite. `vscode` is the host's; mocha is loaded from node_modules. */
export async function buildHostSuite() {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/e2e/host/index.ts', 'test/e2e/host/extension.suite.ts'],
    outdir: path.dirname(hostSuite),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
