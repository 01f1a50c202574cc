/** corepack: makes the commands of yarn and pnpm, fetches their releases, or runs them. */
import * as l10n from '@vscode/l10n';
import { type ParsedArguments, parseOptions } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { isGiven, optionWord } from './options.ts';
import { file, nothing, outcome, tree, unknown } from './outcome.ts';
import { absolutePath, needRoot, outsideHome, pathsOf } from './written-paths.ts';

export const corepackFamily: Family = { corepack };

const managers = /^(?:npm|npx|yarn|yarnpkg|pnpm|pnpx)(?:@.*)?$/;

function corepack(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, { withValue: ['--install-directory', '-o', '--output'] });
  const [action, ...operands] = parsed.positionals;
  if (action === undefined) return nothing('corepack');
  const named = operands.map((word) => textOf(word, call.around)).find((text) => managers.test(text));
  const answer = (writes: readonly WrittenPath[], root = needRoot(outsideHome(writes, call.around), call.around)): EffectOfCommand =>
    outcome({ kind: 'corepack', action: action.value, packageManager: named }, { writes, needsRoot: root, tools: ['corepack'] });
  switch (action.value) {
    case 'enable':
    case 'disable': {
      // The commands are made beside corepack's own, among root's files.
      const folder = optionWord(call, parsed, '--install-directory');
      const writes = folder === undefined ? [tree('/usr/local/bin')] : pathsOf(folder, call.around, { tree: true });
      return writes === undefined ? unknown(l10n.t('the folder that `corepack` writes cannot be resolved'), 'corepack') : answer(writes);
    }
    case 'prepare':
    case 'install':
    case 'hydrate':
    case 'pack':
      return answer([...releases(call), ...packed(call, parsed)]);
    case 'use':
    case 'up': {
      const here = call.around.workdir;
      return here === undefined
        ? unknown(l10n.t('the folder that `corepack` works in is not known'), 'corepack')
        : answer([...releases(call), tree(here)]);
    }
    case 'cache':
      return outcome({ kind: 'cache-clean' }, { tools: ['corepack'] });
    default:
      return managers.test(action.value)
        ? delegated(call, action.value)
        : unknown(l10n.t('what `corepack {0}` does is not known', action.value), 'corepack');
  }
}

/** COREPACK_HOME, or `.cache/node/corepack` below HOME. */
function releases(call: Call): readonly WrittenPath[] {
  const given = call.around.variable('COREPACK_HOME');
  const path =
    given === undefined
      ? call.around.home === undefined
        ? undefined
        : `${call.around.home}/.cache/node/corepack`
      : absolutePath(given, call.around);
  return path === undefined ? [] : [tree(path)];
}

function packed(call: Call, parsed: ParsedArguments): readonly WrittenPath[] {
  if (!isGiven(parsed, '-o', '--output')) return [];
  const word = optionWord(call, parsed, '-o', '--output');
  const path = word === undefined ? absolutePath('corepack.tgz', call.around) : absolutePath(textOf(word, call.around), call.around);
  return path === undefined ? [] : [file(path)];
}

/** `corepack pnpm install` is `pnpm install`. */
function delegated(call: Call, manager: string): EffectOfCommand {
  const at = call.command.words.findIndex(({ value }) => value === manager);
  const [name, ...rest] = call.command.words.slice(at);
  if (name === undefined) return nothing('corepack');
  const bare = manager.replace(/@.*$/, '');
  const inner = call.classify(
    { ...call.command, assignments: [], redirects: [], words: [{ ...name, raw: bare, value: bare, literal: true }, ...rest] },
    call.around,
  );
  return { ...inner, tools: ['corepack', ...inner.tools.filter((tool) => tool !== bare)] };
}
