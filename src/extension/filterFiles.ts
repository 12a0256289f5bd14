import * as vscode from 'vscode';
import type { FilterFileText } from '../session/protocol';

/** The workspace's files with filters, as a glob. */
export const FILTER_FILES = '**/*.scapfilter';
const NEW_FILE = 'filters.scapfilter';
/** Most files that are read, and the longest of them, in bytes. */
const MOST_FILES = 200;
const LONGEST_FILE = 256 * 1024;

/** A file as it stands, with its address. */
export interface ReadFilterFile extends FilterFileText {
  readonly uri: string;
}

/** The workspace's files with filters: as they stand in their editors, or else on disk. Each question reads them anew. */
export class FilterFiles {
  async read(): Promise<readonly FilterFileText[]> {
    return (await this.readAll()).map(({ path, text }) => ({ path, text }));
  }

  /** The same with the address of each file. */
  async readAll(): Promise<readonly ReadFilterFile[]> {
    const read = await Promise.all((await this.find()).map(readFile));
    return read.flatMap((file) => file ?? []).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Adds a filter to a file, under a name that the person is asked for, and shows it there. */
  async save(filter: string): Promise<void> {
    const name = await vscode.window.showInputBox({
      title: 'Save the Filter',
      prompt: 'A name for this filter. It is written to a file of the workspace that ends in .scapfilter.',
      validateInput: (text) => (/^\s*$|[:\r\n]/.test(text) ? 'A name is some words without a colon.' : undefined),
    });
    if (name === undefined) return;
    const entry = `filter ${name.trim()}: ${filter.replace(/\s+/g, ' ').trim()}\n`;
    const file = await this.target();
    if (file === undefined) {
      // Without a folder there is no place of its own for it: the person says where it is to be kept.
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: entry }));
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(file, { ignoreIfExists: true });
    await vscode.workspace.applyEdit(edit);
    const document = await vscode.workspace.openTextDocument(file);
    const end = document.lineAt(document.lineCount - 1).range.end;
    const insertion = new vscode.WorkspaceEdit();
    insertion.insert(file, end, end.isEqual(new vscode.Position(0, 0)) ? entry : `\n${entry}`);
    await vscode.workspace.applyEdit(insertion);
    await document.save();
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
  }

  private async find(): Promise<readonly vscode.Uri[]> {
    return vscode.workspace.findFiles(FILTER_FILES, '**/node_modules/**', MOST_FILES);
  }

  /** The file that filters are added to: the only one there is, the one that is chosen, or a new one. */
  private async target(): Promise<vscode.Uri | undefined> {
    const files = await this.find();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (files.length === 0) return folder && vscode.Uri.joinPath(folder.uri, NEW_FILE);
    if (files.length === 1) return files[0];
    const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
    return (await vscode.window.showQuickPick(items, { title: 'Save the Filter to' }))?.file;
  }
}

async function readFile(uri: vscode.Uri): Promise<ReadFilterFile | undefined> {
  const path = vscode.workspace.asRelativePath(uri);
  const address = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === address);
  if (open) return { uri: address, path, text: open.getText().slice(0, LONGEST_FILE) };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LONGEST_FILE) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return { uri: address, path, text };
  } catch {
    // It went away meanwhile.
    return undefined;
  }
}
