import * as vscode from 'vscode';

/**
 * The page of a capture editor. It holds no captured data: its script asks for what it shows. `state`: what the page shows
 * that it takes the place of; undefined: of none. `part`: the whole, or the detail alone.
 */
export function capturePage(
  webview: vscode.Webview,
  resources: vscode.Uri,
  state: unknown,
  part: 'capture' | 'detail' = 'capture',
): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))));
  const source = (name: string): string => `${webview.asWebviewUri(vscode.Uri.joinPath(resources, name))}`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The controls' library tries a style element of its own at load, and gives it this nonce.
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Scaplens</title>
<link rel="stylesheet" href="${source('codicon.css')}">
<link rel="stylesheet" href="${source('capture.css')}">
</head>
<body>
<div id="app" data-part="${part}"${state === undefined ? '' : ` data-state="${attribute(JSON.stringify(state))}"`}></div>
<script nonce="${nonce}" src="${source('capture.js')}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
