/** What the redirections of a command write. */
import * as l10n from '@vscode/l10n';
import type { SimpleCommand } from '../../shell/index.ts';
import type { CommandSurroundings, EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call } from './call.ts';
import { textOf } from './expansion.ts';
import { unknown } from './outcome.ts';
import { writing } from './text-files.ts';
import { needRoot, pathsOf } from './written-paths.ts';

const writingOperators = new Set(['>', '>>', '>|', '&>', '&>>', '>&', '<>']);

/** Adds the files that the command's output goes to. What leaves nothing behind by itself becomes a file that is written. */
export function withRedirections(call: Call, answer: EffectOfCommand): EffectOfCommand {
  const writes = redirectedPaths(call.command, call.around);
  if (writes === undefined)
    return unknown(l10n.t('a file that the output of `{0}` goes to cannot be resolved', call.name), ...answer.tools);
  if (writes.length === 0 || answer.effect.kind === 'unknown') return answer;
  const both = { ...answer, writes: [...answer.writes, ...writes], needsRoot: answer.needsRoot || needRoot(writes, call.around) };
  if (answer.effect.kind === 'nothing') return { ...writing(call, writes), tools: answer.tools };
  if (answer.effect.kind === 'download' && answer.effect.output === undefined)
    return { ...both, effect: { ...answer.effect, output: writes[0]?.path } };
  return both;
}

/** The files behind `>`, `>>`, `&>` and their like; undefined when one cannot be known. Descriptors (`2>&1`) and devices are none. */
export function redirectedPaths(command: SimpleCommand, around: CommandSurroundings): readonly WrittenPath[] | undefined {
  const paths: WrittenPath[] = [];
  for (const { operator, target } of command.redirects) {
    if (target === undefined || !writingOperators.has(operator)) continue;
    if (operator === '>&' && /^(?:\d+|-)$/.test(textOf(target, around))) continue;
    const found = pathsOf(target, around);
    if (found === undefined) return undefined;
    paths.push(...found);
  }
  return paths;
}
