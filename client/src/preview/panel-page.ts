/** The page of the report panel: nothing but a frame, a script and a style of our own, and no other source of anything. */
import * as vscode from 'vscode';

export function panelPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomNonce();
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('report-panel.css')}">
<title>Migrate to Chainguard</title>
</head>
<body>
<main id="panel"></main>
<div id="status" role="status" aria-live="polite"></div>
<script nonce="${nonce}" src="${address('report-panel.js')}"></script>
</body>
</html>`;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
