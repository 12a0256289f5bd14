import type * as vscode from 'vscode';
import type { CaptureShare } from '../session/client/openCaptures';

/** A capture that is open in one or more editors; holds a share in its worker until the last of them is closed. */
export class CaptureDocument implements vscode.CustomDocument {
  constructor(
    readonly uri: vscode.Uri,
    readonly share: CaptureShare,
  ) {}

  dispose(): void {
    this.share.release();
  }
}
