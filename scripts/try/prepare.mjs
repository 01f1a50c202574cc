// What `npm run try` and `npm run editor` do first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Installs the dependencies on a fresh clone. The current directory is the project. */
export function installDependencies() {
  if (existsSync('node_modules/.package-lock.json')) return;
  console.log('Installing what the project needs: npm ci');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/**
 * Ends this program when the other one fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean }} [options] `quiet`: shows errors only
 */
export function run(command, args, { quiet = false } = {}) {
  // On Windows npm is a script that only a shell finds.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { stdio: ['inherit', quiet ? 'ignore' : 'inherit', 'inherit'], shell });
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * npm changes to the project's folder; a path was meant from where the person stands.
 * @param {string} path
 */
export function asTyped(path) {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
