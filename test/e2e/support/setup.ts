import fs from 'node:fs';
import { installCodeServer } from '../../../scripts/support/codeServer.mjs';
import { packVsix } from '../../../scripts/support/vsix.mjs';
import { artifacts, packedExtension } from './artifacts';

/** Runs once before the end-to-end tests: code-server is there, and the extension is packed from dist/. */
export async function setup(): Promise<void> {
  fs.rmSync(artifacts, { recursive: true, force: true });
  await installCodeServer();
  await packVsix(packedExtension);
}
