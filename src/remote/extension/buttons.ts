import * as vscode from 'vscode';

/** A button that copies what stands beside it. */
export function copyButton(tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('copy'), tooltip };
}
