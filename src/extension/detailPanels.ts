import * as vscode from 'vscode';
import type { CapturePlace } from '../session/client/capturePlace';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { CaptureEditorProvider } from './captureEditor';
import { capturePage } from './html';
import { PageBridge, type PageServices } from './pageBridge';
import { documentPlace } from './timelinePlace';

/** The type of these editors, as the manifest's activation event names it. */
const DETAIL_PANEL = 'scaplens.detail';

/**
 * The detail of an event in editors of its own, beside the list: they follow what is chosen there, or stay at one event. Each holds
 * a share in its capture, and is the page of the capture editor without the list. They come back with the window.
 */
export class DetailPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly captures: OpenCaptures,
    private readonly placeOf: (uri: vscode.Uri) => CapturePlace,
    private readonly editors: CaptureEditorProvider,
    private readonly services: PageServices,
  ) {
    editors.onBeside = (uri, state) => this.open(uri, state);
    this.registration = vscode.window.registerWebviewPanelSerializer(DETAIL_PANEL, this);
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** Comes back with its own state, or goes where that does not say what it showed, or that is no longer there. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const address = typeof state === 'object' && state !== null && 'capture' in state ? state.capture : undefined;
    const uri = typeof address === 'string' && address !== '' ? vscode.Uri.parse(address) : undefined;
    if (uri && (await isThere(uri))) await this.fill(panel, uri, undefined);
    else panel.dispose();
  }

  private open(uri: vscode.Uri, state: object): void {
    const panel = vscode.window.createWebviewPanel(DETAIL_PANEL, '', vscode.ViewColumn.Beside);
    void this.fill(panel, uri, { ...state, capture: uri.toString() });
  }

  private async fill(panel: vscode.WebviewPanel, uri: vscode.Uri, state: object | undefined): Promise<void> {
    const { webview } = panel;
    const address = uri.toString();
    const share = this.captures.acquire(address, await documentPlace(uri, this.placeOf));
    const resources = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    const { chosen } = this.services;
    const tell = (): void => {
      const place = chosen.of(address);
      // One that is hidden is told when it is made anew.
      if (place && panel.visible) bridge.tell({ kind: 'chosen', ...place }, true);
    };
    const bridge = new PageBridge(share.client, uri, webview, this.services, {
      onReady: tell,
      onView: (title) => {
        panel.title = `${title}: ${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`;
      },
      onFilter: (filter) => void this.editors.showFilter(address, filter),
      onGoTo: (number, focus) => void this.editors.goTo(address, number, focus),
    });
    const stop = chosen.onChange((changed) => {
      if (changed === address) tell();
    });
    panel.onDidDispose(() => {
      stop();
      bridge.dispose();
      share.release();
    });
    webview.options = { enableScripts: true, localResourceRoots: [resources] };
    webview.html = capturePage(webview, resources, state, 'detail');
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
