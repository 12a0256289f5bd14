import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's top folder. All other paths are found from here, so that a checkout works wherever it lies. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What esbuild writes and the packed extension carries. */
export const dist = path.join(root, 'dist');

/** The folder that `npm start` opens as a workspace, and the capture in it. */
export const sampleFolder = path.join(root, 'media', 'sample');
export const sampleCapture = path.join(sampleFolder, 'dns-ndots.scap');

/** The separate npm package that holds code-server and its Node: 0.8 GB, installed only where it is needed. */
export const codeServerPackage = path.join(root, 'tools', 'code-server');
