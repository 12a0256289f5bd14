// Bundles all that the extension ships into dist/.
//   node scripts/build.mjs          for production: minified, no source maps
//   node scripts/build.mjs --dev    readable, with source maps
//   node scripts/build.mjs --watch  the same, again after every change
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, context } from 'esbuild';
import { writeNotices } from './support/notices.mjs';
import { dist, root } from './support/paths.mjs';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--dev');

/**
 * package.json says no `type`: of an entry in a package of type `commonjs` esbuild shakes nothing off, not even what it imports.
 *
 * @type {import('esbuild').BuildOptions}
 */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: !development,
  sourcemap: development ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions} */
const forNode = { ...common, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

/** @type {import('esbuild').BuildOptions} */
const forBrowser = { ...common, platform: 'browser', format: 'iife', target: 'es2022' };

/**
 * The client of the language server is many times as large as all the rest of the extension, and most windows never
 * need it, nor what makes captures: each is a bundle of its own, which is loaded at its first use.
 *
 * @type {import('esbuild').Plugin}
 */
const partsApart = {
  name: 'parts-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/language\/client\/node$/ }, () => ({ path: './filterClient.js', external: true }));
    onResolve({ filter: /\/extension\/remoteCaptures$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './remoteCaptures.js', external: true } : undefined,
    );
  },
};

/**
 * VS Code hands out its interface as one object of some 500 names. Of this esbuild makes a copy, with a getter for each name, for
 * every file that imports it: that took most of the time in which the extension is loaded. Here all files share one copy.
 *
 * @type {import('esbuild').Plugin}
 */
const oneInterface = {
  name: 'one-interface',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ kind, namespace }) =>
      // The language client's library takes the object itself.
      kind === 'import-statement' && namespace !== 'vscode'
        ? { path: 'vscode', namespace: 'vscode' }
        : { path: 'vscode', external: true },
    );
    onLoad({ filter: /^vscode$/, namespace: 'vscode' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/** @type {readonly (import('esbuild').BuildOptions & { entryPoints: string[] })[]} */
const bundles = [
  {
    ...forNode,
    entryPoints: ['src/extension/extension.ts'],
    outfile: 'dist/extension.js',
    plugins: [partsApart, oneInterface],
  },
  {
    ...forNode,
    entryPoints: ['src/language/client/node.ts'],
    outfile: 'dist/filterClient.js',
    plugins: [oneInterface],
  },
  {
    ...forNode,
    entryPoints: ['src/remote/extension/remoteCaptures.ts'],
    outfile: 'dist/remoteCaptures.js',
    plugins: [oneInterface],
  },
  { ...forNode, entryPoints: ['src/session/worker.ts'], outfile: 'dist/worker.js' },
  { ...forNode, entryPoints: ['src/language/node/server.ts'], outfile: 'dist/filterServer.js' },
  { ...forNode, entryPoints: ['src/session/inflater.ts'], outfile: 'dist/inflater.js' },
  { ...forNode, entryPoints: ['src/remote/askpass/askpass.ts'], outfile: 'dist/askpass.js' },
  { ...forNode, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  {
    ...forBrowser,
    format: 'cjs',
    entryPoints: ['src/extension/webExtension.ts'],
    outfile: 'dist/web/extension.js',
    plugins: [oneInterface],
  },
  { ...forBrowser, entryPoints: ['src/extension/browserWorker.ts'], outfile: 'dist/web/worker.js' },
  {
    ...forBrowser,
    entryPoints: ['webview/capture/main.ts'],
    outfile: 'dist/webview/capture.js',
  },
  // The icon font stays a file of its own: the page's content security policy allows no data: fonts.
  {
    ...common,
    entryPoints: ['webview/capture/capture.css'],
    outfile: 'dist/webview/capture.css',
    external: ['*.ttf'],
  },
];

const missing = bundles
  .flatMap(({ entryPoints }) => entryPoints)
  .filter((file) => !fs.existsSync(path.join(root, file)));
if (missing.length > 0) {
  console.error(`Cannot build: ${missing.join(', ')} ${missing.length === 1 ? 'does' : 'do'} not exist.`);
  process.exit(1);
}

fs.rmSync(dist, { recursive: true, force: true });
if (watch) {
  for (const bundle of bundles) {
    await (await context(bundle)).watch();
  }
  copyCodicons();
  console.log('Watching');
} else {
  const results = await Promise.allSettled(bundles.map((bundle) => build(bundle)));
  const built = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (built.length < bundles.length) {
    // esbuild has said what is wrong, and where. Half a build must not be packed.
    fs.rmSync(dist, { recursive: true, force: true });
    process.exit(1);
  }
  copyCodicons();
  writeNotices(built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {})));
  fs.chmodSync(path.join(dist, 'cli.js'), 0o755);
  printSizes();
}

/** VS Code's own icons, as the page links them. */
function copyCodicons() {
  const codicons = path.dirname(createRequire(import.meta.url).resolve('@vscode/codicons/dist/codicon.css'));
  fs.mkdirSync(path.join(dist, 'webview'), { recursive: true });
  for (const name of ['codicon.css', 'codicon.ttf']) {
    fs.copyFileSync(path.join(codicons, name), path.join(dist, 'webview', name));
  }
}

function printSizes() {
  for (const name of fs.readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort()) {
    const { size } = fs.statSync(path.join(dist, name));
    if (name.endsWith('.js')) {
      console.log(`dist/${name.replaceAll(path.sep, '/')}  ${(size / 1024).toFixed(1)} KiB`);
    }
  }
}
