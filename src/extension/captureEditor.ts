import * as vscode from 'vscode';
import type { PageCommand } from '../../webview/capture/editorProtocol';
import type { CapturePlace } from '../session/client/capturePlace';
import type { OpenCaptures } from '../session/client/openCaptures';
import { CaptureDocument } from './captureDocument';
import { capturePage } from './html';
import { PageBridge, type PageServices } from './pageBridge';

/** The view type of the capture editor, as the manifest names it. */
export const CAPTURE_EDITOR = 'scaplens.capture';

/** Opens captures in editors. A page that is hidden is dropped and made anew: it keeps its own place. */
export class CaptureEditorProvider implements vscode.CustomReadonlyEditorProvider<CaptureDocument> {
  private readonly bridges = new Map<vscode.WebviewPanel, PageBridge>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly captures: OpenCaptures,
    private readonly placeOf: (uri: vscode.Uri) => CapturePlace,
    private readonly services: PageServices,
  ) {}

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(CAPTURE_EDITOR, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  openCustomDocument(uri: vscode.Uri): CaptureDocument {
    return new CaptureDocument(uri, this.captures.acquire(uri.toString(), this.placeOf(uri)));
  }

  resolveCustomEditor(document: CaptureDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    const resources = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [resources] };
    const bridge = new PageBridge(document.share.client, document.uri, webview, this.services);
    this.bridges.set(panel, bridge);
    panel.onDidDispose(() => {
      this.bridges.delete(panel);
      bridge.dispose();
    });
    webview.html = capturePage(webview, resources);
  }

  /** Sends a command to the page of the active capture editor; does nothing where no capture editor is active. */
  command(command: PageCommand): void {
    for (const [panel, bridge] of this.bridges) if (panel.active) bridge.command(command);
  }
}
