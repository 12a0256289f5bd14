import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { installDependencies } from './install.mjs';
import { codeServerPackage } from './paths.mjs';
import { run, runNpm } from './run.mjs';
import { watchOutput } from './watchOutput.mjs';

/** @typedef {import('./profile.mjs').Profile} Profile */

const server = path.join(codeServerPackage, 'node_modules', 'code-server');
const entry = path.join(server, 'out', 'node', 'entry.js');

/** code-server needs a newer Node than the project: it comes as an npm package beside it, for Linux. */
const node = path.join(codeServerPackage, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');

const startTimeout = 60_000;

/**
 * Installs code-server and its Node, unless they are there already. Nothing is compiled: what its install scripts would
 * build is not needed to open a capture.
 */
export async function installCodeServer() {
  await installDependencies(codeServerPackage);
  // The package holds VS Code's server without that server's own dependencies. Not `npm ci`: its shrinkwrap does not
  // agree with its package.json.
  const vscode = path.join(server, 'lib', 'vscode');
  if (!fs.existsSync(path.join(vscode, 'node_modules', '.package-lock.json'))) {
    await runNpm(['install', '--omit=dev', '--ignore-scripts', '--loglevel=error'], { cwd: vscode });
  }
}

/**
 * @param {Profile} profile
 * @param {string} vsix a packed extension
 */
export async function installExtension(profile, vsix) {
  const args = [entry, ...profileArguments(profile), '--install-extension', vsix];
  await run(node, args, { env: environment(profile), quiet: true });
}

/**
 * Opens a file in the window that a browser has open on a running code-server, as its command line does.
 *
 * @param {Profile} profile the server's
 * @param {string} file
 */
export async function openFile(profile, file) {
  // The extension host announces itself a moment after its start, and only then takes files.
  for (let attempt = 1; ; attempt++) {
    try {
      const args = [entry, ...profileArguments(profile), '--reuse-window', file];
      await run(node, args, { env: environment(profile), quiet: true });
      return;
    } catch (error) {
      if (attempt === 20) {
        throw error;
      }
      await setTimeout(500);
    }
  }
}

/**
 * @typedef {object} CodeServer
 * @property {string} authority `127.0.0.1:port`
 * @property {Promise<void>} connected settles when a browser has connected and the extension host runs
 * @property {() => Promise<void>} stop ends it and all that it started
 * @property {Promise<unknown>} ended settles when it is gone
 */

/**
 * Starts code-server on the loopback interface, without a password, and waits until it listens.
 *
 * @param {Profile} profile
 * @param {{ port?: number, driver?: boolean }} [options] `port`: the one that is tried first, 0 for any. `driver`: VS
 *   Code's smoke-test driver; a built workbench takes an extension from its folder, and runs tests in the extension
 *   host, only with it; its price is that notifications are not shown.
 * @returns {Promise<CodeServer>}
 */
export async function startCodeServer(profile, { port: preferred = 0, driver = false } = {}) {
  const port = (await freePort(preferred)) || (await freePort(0));
  const args = [
    entry,
    ...profileArguments(profile),
    ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
    ...['--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'],
    ...['--disable-proxy', '--ignore-last-opened'],
    ...(driver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  // A process group of its own, so that extension hosts end with it.
  const child = spawn(node, args, { env: environment(profile), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const printed = watchOutput(child, path.join(profile.folder, 'server.log'));
  const killGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-(child.pid ?? 0), signal);
    } catch {
      // Already gone.
    }
  };
  const onExit = () => killGroup('SIGKILL');
  process.once('exit', onExit);
  // In a group of its own it would outlive this process when that is ended by a signal.
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    onExit();
    forget();
    if (process.listenerCount(signal) === 0) {
      process.kill(process.pid, signal);
    }
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const forget = () => process.off('exit', onExit).off('SIGINT', onSignal).off('SIGTERM', onSignal);
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      killGroup('SIGTERM');
      const late = new AbortController();
      setTimeout(5_000, undefined, { signal: late.signal }).then(onExit, () => undefined);
      await ended;
      late.abort();
    }
    onExit();
    forget();
  };
  const timeout = new AbortController();
  const tooLate = setTimeout(startTimeout, 'was not ready in time', { signal: timeout.signal });
  const outcome = await Promise.race([printed.text('HTTP server listening on'), tooLate, ended.then(() => 'ended')]);
  timeout.abort();
  if (outcome !== undefined) {
    await stop();
    throw new Error(`code-server ${outcome}:\n${printed.all()}`);
  }
  return { authority: `127.0.0.1:${port}`, connected: printed.text('Launched Extension Host Process'), stop, ended };
}

/** @param {Profile} profile */
function profileArguments(profile) {
  const config = path.join(profile.folder, 'config.yaml');
  const { data, extensions } = profile;
  return ['--config', config, '--user-data-dir', data, '--extensions-dir', extensions, '--disable-telemetry'];
}

/** @param {Profile} profile */
function environment(profile) {
  // Those that a terminal inside VS Code or code-server sets would send our commands to that other instance.
  const foreign = /^(VSCODE_|CODE_SERVER_|ELECTRON_|XDG_|npm_|NODE_OPTIONS$|PASSWORD$|HASHED_PASSWORD$|PORT$|VITEST)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  // No extension gallery: nothing is looked up on the internet.
  return { ...Object.fromEntries(own), HOME: profile.home, TMPDIR: profile.temporary, EXTENSIONS_GALLERY: '{}' };
}

/**
 * @param {number} port
 * @returns {Promise<number>} the port (one that the system chose, for 0), or 0 where it is taken
 */
async function freePort(port) {
  const probe = net.createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
