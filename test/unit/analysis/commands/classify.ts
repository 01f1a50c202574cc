/** One line of shell in, its effect out: what the tests of the command table have in common. */
import { classifyPipeline, surroundingsAfter } from '../../../../server/src/analysis/commands/index.ts';
import type { CommandEffect, CommandSurroundings, EffectOfCommand } from '../../../../server/src/analysis/effects.ts';
import { parseScriptText, type SimpleCommand } from '../../../../server/src/shell/index.ts';

/** A stage with WORKDIR /app whose user is node. */
export function around(
  variables: Readonly<Record<string, string>> = {},
  workdir: string | undefined = '/app',
  home: string | undefined = '/home/node',
): CommandSurroundings {
  return { workdir, home, variable: (name) => variables[name] };
}

/** The effect of the last pipeline of `script`, with those before it applied to the shell. */
export function classify(script: string, surroundings: CommandSurroundings = around()): EffectOfCommand {
  let state = surroundings;
  let answer: EffectOfCommand | undefined;
  for (const { pipeline } of parseScriptText(script).items) {
    const commands = pipeline.commands.filter((command): command is SimpleCommand => command.kind === 'simple');
    answer = classifyPipeline(commands, state);
    const [only] = commands;
    if (only !== undefined && commands.length === 1) state = surroundingsAfter(only, answer, state);
  }
  if (answer === undefined) throw new Error(`no command in: ${script}`);
  return answer;
}

export function kindOf(script: string, surroundings?: CommandSurroundings): CommandEffect['kind'] {
  return classify(script, surroundings).effect.kind;
}

/** Written paths in short: `/x/**` for a tree, `/x +` for a path made by name. */
export function writesOf(script: string, surroundings?: CommandSurroundings): readonly string[] {
  return classify(script, surroundings).writes.map(
    ({ path, tree, created }) => `${path === '/' && tree ? '' : path}${tree ? '/**' : ''}${created ? ' +' : ''}`,
  );
}

/** The effect with package words as plain text, so that it can be compared as a whole. */
export function effectOf(script: string, surroundings?: CommandSurroundings): Readonly<Record<string, unknown>> {
  const { effect } = classify(script, surroundings);
  const plain: Record<string, unknown> = { ...effect };
  if ('packages' in effect) plain['packages'] = effect.packages.map(({ text }) => text);
  if ('refusedFlags' in effect) plain['refusedFlags'] = effect.refusedFlags.map(({ value }) => value);
  if ('deprecatedFlags' in effect) plain['deprecatedFlags'] = effect.deprecatedFlags.map(({ value }) => value);
  return plain;
}
