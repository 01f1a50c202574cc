// The desktop VS Code: downloaded, and given a display where there is none.
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { ensurePrograms } from './debian-packages.mjs';
import { editors } from './versions.mjs';

/**
 * @param {string} editor a key of `editors`
 * @param {string} cachePath
 * @returns {Promise<string>} the executable. Rejects when the download fails.
 */
export async function downloadDesktop(editor, cachePath) {
  return await downloadAndUnzipVSCode({
    version: editors[editor]?.desktop ?? editor,
    cachePath,
    timeout: 20_000,
    reporter: new SilentReporter(),
  });
}

/** The command in front of a program that opens windows: empty where there is a display. */
export function displayCommand() {
  const headless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (!headless) return [];
  ensurePrograms([
    { file: '/usr/bin/xvfb-run', packages: ['xvfb', 'xauth'] },
    // Brings the libraries that Electron needs, under whatever name this Debian has them.
    { file: '/usr/bin/chromium', packages: ['chromium'] },
  ]);
  return ['xvfb-run', '--auto-servernum'];
}
