import * as vscode from 'vscode';
import type { MessageToPage, PageCommand } from '../../webview/capture/editorProtocol';
import type { CapturePlace } from '../session/client/capturePlace';
import type { OpenCaptures } from '../session/client/openCaptures';
import { CaptureDocument } from './captureDocument';
import { capturePage } from './html';
import { NO_WAYS, PageBridge, type PageServices } from './pageBridge';
import { documentPlace } from './timelinePlace';

/** The view type of the capture editor, as the manifest names it. */
export const CAPTURE_EDITOR = 'scaplens.capture';

/** Opens captures in editors. A page that is hidden is dropped and made anew: it keeps its own place. */
export class CaptureEditorProvider implements vscode.CustomReadonlyEditorProvider<CaptureDocument> {
  private readonly bridges = new Map<vscode.WebviewPanel, PageBridge>();
  /** What pages showed of captures that are being moved, by the addresses of their new places. */
  private readonly moved = new Map<string, unknown>();

  /** A page wants its detail in an editor of its own. */
  onBeside: (uri: vscode.Uri, state: object) => void = () => undefined;

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

  async openCustomDocument(uri: vscode.Uri): Promise<CaptureDocument> {
    const place = await documentPlace(uri, this.placeOf);
    return new CaptureDocument(uri, this.captures.acquire(uri.toString(), place));
  }

  resolveCustomEditor(document: CaptureDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    const resources = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [resources] };
    const bridge = new PageBridge(document.share.client, document.uri, webview, this.services, {
      onWays: () => this.tellWays(),
      onBeside: (state) => this.onBeside(document.uri, state),
    });
    this.bridges.set(panel, bridge);
    panel.onDidChangeViewState(() => this.tellWays());
    panel.onDidDispose(() => {
      this.bridges.delete(panel);
      bridge.dispose();
      this.tellWays();
    });
    const address = document.uri.toString();
    webview.html = capturePage(webview, resources, this.moved.get(address));
    this.moved.delete(address);
  }

  /** A capture is moved: the next editor of its new place shows what that of the former one shows. */
  handOver(from: vscode.Uri, to: vscode.Uri): void {
    const [, bridge] = this.editorOf(from.toString()) ?? [];
    if (bridge?.kept !== undefined) this.moved.set(to.toString(), bridge.kept);
  }

  /** Sends a command to the page of the active capture editor; does nothing where no capture editor is active. */
  command(command: PageCommand): void {
    for (const [panel, bridge] of this.bridges) if (panel.active) bridge.tell({ kind: 'command', command }, true);
  }

  /** The address of the capture in the active editor; undefined where none is. */
  get activeAddress(): string | undefined {
    return [...this.bridges].find(([panel]) => panel.active)?.[1].uri.toString();
  }

  /** Shows a capture, in the editor that it is open in or a new one, with a filter. */
  async showFilter(address: string, filter: string): Promise<void> {
    await this.show(address, { kind: 'filter', filter }, true);
  }

  /** Chooses an event of a capture, in the editor that it is open in or a new one. */
  async goTo(address: string, number: number, focus: boolean): Promise<void> {
    await this.show(address, { kind: 'goTo', number, focus }, focus);
  }

  private async show(address: string, message: MessageToPage, focus: boolean): Promise<void> {
    if (!this.editorOf(address)) {
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.parse(address), CAPTURE_EDITOR);
    }
    const [panel, bridge] = this.editorOf(address) ?? [];
    // A page that is hidden is made anew when it is revealed, and is told then.
    bridge?.tell(message, panel?.visible ?? false);
    // Without its column it would be opened in the one that has the focus.
    if (focus || panel?.visible === false) panel?.reveal(panel.viewColumn, !focus);
  }

  /** Keys that go back and forth are VS Code's own where the active editor has nowhere to go. */
  private tellWays(): void {
    const [, active] = [...this.bridges].find(([panel]) => panel.active) ?? [];
    const { back, forward } = active?.ways ?? NO_WAYS;
    void vscode.commands.executeCommand('setContext', 'scaplens.canGoBack', back);
    void vscode.commands.executeCommand('setContext', 'scaplens.canGoForward', forward);
  }

  private editorOf(address: string): [vscode.WebviewPanel, PageBridge] | undefined {
    const editors = [...this.bridges].filter(([, bridge]) => bridge.uri.toString() === address);
    return editors.find(([panel]) => panel.visible) ?? editors[0];
  }
}
