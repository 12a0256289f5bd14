import { copyFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import * as vscode from 'vscode';

/** The view type of the capture editor, as the manifest names it. */
const CAPTURE_EDITOR = 'scaplens.capture';

/** Opens a capture in its editor, or shows the one that it is open in. */
export async function openCapture(path: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(path), CAPTURE_EDITOR);
}

/** Asks where a capture is to be kept; a path, or undefined. */
export async function askWhere(name: string): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: 'Save Capture As',
    defaultUri: vscode.Uri.joinPath(folder ?? vscode.Uri.file(homedir()), name),
    filters: { Captures: ['scap'] },
  });
  return uri?.fsPath;
}

/** Brings what the editor of a capture shows (its filter, its place) to the editor of another one, once that opens. */
export type HandOver = (from: vscode.Uri, to: vscode.Uri) => void;

/** Moves a capture, and its editors with it. Rejects with node's own error, and leaves everything as it was. */
export async function moveCapture(from: string, to: string, handOver: HandOver): Promise<void> {
  const shown = isOpen(from);
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(from, to);
    await rm(from, { force: true });
  }
  if (shown) await moveEditors(from, to, handOver);
}

/** Shows a capture, or a list of several, in the place of another one. */
export async function moveEditors(from: string, to: string, handOver: HandOver): Promise<void> {
  const old = tabsOf(from);
  handOver(vscode.Uri.file(from), vscode.Uri.file(to));
  await openCapture(to);
  await vscode.window.tabGroups.close(old);
}

/** Closes the editors of a capture. */
export async function closeEditors(path: string): Promise<void> {
  await vscode.window.tabGroups.close(tabsOf(path));
}

/** Whether a capture is open in an editor. */
export function isOpen(path: string): boolean {
  return tabsOf(path).length > 0;
}

/** Whether a capture's editor is in front. */
export function isActive(path: string): boolean {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return activeTab !== undefined && tabsOf(path).includes(activeTab);
}

function tabsOf(path: string): vscode.Tab[] {
  const uri = vscode.Uri.file(path).toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === uri);
}
