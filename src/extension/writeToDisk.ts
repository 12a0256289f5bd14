import { open, rm } from 'node:fs/promises';
import { type WritePieces, writeWhole } from './writePieces';

/** Writes to this machine's disk piece by piece, whatever the length; elsewhere VS Code does it. */
export const writeToDisk: WritePieces = async (uri, pieces) => {
  if (uri.scheme !== 'file') return writeWhole(uri, pieces);
  const file = await open(uri.fsPath, 'w');
  try {
    for await (const piece of pieces) await file.write(piece);
  } catch (error) {
    await file.close();
    await rm(uri.fsPath, { force: true });
    throw error;
  }
  await file.close();
};
