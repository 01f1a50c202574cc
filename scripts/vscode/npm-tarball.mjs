// Fetches a package from npm without installing it, and unpacks the part of it that is wanted.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts the files below `part` of the package (`lib/vscode`, `bin`) into `target`. Throws when the package is not the pinned one.
 * @param {import('./versions.mjs').Tarball} tarball
 * @param {string} part
 * @param {string} target
 */
export function unpack({ name, version, integrity }, part, target) {
  mkdirSync(target, { recursive: true });
  const folder = mkdtempSync(join(target, '.download-'));
  try {
    execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const file = join(folder, readdirSync(folder)[0] ?? '');
    const actual = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
    if (actual !== integrity) throw new Error(`${name}@${version} has the hash ${actual}, expected ${integrity}`);
    const depth = 1 + part.split('/').length;
    execFileSync('tar', ['-xzf', file, '-C', target, '--no-same-owner', `--strip-components=${depth}`, `package/${part}`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
