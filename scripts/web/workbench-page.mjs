// The page of VS Code for the Web, made of the files of VS Code's server, with no server behind it: extensions run in a web worker alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Below this path are the server's files. */
export const staticPath = '/static';
const page = 'out/vs/code/browser/workbench/workbench.html';
export const script = 'out/vs/code/browser/workbench/workbench.js';

/**
 * What code-server adds to VS Code's script: it always takes the host of the page for a remote machine, and keeps user data there. The
 * version is pinned; when another one spells it otherwise, the run must stop, not go on with a remote host.
 * @type {readonly { what: string, pattern: RegExp, replacement: string }[]}
 */
const patches = [
  { what: 'the remote machine', pattern: /,remoteAuthority:location\.host\}/g, replacement: '}' },
  {
    what: 'the place of user data',
    pattern: /\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)/g,
    replacement: '.with({scheme:$1.vscodeUserData}),"User")',
  },
];

/** @param {string} root the server's folder */
export function workbenchScript(root) {
  let text = readFileSync(join(root, script), 'utf8');
  for (const { what, pattern, replacement } of patches) {
    const count = [...text.matchAll(pattern)].length;
    if (count !== 1) throw new Error(`VS Code's script has ${what} in ${count} places, not in one: see scripts/web/workbench-page.mjs.`);
    text = text.replace(pattern, replacement);
  }
  return text;
}

/**
 * @param {string} root the server's folder
 * @param {Window} window
 */
export function workbenchPage(root, { origin, folder, installed, development, tests, settings }) {
  const configuration = {
    folderUri: components(folder),
    additionalBuiltinExtensions: installed.map(components),
    developmentOptions: {
      extensions: development.map(components),
      extensionTestsPath: components(tests),
      // Without it a built workbench ignores the extensions under development.
      enableSmokeTestDriver: true,
    },
    configurationDefaults: settings,
    enableWorkspaceTrust: false,
    webviewEndpoint: `${origin}${staticPath}/out/vs/workbench/contrib/webview/browser/pre`,
    productConfiguration: { enableTelemetry: false },
    // code-server's own.
    userDataPath: '/user',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
  };
  /** @type {Readonly<Record<string, string>>} */
  const values = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration),
    WORKBENCH_WEB_BASE_URL: staticPath,
    WORKBENCH_NLS_FALLBACK_URL: `${staticPath}/out/nls.messages.js`,
  };
  return readFileSync(join(root, page), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => (values[name] ?? '').replaceAll('"', '&quot;'));
}

/**
 * @typedef {object} Window
 * @property {string} origin of the page
 * @property {string} folder address of the folder that is open
 * @property {readonly string[]} installed addresses of extensions' folders
 * @property {readonly string[]} development addresses of folders of extensions under development
 * @property {string} tests address of the script that exports `run`
 * @property {unknown} settings of the user
 */

/**
 * An address in the form that the workbench wants.
 * @param {string} address
 */
function components(address) {
  const { protocol, host, pathname } = new URL(address);
  return { scheme: protocol.slice(0, -1), authority: host, path: decodeURIComponent(pathname) };
}
