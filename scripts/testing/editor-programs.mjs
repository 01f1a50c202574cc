// The editors that the kind `editors` drives. On Debian they are installed as root without asking.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensurePrograms } from '../vscode/debian-packages.mjs';

/** Throws an error that names the command to type where they are missing and cannot be installed. */
export function ensureEditors() {
  ensurePrograms([
    { file: program('nvim'), packages: ['neovim'] },
    { file: program('emacs'), packages: ['emacs-nox'] },
  ]);
  const libraries = ['dockerfile-mode', 'lsp-mode', ...(emacsMajor() < 29 ? ['eglot'] : [])];
  const missing = libraries.filter((library) => !emacsHas(library)).map((library) => `elpa-${library}`);
  // A library is no program: what stands for it never exists, so that what Emacs does not find is installed.
  ensurePrograms(missing.map((name) => ({ file: `/nonexistent/${name}`, packages: [name] })));
}

/** @param {string} name */
function program(name) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? `/usr/bin/${name}`;
}

function emacsMajor() {
  return Number(emacs('(princ emacs-major-version)'));
}

/** @param {string} library */
function emacsHas(library) {
  return emacs(`(progn (package-initialize) (princ (if (locate-library "${library}") "yes" "no")))`) === 'yes';
}

/** @param {string} expression */
function emacs(expression) {
  return execFileSync(program('emacs'), ['--batch', '--eval', expression], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
