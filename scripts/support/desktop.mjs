import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { findProgram } from './run.mjs';

/**
 * How to open VS Code: a program with its arguments or, with `shell`, a command line in which both are quoted.
 *
 * @typedef {{ file: string, args: string[], shell: boolean }} DesktopCommand
 */

/** A path that cannot be written safely on a Windows command line. */
export class UnquotablePath extends Error {
  /** @param {string} argument */
  constructor(argument) {
    super(`The path ${argument} has a " or a % in it, which the Windows command line would change. Move the project.`);
    this.name = 'UnquotablePath';
  }
}

/** The command `code` of a desktop VS Code, or undefined where there is none that can be used. */
export function findDesktop() {
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return undefined; // VS Code refuses to run as root.
  }
  const application = 'Applications/Visual Studio Code.app/Contents/Resources/app/bin';
  return process.platform === 'win32'
    ? findProgram(['code.cmd'])
    : findProgram(['code'], process.platform === 'darwin' ? [`/${application}`, `${os.homedir()}/${application}`] : []);
}

/**
 * Opens a file in a new window on a folder, with the extension loaded from the project.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} code what `findDesktop` found
 * @param {string} extension
 * @param {string} folder
 * @param {string} file
 * @returns {DesktopCommand}
 * @throws {UnquotablePath}
 */
export function desktopCommand(platform, code, extension, folder, file) {
  const args = [`--extensionDevelopmentPath=${extension}`, '--new-window', folder, file];
  if (platform !== 'win32') {
    return { file: code, args, shell: false };
  }
  // code.cmd is a command file: only cmd.exe can run it, and it reads its line anew.
  return { file: quote(code), args: args.map(quote), shell: true };
}

/** @param {string} argument */
function quote(argument) {
  if (/["%]/.test(argument)) {
    throw new UnquotablePath(argument);
  }
  return `"${argument}"`;
}

/**
 * Runs the command, which ends as soon as VS Code has taken the request.
 *
 * @param {DesktopCommand} command
 */
export async function openDesktop({ file, args, shell }) {
  const child = spawn(file, args, { shell, stdio: 'inherit' });
  const [status] = await once(child, 'close');
  if (status !== 0) {
    throw new Error(`VS Code ended with ${status}.`);
  }
}
