import * as vscode from 'vscode';
import type { CapturePlace } from '../session/client/capturePlace';

const MEBIBYTE = 1024 * 1024;
/** Largest file that is read whole, in MiB: VS Code and the worker each hold it in memory for a moment. */
const LARGEST_CONTENT = 256;

/** A capture that VS Code reads for us, whole: in a browser, or in a virtual file system. */
export function contentPlace(uri: vscode.Uri): CapturePlace {
  return { path: uri.path, read: () => read(uri), watch: (changed) => watch(uri, changed) };
}

async function read(uri: vscode.Uri): Promise<Uint8Array> {
  const size = (await stat(uri)) / MEBIBYTE;
  if (size > LARGEST_CONTENT) {
    throw new Error(
      `This capture has ${Math.ceil(size)} MiB. In a browser and in a virtual file system, Scaplens has to hold the whole ` +
        `file in memory and reads at most ${LARGEST_CONTENT} MiB. Save it to a disk and open it with VS Code on that ` +
        'machine, where there is no such limit; or compress it with gzip.',
    );
  }
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw unreadable(error);
  }
}

async function stat(uri: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size;
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): Error {
  const reason = error instanceof vscode.FileSystemError ? error.code : 'an unknown error';
  return new Error(`The file cannot be read: its file system reports ${reason}.`);
}

function watch(uri: vscode.Uri, changed: () => void): () => void {
  const folder = vscode.Uri.joinPath(uri, '..');
  const pattern = new vscode.RelativePattern(folder, uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  return () => watcher.dispose();
}
