import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from './run';
import { processTerminal } from './terminal';

/** The version in the manifest, which lies beside the folder of the bundles. */
function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  return 'unknown';
}

const streams = { out: process.stdout, errors: process.stderr, isTerminal: process.stdout.isTTY };

// The entry of the command line, bundled to dist/cli.js.
const inflater = path.join(__dirname, 'inflater.js');
runCli(process.argv.slice(2), streams, packageVersion, processTerminal, inflater).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`scaplens: ${error instanceof Error ? error.message : 'internal error'}\n`);
    process.exitCode = 1;
  },
);
