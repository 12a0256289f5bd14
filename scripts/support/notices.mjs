import fs from 'node:fs';
import path from 'node:path';
import { dist, root } from './paths.mjs';

/** Packages whose files are copied into dist/ instead of being bundled. */
const copied = ['node_modules/@vscode/codicons'];

/**
 * Writes dist/THIRD-PARTY-NOTICES.txt: the licence text of every npm package of which something is shipped.
 *
 * @param {readonly string[]} inputs the files that went into the bundles, relative to the project
 */
export function writeNotices(inputs) {
  const used = inputs.flatMap((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  const folders = [...new Set([...copied, ...used])].sort();
  const notices = folders.map((folder) => {
    const place = path.join(root, folder);
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(place, 'package.json'), 'utf8'));
    const texts = fs.readdirSync(place).filter((file) => /^(licen[sc]e|notice|copying)/i.test(file));
    const text = texts.map((file) => fs.readFileSync(path.join(place, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  fs.writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), `Scaplens contains:\n\n${notices.join(rule)}`);
}
