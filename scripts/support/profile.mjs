import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A code-server profile of its own: nothing is read from, or left in, the user's folders.
 *
 * @typedef {object} Profile
 * @property {string} folder holds all the others
 * @property {string} home what the server and the extension host take for the home folder
 * @property {string} temporary their folder for temporary files, sockets among them
 * @property {string} data VS Code's user data
 * @property {string} extensions installed extensions
 */

/** User settings that keep a first start quiet and the same every time. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @param {Record<string, unknown>} [settings] user settings beside the quiet ones
 * @returns {Profile}
 */
export function makeProfile(settings = {}) {
  // A short name: the path of a Unix socket has at most 107 characters, and the server makes some deep inside.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scl-'));
  const profile = {
    folder,
    home: path.join(folder, 'home'),
    temporary: path.join(folder, 'tmp'),
    data: path.join(folder, 'data'),
    extensions: path.join(folder, 'ext'),
  };
  for (const part of [profile.home, profile.temporary, profile.extensions, path.join(profile.data, 'User')]) {
    fs.mkdirSync(part, { recursive: true });
  }
  const file = path.join(profile.data, 'User', 'settings.json');
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  return profile;
}

/** @param {Profile} profile */
export function removeProfile(profile) {
  fs.rmSync(profile.folder, { recursive: true, force: true, maxRetries: 5 });
}
