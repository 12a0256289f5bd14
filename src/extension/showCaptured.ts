import * as vscode from 'vscode';
import { contentLanguages } from './contentLanguage';

/** Shows a captured content as a document in the language that it is written in, where VS Code knows that. */
export async function showCaptured(
  uri: vscode.Uri,
  options: vscode.TextDocumentShowOptions,
  path: string,
  mediaType = '',
): Promise<void> {
  await vscode.window.showTextDocument(await inItsLanguage(uri, path, mediaType), options);
}

/** Opens a captured content without showing it. */
export async function inItsLanguage(uri: vscode.Uri, path: string, mediaType = ''): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const wanted = contentLanguages(path, document.getText(), mediaType);
  if (wanted.length === 0 || wanted.includes(document.languageId)) return document;
  const known = new Set(await vscode.languages.getLanguages());
  const language = wanted.find((each) => known.has(each));
  return language === undefined ? document : vscode.languages.setTextDocumentLanguage(document, language);
}
