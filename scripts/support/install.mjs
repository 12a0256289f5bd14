import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { runNpm } from './run.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Installs what a package's lock file names, unless it is all there already.
 *
 * @param {string} [folder] the package; the project itself if left out
 */
export async function installDependencies(folder = root) {
  if (!isInstalled(folder)) {
    console.log(`Installing npm packages${folder === root ? '' : ` for ${path.relative(root, folder)}`}`);
    await runNpm(['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
  }
}

/**
 * Whether `node_modules` holds the versions of the lock file: npm writes there, last of all, what it has installed.
 *
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = readLock(path.join(folder, 'package-lock.json'))?.packages ?? {};
  const installed = readLock(path.join(folder, 'node_modules', '.package-lock.json'))?.packages;
  return (
    installed !== undefined &&
    Object.entries(wanted).every(([place, locked]) => {
      // Optional packages are left out where they are for another platform.
      const found = installed[place];
      return place === '' || (found === undefined ? locked.optional === true : found.version === locked.version);
    })
  );
}

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}
