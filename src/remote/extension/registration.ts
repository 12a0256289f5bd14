import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CaptureNode } from './captureNodes';
import type { CapturesHost, RemoteCaptures } from './remoteCaptures';

/** What the registration is given: all but the tree, which is its own. */
export type RegistrationHost = Omit<CapturesHost, 'changed'>;

/** How it is loaded: a bundle of its own, which most windows never need. */
export type LoadCaptures = () => Promise<typeof import('./remoteCaptures')>;

/** Wait before captures are looked for that were left behind, in ms: the start of the window has better to do. */
const LOOK_BEHIND_AFTER = 4000;

const VIEW = 'scaplens.captures';

/** Registers commands and the view of captures. Loads nothing: the first use does. */
export function registerRemoteCaptures(host: RegistrationHost, load: LoadCaptures): vscode.Disposable {
  const changes = new vscode.EventEmitter<undefined>();
  let captures: Promise<RemoteCaptures> | undefined;
  const loaded = (): Promise<RemoteCaptures> => {
    captures ??= load().then(
      (module) => new module.RemoteCaptures({ ...host, changed: () => changes.fire(undefined) }),
    );
    return captures;
  };
  const command = (
    name: string,
    run: (captures: RemoteCaptures, node: CaptureNode | undefined) => Promise<void>,
  ): vscode.Disposable =>
    vscode.commands.registerCommand(`scaplens.${name}`, async (node?: CaptureNode) => run(await loaded(), node));
  const tree: vscode.TreeDataProvider<CaptureNode> = {
    onDidChangeTreeData: changes.event,
    getChildren: async (node) => (node?.kind === 'group' ? [...node.nodes] : [...(await (await loaded()).nodes())]),
    getTreeItem: async (node) => (await loaded()).treeItem(node),
  };
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: tree });
  // The configuration of ssh may have changed meanwhile, and its hosts with it.
  const lookAgain = (): void => {
    if (view.visible) changes.fire(undefined);
  };
  const timer = setTimeout(() => {
    if (existsSync(host.folder)) void loaded().then((each) => each.lookBehind());
  }, LOOK_BEHIND_AFTER);
  timer.unref();
  return vscode.Disposable.from(
    changes,
    view,
    view.onDidChangeVisibility(lookAgain),
    vscode.window.onDidChangeWindowState(lookAgain),
    vscode.workspace.onDidSaveTextDocument(lookAgain),
    vscode.workspace.onDidChangeConfiguration(lookAgain),
    command('startCapture', (each, node) => each.start(node?.kind === 'host' ? [node.host.name] : undefined)),
    command('stopCapture', (each, node) => each.stop(node)),
    command('stopAndKeepCapture', (each, node) => each.stopAndKeep(node)),
    command('restartCapture', (each, node) => each.restart(node)),
    command('saveCapture', (each, node) => each.save(node)),
    command('openCapture', async (each, node) => node && each.open(node)),
    command('discardCapture', async (each, node) => node && each.discard(node)),
    {
      dispose: () => {
        clearTimeout(timer);
        void captures?.then((each) => each.dispose());
      },
    },
  );
}
