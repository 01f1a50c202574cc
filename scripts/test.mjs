// Runs the tests: `node scripts/test.mjs [KIND…]`, a kind being checks, unit, cases, fuzz, protocol, cli, editors, containers, window, vscode, folders, german, web, beside or vsix (default: all).
// The last line is `N passed, N failed`. Exit code 1 when a test fails, when a kind that was asked for has no test, or when nothing ran.
// Installs what is missing: node_modules with npm; for editors, vscode, web and vsix an editor, and on Debian the programs that it needs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kinds } from './testing/kinds.mjs';
import { runNodeTests } from './testing/run-node-tests.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const names = process.argv.slice(2);
const unknown = names.filter((name) => !kinds.some((kind) => kind.name === name));
if (unknown.length > 0) {
  console.error(`There is no kind ${unknown.join(', ')}; there are ${kinds.map((kind) => kind.name).join(', ')}.`);
  process.exit(2);
}
if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci']);

let [passed, failed] = [0, 0];
for (const kind of kinds.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const started = Date.now();
  console.log(`${kind.name}:`);
  const counts = runKind(kind);
  console.log(`  ${counts.passed} passed, ${counts.failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  passed += counts.passed;
  failed += counts.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/**
 * @param {import('./testing/kinds.mjs').Kind} kind
 * @returns {{ passed: number, failed: number }}
 */
function runKind(kind) {
  if (kind.builds.length > 0 && !run(process.execPath, ['scripts/build.mjs', ...kind.builds])) return { passed: 0, failed: 1 };
  if (kind.prepare !== undefined && !prepares(kind.prepare)) return { passed: 0, failed: 1 };
  if (kind.scripts) return runScripts(kind.scripts);
  return kind.folders.length > 0 ? runNodeTests(kind.folders, kind.minutes) : runInEditor(kind);
}

/** @param {() => void} prepare */
function prepares(prepare) {
  try {
    prepare();
    return true;
  } catch (error) {
    console.error(`  ✖ ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/**
 * @param {readonly string[]} scripts
 * @returns {{ passed: number, failed: number }}
 */
function runScripts(scripts) {
  const good = scripts.filter((script) => run('npm', ['run', '--silent', script]));
  return { passed: good.length, failed: scripts.length - good.length };
}

/**
 * @param {import('./testing/kinds.mjs').Kind} kind
 * @returns {{ passed: number, failed: number }}
 */
function runInEditor(kind) {
  mkdirSync('out', { recursive: true });
  const results = `out/${kind.name}.jsonl`;
  rmSync(results, { force: true });
  const succeeded = run(process.execPath, [kind.driver ?? 'scripts/test-vscode.mjs', '--results', results, ...kind.arguments]);
  const events = existsSync(results)
    ? readFileSync(results, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  const [good, bad] = ['passed', 'failed'].map((state) => events.filter((event) => event.state === state).length);
  // A host that died, an endless test, an editor that cannot be had: no test says so.
  return { passed: good ?? 0, failed: bad || (succeeded ? 0 : 1) };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}
