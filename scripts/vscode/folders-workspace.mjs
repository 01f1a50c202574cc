// A workspace of several folders for test/vscode/folders: each with settings of its own. Made, not copied: Git keeps no `.git` of others.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const dockerfile = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
const name = '.migrate-to-chainguard.json';

/** Settings files that a person has, and how they look. */
const written = {
  commented: '{\n  // Ours.\n  "strategy": "dev" // small machines\n}\n',
  broken: '{\n  "strategy": "dev"\n  "registry": "mirror.example"\n}\n',
};

/** @type {Readonly<Record<string, string>>} */
const files = {
  // The repository decides.
  [`first/${name}`]: '{ "registry": "first.example", "organization": "acme" }\n',
  'first/.vscode/settings.json': '{ "migrateToChainguard.registry": "not-this.example", "migrateToChainguard.strategy": "direct" }\n',
  // The editor decides.
  'second/.vscode/settings.json':
    '{ "migrateToChainguard.registry": "second.example", "migrateToChainguard.severity": { "base-image": "off", "node-version": "error" } }\n',
  'third/.vscode/settings.json': '{ "migrateToChainguard.enable": false }\n',
  // Nobody does.
  'fourth/package.json': '{}\n',
  // The folder that is open is a part of a repository.
  'repository/.git/HEAD': 'ref: refs/heads/main\n',
  'repository/packages/api/Dockerfile': dockerfile,
  // What is done with a settings file.
  'new/.vscode/settings.json': '{ "migrateToChainguard.organization": "acme", "migrateToChainguard.nodeVersion": "keep" }\n',
  [`commented/${name}`]: written.commented,
  [`broken/${name}`]: written.broken,
  [`typed/${name}`]: written.commented,
  [`mistaken/${name}`]: '{}\n',
};

const folders = ['first', 'second', 'third', 'fourth', 'repository/packages/api', 'new', 'commented', 'broken', 'typed', 'mistaken'];

/**
 * Writes the folders, and the file that opens them together.
 * @param {string} place
 * @returns {string} that file
 */
export function makeFoldersWorkspace(place) {
  const dockerfiles = Object.fromEntries(folders.map((folder) => [`${folder}/Dockerfile`, dockerfile]));
  // A file system that can only be read: the tests bring it.
  const locked = { name: 'locked', uri: 'locked:/project' };
  const workspace = { folders: [...folders.map((path) => ({ path })), locked] };
  const all = { ...files, ...dockerfiles, 'several.code-workspace': `${JSON.stringify(workspace, undefined, 2)}\n` };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  return join(place, 'several.code-workspace');
}
