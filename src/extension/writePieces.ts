import * as vscode from 'vscode';

/** Writes a file piece by piece; what was begun is removed where the pieces end with an error. */
export type WritePieces = (uri: vscode.Uri, pieces: AsyncIterable<Uint8Array>) => Promise<void>;

const MEBIBYTE = 1024 * 1024;
/** Longest file that VS Code writes for us, in MiB: it has to be held in memory whole. */
const LONGEST = 256;

/** Has VS Code write the file, whole: in a browser, or to a virtual file system. */
export const writeWhole: WritePieces = async (uri, pieces) => {
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length > LONGEST * MEBIBYTE) {
      throw new Error(
        `There are more than ${LONGEST} MiB. In a browser and to a virtual file system no more can be written; filter for less.`,
      );
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of held) {
    whole.set(piece, at);
    at += piece.length;
  }
  await vscode.workspace.fs.writeFile(uri, whole);
};
