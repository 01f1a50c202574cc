/** Entrypoint scripts in JavaScript: those that hand commands to a shell need one, whatever starts them. */
import * as l10n from '@vscode/l10n';
import { textOf } from '../../project/existence.ts';
import { resolvePath } from '../../project/paths.ts';
import { baseName } from '../../shell/index.ts';
import { printWords } from '../command-word.ts';
import { needsShell, type Outcome, printBare } from './outcome.ts';
import type { Trail } from './trail.ts';

/** An entrypoint script given to node by name: it may hand its arguments to a shell. */
export function followNodeEntrypoint(outcome: Outcome, trail: Trail): Outcome {
  if (outcome.kind !== 'node' || outcome.evidence.kind !== 'present' || !/entrypoint/i.test(baseName(outcome.script.value))) return outcome;
  const { contextPath } = outcome.evidence;
  const text = textOf(trail.request.files, resolvePath(trail.request.contextFolder, contextPath));
  return text === undefined ? outcome : withSpawning(outcome, text, contextPath);
}

/** A node start whose script was read: one that hands commands to a shell needs one. */
export function withSpawning(outcome: Outcome, text: string, named: string): Outcome {
  const spawning = spawnsShell(text);
  if (spawning === undefined || outcome.kind !== 'node') return outcome;
  const managers = /\b(?:npx|npm|yarn|pnpm)\b/.test(`${text} ${printWords(outcome.arguments)}`);
  return needsShell(outcome.trail, l10n.t('{0} starts other programs through a shell (`{1}`)', named, spawning), {
    text: managers ? undefined : printBare(outcome, true),
    hint: l10n.t('Let the script import the server, or start it with `process.execPath` and without a shell.'),
    tools: [],
  });
}

/** The telling part of JavaScript that hands commands to a shell. */
function spawnsShell(text: string): string | undefined {
  const code = text.replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[^]*?\*\//g, '');
  if (!/child_process|execa|zx|cross-spawn|shelljs/.test(code)) return undefined;
  return /shell:\s*true|\bexecSync\(|(?<![.\w])exec\(|\bexeca(?:Command|Sync)?\(|\bnpx\b|(?:spawn|spawnSync|execFile)\(\s*['"`](?:npm|npx|yarn|pnpm|sh|bash)\b/.exec(
    code,
  )?.[0];
}
