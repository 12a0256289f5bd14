import assert from 'node:assert/strict';
import * as vscode from 'vscode';

// Runs inside VS Code's extension host, with the folder of the sample open.

const extensionId = 'scaplens.scaplens';
const viewType = 'scaplens.capture';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is installed`);
  return found;
}

function sample(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, 'dns-ndots.scap');
}

declare global {
  /** What VS Code notes of its own work, in ms; not part of its interface. */
  var MonacoPerformanceMarks: { getMarks(): readonly { readonly name: string; readonly startTime: number }[] };
}

/** Time between two notes about the extension, in ms. */
function between(begin: string, end: string): number {
  const at = (name: string): number =>
    globalThis.MonacoPerformanceMarks.getMarks().find((mark) => mark.name === `code/extHost/${name}/${extensionId}`)
      ?.startTime ?? Number.NaN;
  return at(end) - at(begin);
}

function activeTabInput(): unknown {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.input;
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 200, `timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('Scaplens in the extension host', () => {
  it('is there, and sleeps until it is needed', () => {
    assert.equal(extension().isActive, false);
  });

  it('wakes up when a capture is opened, in its own editor, by default', async () => {
    await vscode.commands.executeCommand('vscode.open', sample());
    await until('the extension is active', () => extension().isActive);
    await until('the custom editor is in front', () => activeTabInput() instanceof vscode.TabInputCustom);
    const input = activeTabInput();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, viewType);
    assert.equal(input.uri.toString(), sample().toString());
  });

  it('is started in the time that is printed', () => {
    const load = between('willLoadExtensionCode', 'didLoadExtensionCode');
    const call = between('willActivateExtension', 'didActivateExtension');
    assert.ok(load + call > 0);
    console.log(`Activation: ${load + call} ms: ${load} ms to load its code, ${call} ms in activate()`);
  });

  it('registers every command that it contributes', async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !known.has(command));
    assert.deepEqual(missing, []);
  });

  it('opens the same capture twice, side by side', async () => {
    await vscode.commands.executeCommand('vscode.openWith', sample(), viewType, vscode.ViewColumn.Beside);
    const open = (): number =>
      vscode.window.tabGroups.all.filter((group) => group.activeTab?.input instanceof vscode.TabInputCustom).length;
    await until('two groups show it', () => open() === 2);
  });

  it('lets go of a capture whose editors are closed', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('no tab is left', () => vscode.window.tabGroups.all.every((group) => group.tabs.length === 0));
  });
});
