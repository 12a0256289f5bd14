// npm run docs: writes docs/fields.md from the catalogue of fields.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './support/paths.mjs';

const { outputFiles } = await build({
  absWorkingDir: root,
  stdin: { contents: "export { fieldsPage } from './src/cli/fieldsPage';", resolveDir: root, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
  logLevel: 'warning',
});
/** @type {{ fieldsPage(): string }} */
const { fieldsPage } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
fs.mkdirSync(path.join(root, 'docs'), { recursive: true });
fs.writeFileSync(path.join(root, 'docs', 'fields.md'), fieldsPage());
