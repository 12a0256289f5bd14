import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

/** A program ended with another exit status than 0. `output` is what it printed, where that was not shown already. */
export class CommandFailed extends Error {
  /**
   * @param {string} command
   * @param {number | string | null} status exit status, or the signal that ended it
   * @param {string} output
   */
  constructor(command, status, output = '') {
    super(`${command} ended with ${status}${output ? `:\n${output}` : ''}`);
    this.name = 'CommandFailed';
    this.status = status;
  }
}

/**
 * Runs a program without a shell and waits for its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, shownAs?: string, signal?: AbortSignal }} [options]
 *   `quiet`: its output is kept back and shown only in the error where it fails. `shownAs`: the command as that error names
 *   it. `signal`: ends it and all that it has started
 * @returns {Promise<string>} what it printed, if `quiet`
 * @throws {CommandFailed}
 */
export async function run(
  file,
  args,
  { cwd, env, quiet = false, shownAs = [path.basename(file), ...args].join(' '), signal: ending } = {},
) {
  ending?.throwIfAborted();
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    // A process group of its own, so that what it has started can be ended with it.
    detached: ending !== undefined && process.platform !== 'win32',
  });
  ending?.addEventListener('abort', () => endGroup(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      output += data;
    });
  }
  const [status, signal] = await once(child, 'close');
  if (status !== 0) {
    throw new CommandFailed(shownAs, status ?? signal, output);
  }
  return output;
}

/** @param {import('node:child_process').ChildProcess} child */
function endGroup(child) {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/**
 * Runs npm under the Node that runs this script. npm's own JavaScript is called, because on Windows `npm` is a command
 * file that only a shell can start.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean, signal?: AbortSignal }} [options]
 */
export function runNpm(args, options) {
  const script = npmScript();
  const [file, first] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  return run(file, [...first, ...args], { ...options, shownAs: ['npm', ...args].join(' ') });
}

function npmScript() {
  const bin = path.dirname(process.execPath);
  const places = [
    process.env.npm_execpath ?? '',
    path.join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return places.find((place) => path.basename(place) === 'npm-cli.js' && fs.existsSync(place));
}

/**
 * Looks a program up on PATH, as a shell would.
 *
 * @param {readonly string[]} names the first that is found wins
 * @param {readonly string[]} [moreFolders] looked through after PATH
 * @returns {string | undefined} its full path
 */
export function findProgram(names, moreFolders = []) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...moreFolders];
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}
