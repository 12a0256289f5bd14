import * as vscode from 'vscode';

/** Longest text that a page may have written, in characters. */
const LONGEST_TEXT = 64 * 1024 * 1024;

/** Writes a text to a file that the person chooses; `name` is offered, beside the capture. */
export async function saveText(capture: vscode.Uri, name: string, text: string): Promise<void> {
  if (text.length > LONGEST_TEXT) return;
  // Only the last part of a name counts: a page cannot lead out of the folder.
  const fileName = name.replace(/^.*[\\/]/s, '').replace(/[^\w.-]/g, '_');
  const defaultUri = vscode.Uri.joinPath(capture, '..', fileName);
  const chosen = await vscode.window.showSaveDialog({ defaultUri });
  if (chosen) await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(text));
}
