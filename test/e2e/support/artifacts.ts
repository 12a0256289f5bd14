import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../scripts/support/paths.mjs';

/** What a run leaves behind: screenshots and logs. Not in git. */
export const artifacts = path.join(root, 'test', 'e2e', 'artifacts');

/** The extension as it is packed for these tests. */
export const packedExtension = path.join(artifacts, 'scaplens.vsix');

export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(artifacts, `${name}.png`) });
}

export function writeArtifact(name: string, content: string): void {
  fs.mkdirSync(artifacts, { recursive: true });
  fs.writeFileSync(path.join(artifacts, name), content);
}
