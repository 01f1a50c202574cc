/** A start by path: JavaScript with a shebang, an entrypoint script, a link in node_modules/.bin, a binary. */
import * as l10n from '@vscode/l10n';
import { textOf } from '../../project/existence.ts';
import { resolvePath } from '../../project/paths.ts';
import { isShell, shebangOf } from '../../shell/index.ts';
import { type CommandWord, plainWord } from '../command-word.ts';
import type { FileOrigin } from '../stage-view.ts';
import { followScriptText } from './entrypoint-script.ts';
import { packageOfPath } from './evidence.ts';
import { withSpawning } from './javascript-entrypoint.ts';
import { startFile } from './node-command.ts';
import { type Follow, type Outcome, unresolved } from './outcome.ts';
import { binFolderOwner, followGlobalTool, followTool } from './tools.ts';
import { type Trail, withStep } from './trail.ts';

const javascript = /\.[cm]?js$/;

/** Follows a command whose first word is a path. */
export function followPath(words: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const [first, ...rest] = words;
  if (first === undefined) return unresolved(trail, l10n.t('there is no command'));
  if (trail.workdir === undefined && !first.value.startsWith('/'))
    return unresolved(trail, l10n.t('the folder of {0} is not known', first.value), first.range);
  const path = resolvePath(trail.workdir ?? '/', first.value);
  const owner = binFolderOwner(path);
  if (owner !== undefined) {
    const outcome = followTool(words, owner, trail, follow);
    return (
      outcome ??
      unresolved(
        trail,
        l10n.t('the file behind {0} is not known: no package.json or lock file at hand names its package', first.value),
        first.range,
      )
    );
  }
  if (packageOfPath(path) !== undefined && javascript.test(path)) {
    const outcome = startFile(first, rest, trail);
    if (outcome.kind === 'node' && outcome.developmentTool !== undefined && /nodemon|ts-node-dev|tsc-watch/.test(outcome.developmentTool)) {
      return {
        kind: 'development',
        trail,
        tool: outcome.developmentTool,
        reason: l10n.t('`{0}` watches files: for developing', outcome.developmentTool),
      };
    }
    return outcome;
  }
  const origin = trail.request.originOf(path);
  // The links that global installs leave behind.
  const global =
    /\/bin\/[^/]+$/.test(path) && !['context', 'inline'].includes(origin.kind) ? followGlobalTool(words, trail, follow) : undefined;
  return global ?? followFile(first, path, rest, origin, trail, follow);
}

/** What a file of the image holds, where that is known: a heredoc wrote it, or it comes from the build context. */
export function textOfOrigin(origin: FileOrigin, { request }: Trail): string | undefined {
  if (origin.kind === 'inline') return origin.text;
  return origin.kind === 'context' ? textOf(request.files, resolvePath(request.contextFolder, origin.path)) : undefined;
}

/** Starts the file at `path` (absolute), which came from `origin`. */
export function followFile(
  word: CommandWord,
  path: string,
  rest: readonly CommandWord[],
  origin: FileOrigin,
  trail: Trail,
  follow: Follow,
): Outcome {
  const text = textOfOrigin(origin, trail);
  const source = origin.kind === 'context' ? origin.path : undefined;
  if (text !== undefined) return followReadFile(word, path, source, text.replace(/^\uFEFF/, ''), rest, trail, follow);
  if (javascript.test(path)) return startFile(word, rest, trail);
  switch (origin.kind) {
    case 'context':
      if (origin.exists) trail.request.files.state(resolvePath(trail.request.contextFolder, origin.path));
      return {
        kind: 'script-file',
        trail,
        path: origin.path,
        imagePath: path,
        interpreter: /\.(?:ba)?sh$/.test(path) ? 'sh' : 'unknown',
        text: undefined,
        called: [word],
        words: rest,
      };
    case 'built':
      return unresolved(trail, l10n.t('{0} is made by `{1}`, and what it is cannot be seen', path, origin.by), word.range);
    case 'absent':
      // Docker's entrypoint gives node what is no command.
      if (trail.nodePrefix && origin.path !== undefined && !/\.(?:ba)?sh$/.test(path)) return startFile(word, rest, trail);
      return /\.(?:ba)?sh$/.test(path)
        ? unresolved(trail, `${path}: ${origin.why}`, word.range)
        : {
            kind: 'program',
            trail,
            program: word.value,
            words: [word, ...rest],
            reason: l10n.t('`{0}` is not a file of the project ({1})', word.value, origin.why),
          };
    case 'external':
      return {
        kind: 'program',
        trail,
        program: word.value,
        words: [word, ...rest],
        reason: l10n.t('`{0}` comes from {1}', word.value, origin.image),
      };
    case 'unknown':
      return unresolved(trail, l10n.t('where {0} comes from is not known ({1})', path, origin.why), word.range);
    default:
      return {
        kind: 'program',
        trail,
        program: word.value,
        words: [word, ...rest],
        reason: l10n.t('`{0}` is not a file of the project', word.value),
      };
  }
}

function followReadFile(
  word: CommandWord,
  path: string,
  source: string | undefined,
  text: string,
  rest: readonly CommandWord[],
  trail: Trail,
  follow: Follow,
): Outcome {
  const shebang = shebangOf(text);
  if (
    shebang === undefined
      ? javascript.test(path) || (trail.nodePrefix && !/\.(?:ba)?sh$/.test(path))
      : /^node(?:js)?$/.test(shebang.interpreter)
  ) {
    const options = (shebang?.args ?? []).filter((argument) => argument !== '-S' && argument !== '--').map(plainWord);
    const next = shebang === undefined ? trail : withStep(trail, word.value, `node ${word.value}`, source);
    return withSpawning(startFile(word, rest, next, options), text, source ?? path);
  }
  if (shebang !== undefined && /^(?:tsx|ts-node|bun|deno)$/.test(shebang.interpreter)) {
    return shebang.interpreter === 'bun' || shebang.interpreter === 'deno'
      ? {
          kind: 'program',
          trail,
          program: shebang.interpreter,
          words: [word, ...rest],
          reason: l10n.t('{0} runs on {1}', path, shebang.interpreter),
        }
      : follow(
          [plainWord(shebang.interpreter), ...shebang.args.map(plainWord), word, ...rest],
          withStep(trail, word.value, `${shebang.interpreter} ${word.value}`, source),
        );
  }
  const interpreter = shebang?.interpreter ?? 'sh';
  if (!isShell(interpreter))
    return { kind: 'program', trail, program: interpreter, words: [word, ...rest], reason: l10n.t('{0} is run by {1}', path, interpreter) };
  return followScriptText({ path, source, text, interpreter, called: [word] }, rest, trail, follow);
}
