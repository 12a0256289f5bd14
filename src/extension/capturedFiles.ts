import * as vscode from 'vscode';
import type { FileWish } from '../../webview/capture/editorProtocol';
import type { HostConnection } from '../session/client/hostConnection';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { SessionResult } from '../session/protocol';
import { askCapture } from './captureQuestion';
import { inItsLanguage, showCaptured } from './showCaptured';

/** The scheme of documents that show what a capture holds. */
const SCHEME = 'scaplens';
/** Files of one question, and most files that one can choose from. */
const PAGE = 500;
const MOST_FILES = 20_000;

type FileLine = SessionResult<'files'>['files'][number];

interface FileItem extends vscode.QuickPickItem {
  readonly file: FileLine;
}

/**
 * Files as processes read and wrote them while the capture ran: chosen from a list, opened as documents that cannot be changed,
 * two of them compared in VS Code's own diff editor. Their addresses hold no content, only where to ask for it.
 */
export class CapturedFiles implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registrations: vscode.Disposable[];

  constructor(
    private readonly captures: OpenCaptures,
    /** The address of the capture in the active editor. */
    private readonly activeAddress: () => string | undefined,
  ) {
    this.registrations = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.commands.registerCommand('scaplens.openCapturedFile', () => this.open()),
      vscode.commands.registerCommand('scaplens.compareCapturedFiles', () => this.compare()),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const number = Number(/^\/(\d+)\//.exec(uri.path)?.[1]);
    const answer = await this.ask(uri.query, (connection) => connection.request('fileContent', { number }));
    return (
      answer?.text ??
      'The capture that this file is from is not open. Open it, then close this document and open the file again.'
    );
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }

  /** Does what a page asks for; what it sends is not taken on trust. */
  async fulfil(capture: vscode.Uri, wish: FileWish): Promise<void> {
    const address = capture.toString();
    try {
      const file = await this.file(address, wish.number);
      if (!file) return;
      if (wish.action === 'open') await showCaptured(uriOf(address, file), {}, file.path);
      else if (wish.action === 'save') await this.save(capture, file);
      else if (wish.action === 'compare') {
        const other = await this.file(address, wish.with);
        if (other) await showDifference(address, file, other);
      }
    } catch (error) {
      void vscode.window.showErrorMessage(
        `The file could not be had: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  private file(address: string, number: number): Promise<FileLine | undefined> {
    return this.ask(address, (connection) => connection.request('file', { number }));
  }

  /** Writes a file to where the person chooses, and says what it lacks. */
  private async save(capture: vscode.Uri, file: FileLine): Promise<void> {
    const name = nameOf(file).replace(/[^\w.-]/g, '_');
    const defaultUri = vscode.Uri.joinPath(capture, '..', name === '' ? 'file' : name).with({ query: '' });
    const chosen = await vscode.window.showSaveDialog({ defaultUri });
    if (!chosen) return;
    const { number } = file;
    const answer = await this.ask(capture.toString(), (connection) => connection.request('fileBytes', { number }));
    if (!answer) return;
    await vscode.workspace.fs.writeFile(chosen, answer.bytes);
    if (answer.lacking === 0) return;
    const lacking = `${answer.lacking} of its ${answer.bytes.length} bytes are not in the capture`;
    void vscode.window.showWarningMessage(`${name} was saved, but ${lacking}: they are zero in the file.`);
  }

  private async open(): Promise<void> {
    const address = this.activeAddress();
    if (address === undefined) return;
    const file = await this.choose(address, 'Open a file as it was read or written');
    if (file) await showCaptured(uriOf(address, file), {}, file.path);
  }

  private async compare(): Promise<void> {
    const address = this.activeAddress();
    if (address === undefined) return;
    const before = await this.choose(address, 'Compare a file …');
    const after =
      before && (await this.choose(address, `Compare ${nameOf(before)} of event ${before.number} with …`, before));
    if (before && after) await showDifference(address, before, after);
  }

  /** Lets a person choose; versions of the same path as `like` come first, and it itself does not come. */
  private async choose(address: string, title: string, like?: FileLine): Promise<FileLine | undefined> {
    const items = this.list(address).then((files) => {
      const others = files.filter(({ number }) => number !== like?.number);
      const same = others.filter(({ path }) => path === like?.path);
      return [...same, ...others.filter(({ path }) => path !== like?.path)].map(itemOf);
    });
    const chosen = await vscode.window.showQuickPick<FileItem>(items, {
      title,
      placeHolder: 'Path, process or event',
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return chosen?.file;
  }

  private async list(address: string): Promise<readonly FileLine[]> {
    const files: FileLine[] = [];
    await this.ask(address, async (connection) => {
      for (let isWhole = false; !isWhole && files.length < MOST_FILES; ) {
        const page = await connection.request('files', { from: files.length, count: PAGE });
        files.push(...page.files);
        isWhole = page.complete && files.length >= page.count;
      }
    });
    return files;
  }

  private ask<T>(address: string, question: (connection: HostConnection) => Promise<T>): Promise<T | undefined> {
    return askCapture(this.captures, address, question);
  }
}

/** Shows two contents in VS Code's own diff editor. */
async function showDifference(address: string, before: FileLine, after: FileLine): Promise<void> {
  const title = `${nameOf(before)} (${before.number}) ↔ ${nameOf(after)} (${after.number})`;
  for (const file of [before, after]) await inItsLanguage(uriOf(address, file), file.path);
  await vscode.commands.executeCommand('vscode.diff', uriOf(address, before), uriOf(address, after), title);
}

/** The address of a file's document: it ends as the path does, so that VS Code knows the language. */
function uriOf(address: string, { number, path }: FileLine): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${number}/${path.replace(/^\/+/, '')}`, query: address });
}

function nameOf({ path }: FileLine): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function itemOf(file: FileLine): FileItem {
  const { number, time, process, path, openedAs, written, readLength, writtenLength } = file;
  const length = written ? writtenLength : readLength;
  const renamed = openedAs === '' ? '' : ` · written as ${openedAs}`;
  return {
    file,
    label: path,
    description: `${written ? 'written' : 'read'} by ${process}`,
    detail: `event ${number} · ${time} · ${length} ${length === 1 ? 'byte' : 'bytes'}${renamed}`,
  };
}
