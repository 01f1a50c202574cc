/** One command, followed to what it starts in the end. */
import * as l10n from '@vscode/l10n';
import { pathBelow, resolvePath } from '../../project/paths.ts';
import { baseName, shellInvocation } from '../../shell/index.ts';
import { type CommandWord, plainWord, printWords } from '../command-word.ts';
import { packageManagerCall } from '../package-manager-call.ts';
import { followScriptText } from './entrypoint-script.ts';
import { followFile, followPath, textOfOrigin } from './file-start.ts';
import { followNodeEntrypoint } from './javascript-entrypoint.ts';
import { followNode, startFile } from './node-command.ts';
import { needsShell, type Outcome, unresolved } from './outcome.ts';
import { followCall, followRunAll, followRunScriptOs } from './package-scripts.ts';
import { followText } from './shell-text.ts';
import { developmentCall, followGlobalTool, followTool } from './tools.ts';
import { circle, deepestTrail, type Trail, withStep } from './trail.ts';
import { followTurbo } from './turbo.ts';
import { followWrapper } from './wrappers.ts';

const nodePaths = /^(?:(?:\/usr\/local\/bin|\/usr\/bin|\/nodejs\/bin|\/opt\/\S*\/bin)\/)?node(?:js)?$/;

/** Follows `words` from where `trail` stands. Never throws. */
export function follow(words: readonly CommandWord[], trail: Trail): Outcome {
  const [first, ...rest] = words;
  if (first === undefined || first.value === '') return unresolved(trail, l10n.t('there is no command'));
  if (trail.depth > deepestTrail || trail.effort.left-- <= 0) return unresolved(trail, circle());
  if (!first.literal)
    return needsShell(trail, l10n.t('the command is `{0}`, which is only known when the container starts', first.raw), {
      range: first.range ?? trail.range,
    });
  if (nodePaths.test(first.value)) return followNodeEntrypoint(followNode(rest, trail), trail);
  // Docker's entrypoint: options are node's.
  if (trail.nodePrefix && first.value.startsWith('-')) return followNode(words, { ...trail, nodePrefix: false });
  // What another program starts does not pass by that entrypoint again.
  const behind: Trail = { ...trail, nodePrefix: false };
  const wrapped = followWrapper(words, behind, follow);
  if (wrapped !== undefined) return wrapped;
  const shell = shellInvocation(words.map((word) => word.value));
  if (shell !== undefined) return followShell(words, shell, behind);
  const call = isSystemPath(first.value) ? packageManagerCall(words) : undefined;
  if (call !== undefined) return followCall(call, words, behind, follow);
  if (first.value.includes('/')) return followPath(words, trail, follow);
  return followName(first, rest, words, trail);
}

/** A bare name, or a path where the base image has its programs: not `./bin/npm`. */
function isSystemPath(program: string): boolean {
  return !program.includes('/') || /^(?:\/usr(?:\/local)?)?\/bin\/[^/]+$/.test(program);
}

function followShell(words: readonly CommandWord[], shell: NonNullable<ReturnType<typeof shellInvocation>>, trail: Trail): Outcome {
  if (shell.kind === 'input') return unresolved(trail, l10n.t('`{0}` starts an interactive shell', printWords(words)), words[0]?.range);
  const word = words[shell.index];
  if (word === undefined) return unresolved(trail, l10n.t('`{0}` starts nothing', printWords(words)));
  const given = words.slice(shell.index + 1);
  if (shell.kind === 'text') {
    if (given.length > 0 && /\$[@*0-9]|\$\{[@*0-9]/.test(word.value)) return followPositional(word, given, trail);
    return followText(
      word.value,
      { ...withStep(trail, printWords(words), word.value, undefined), range: word.range ?? trail.range },
      follow,
    );
  }
  const path = resolvePath(trail.workdir ?? '/', word.value);
  const origin = trail.request.originOf(path);
  const text = textOfOrigin(origin, trail);
  const interpreter = baseName(words[0]?.value ?? 'sh');
  if (text !== undefined)
    return followScriptText(
      { path, source: origin.kind === 'context' ? origin.path : undefined, text, interpreter, called: words.slice(0, shell.index + 1) },
      given,
      trail,
      follow,
    );
  if (origin.kind === 'context')
    return {
      kind: 'script-file',
      trail,
      path: origin.path,
      imagePath: path,
      interpreter,
      text: undefined,
      called: words.slice(0, shell.index + 1),
      words: given,
    };
  return unresolved(trail, l10n.t('the script {0} is not at hand', word.value), word.range);
}

/** `sh -c 'exec "$@"' -- node x`: the first word behind the text is $0. */
function followPositional(word: CommandWord, given: readonly CommandWord[], trail: Trail): Outcome {
  const handed = /^\s*(?:set\s+-\w+\s*;\s*)?(?:exec\s+)?"\$@"\s*$/.test(word.value);
  return handed
    ? follow(given.slice(1), withStep(trail, word.value, printWords(given.slice(1)), undefined))
    : needsShell(trail, l10n.t('the script uses the arguments that it is given'), { range: word.range ?? trail.range });
}

function followName(first: CommandWord, rest: readonly CommandWord[], words: readonly CommandWord[], trail: Trail): Outcome {
  const name = first.value;
  if (name === 'run-script-os' || name === 'run-os') return followRunScriptOs(rest, trail, follow);
  if (name === 'npm-run-all' || name === 'run-s' || name === 'run-p') return followRunAll(name, rest, trail, follow);
  if (name === 'turbo') return followTurbo(words, trail, follow);
  for (const folder of toolFolders(trail)) {
    const outcome = followTool(words, folder, trail, follow);
    if (outcome !== undefined) return outcome;
  }
  const script = onPath(name, trail);
  if (script !== undefined) return followFile(plainWord(script), script, rest, trail.request.originOf(script), trail, follow);
  const global = followGlobalTool(words, trail, follow);
  if (global !== undefined) return global;
  if (trail.nodePrefix && (/\.[cm]?js$/.test(name) || isProjectFile(name, trail)))
    return startFile(first, rest, withStep(trail, name, `node ${name}`, undefined));
  if (trail.binFolders.length > 0)
    return unresolved(trail, l10n.t('`{0}` is a command of no package that package.json or the lock file names', name), first.range);
  // A development tool that nothing at hand names is one all the same.
  return (
    developmentCall(words, trail) ?? {
      kind: 'program',
      trail,
      program: name,
      words,
      reason: l10n.t("`{0}` is neither node nor a command of the project's packages", name),
    }
  );
}

/** The folders whose node_modules/.bin is searched: those a package manager put on PATH, and those that PATH names. */
function toolFolders(trail: Trail): readonly string[] {
  const path = trail.request.variable('PATH')?.split(':') ?? [];
  const folders = [...trail.binFolders, ...path].flatMap((folder) => {
    const owner = /^(.*)\/node_modules\/\.bin\/?$/.exec(folder)?.[1];
    if (owner !== undefined && folder.startsWith('/')) return [owner === '' ? '/' : owner];
    return folder === 'node_modules/.bin' || folder === './node_modules/.bin' ? [trail.workdir ?? '/'] : [];
  });
  return [...new Set(folders)];
}

/** A file of the project that was put where PATH looks. */
function onPath(name: string, trail: Trail): string | undefined {
  const listed =
    trail.request
      .variable('PATH')
      ?.split(':')
      .filter((folder) => folder.startsWith('/') && !folder.includes('$')) ?? [];
  for (const folder of [...listed, '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']) {
    const path = resolvePath(folder, name);
    const { kind } = trail.request.originOf(path);
    if (kind === 'context' || kind === 'inline') return path;
  }
  return undefined;
}

function isProjectFile(name: string, trail: Trail): boolean {
  if (trail.workdir === undefined) return false;
  const path = resolvePath(trail.workdir, name);
  return [path, `${path}.js`, `${path}/index.js`].some((candidate) => {
    const origin = trail.request.originOf(candidate);
    return origin.kind === 'context' && origin.exists && pathBelow(trail.workdir ?? '/', candidate) !== undefined;
  });
}
