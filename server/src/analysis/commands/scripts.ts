/** Texts that a command hands to a shell, and what the substitutions inside its words run. */
import * as l10n from '@vscode/l10n';
import { nestedScript, parseOptions, type ShellScript, type SimpleCommand } from '../../shell/index.ts';
import type { ClassifyCommand, CommandEffect, CommandSurroundings, EffectOfCommand } from '../effects.ts';
import type { Call } from './call.ts';
import { homeOfUser, textOf } from './expansion.ts';
import { optionWord } from './options.ts';
import { nothing, outcome, unknown } from './outcome.ts';
import { surroundingsAfter, withVariables } from './surroundings.ts';

type ClassifyPipeline = (commands: readonly SimpleCommand[], around: CommandSurroundings) => EffectOfCommand;

/** `sh -c "…"`, `eval "…"`, `su -c "…"`: the effect of the text. A file that is run could do anything. */
export function shellCall(call: Call, classifyPipeline: ClassifyPipeline): EffectOfCommand {
  const script = nestedScript(call.command);
  if (script !== undefined) return withTool(scriptEffect(script, asUser(call), classifyPipeline), call.name);
  const file = call.args.find(({ value }) => !value.startsWith('-'));
  return unknown(
    file === undefined
      ? l10n.t('what `{0}` is given to run is not known', call.name)
      : l10n.t('what the script `{0}` does is not known', textOf(file, call.around)),
    call.name,
  );
}

/** `su USER -c "…"` brings that user's HOME. */
function asUser(call: Call): CommandSurroundings {
  if (call.name !== 'su' && call.name !== 'runuser') return call.around;
  const parsed = parseOptions(call.args, { withValue: ['-c', '--command', '-s', '--shell', '-g', '--group', '-G', '-u', '--user', '-w'] });
  const user = optionWord(call, parsed, '-u', '--user') ?? parsed.positionals.find(({ value }) => value !== '-');
  return withVariables(call.around, [['HOME', homeOfUser(user === undefined ? 'root' : textOf(user, call.around))]]);
}

/**
 * The commands of a text as one effect; `unknown` as soon as one is, or when they do unlike things: the text is one word of one command,
 * and whoever treats that command as, say, an installation must not lose what else it does.
 */
export function scriptEffect(script: ShellScript, around: CommandSurroundings, classifyPipeline: ClassifyPipeline): EffectOfCommand {
  if (!script.valid) return unknown(l10n.t('the text that the shell is given cannot be read'));
  const effects: EffectOfCommand[] = [];
  let state = around;
  for (const { pipeline } of script.items) {
    const commands = pipeline.commands.filter((command) => command.kind === 'simple');
    if (commands.length < pipeline.commands.length)
      return unknown(l10n.t('the text that the shell is given holds more than simple commands'));
    const effect = classifyPipeline(commands, state);
    effects.push(effect);
    const [only, ...piped] = commands;
    if (only !== undefined && piped.length === 0) state = surroundingsAfter(only, effect, state);
  }
  const counting = weighty(effects);
  const several = counting.length > 1 && !counting.every(({ effect }) => effect.kind === 'file-work' || effect.kind === 'download');
  return several && !effects.some(({ effect }) => effect.kind === 'unknown')
    ? unknown(l10n.t('it does several things in one text'), ...effects.flatMap((effect) => effect.tools))
    : combineEffects(effects);
}

/** Which kind tells most about several commands, when they do unlike things; the rest follow as they come. */
const telling: readonly CommandEffect['kind'][] = [
  'os-repository',
  'os-install',
  'os-remove',
  'service',
  'locale-and-time-zone',
  'user-account',
  'global-install',
  'corepack',
  'dependencies-prune',
  'dependencies-install',
  'script',
  'file-work',
  'download',
  'tool-config',
];

/**
 * Several commands (of an `if`, of a pipeline) as one effect: `unknown` as soon as one is. What leaves nothing behind and mere cleaning do not
 * count; several pieces of file work are one `write`; of unlike effects the most telling kind stands for all, with everything that they write.
 * Such an answer says what must be there, not that the command can be written anew.
 */
export function combineEffects(effects: readonly EffectOfCommand[]): EffectOfCommand {
  const tools = [...new Set(effects.flatMap((effect) => effect.tools))];
  const details = { writes: effects.flatMap((effect) => effect.writes), needsRoot: effects.some((effect) => effect.needsRoot), tools };
  const lost = effects.find(({ effect }) => effect.kind === 'unknown');
  if (lost !== undefined) return { ...lost, tools };
  const counting = weighty(effects);
  const [first, ...others] = counting;
  if (first === undefined) return { ...nothing(...tools), needsRoot: details.needsRoot };
  if (others.length === 0) return outcome(first.effect, details);
  if (counting.every(({ effect }) => effect.kind === 'file-work' || effect.kind === 'download')) {
    return outcome({ kind: 'file-work', verb: 'write', owner: undefined, mode: undefined, recursive: true }, details);
  }
  const kind = telling.find((candidate) => counting.some(({ effect }) => effect.kind === candidate));
  const alike = counting.map(({ effect }) => effect).filter((effect) => effect.kind === kind);
  return outcome(alike.reduce(merged, alike[0] ?? first.effect), details);
}

/** Those that do something; of mere cleaning the last one when there is nothing else. */
function weighty(effects: readonly EffectOfCommand[]): readonly EffectOfCommand[] {
  const doing = effects.filter(({ effect }) => effect.kind !== 'nothing');
  const more = doing.filter(
    ({ effect }) =>
      effect.kind !== 'os-maintenance' && effect.kind !== 'cache-clean' && !(effect.kind === 'download' && effect.output === undefined),
  );
  return more.length > 0 ? more : doing.slice(-1);
}

/** Two installations as one; of other pairs the first. */
function merged(one: CommandEffect, other: CommandEffect): CommandEffect {
  if (one === other || one.kind !== 'os-install' || other.kind !== 'os-install') return one;
  return {
    ...one,
    packages: [...one.packages, ...other.packages],
    unknownPackages: one.unknownPackages || other.unknownPackages,
    foreignRepository: one.foreignRepository || other.foreignRepository,
  };
}

/** The effect of what stands in `$(…)`, backticks and `<(…)` among the words: it must leave nothing behind. Undefined when it does. */
export function substitutionsLost(
  command: SimpleCommand,
  around: CommandSurroundings,
  classifyPipeline: ClassifyPipeline,
): { readonly lost: EffectOfCommand | undefined; readonly tools: readonly string[] } {
  const words = [
    ...command.words,
    ...command.assignments.flatMap(({ value }) => (value === undefined ? [] : [value])),
    ...command.redirects.flatMap(({ target }) => (target === undefined ? [] : [target])),
  ];
  const scripts = [
    ...words.flatMap(({ substitutions }) => substitutions),
    ...command.redirects.flatMap(({ heredoc }) => heredoc?.substitutions ?? []),
  ];
  const tools: string[] = [];
  for (const script of scripts) {
    const answer = scriptEffect(script, around, classifyPipeline);
    tools.push(...answer.tools);
    if (answer.effect.kind === 'unknown') return { lost: answer, tools };
    if (answer.writes.length > 0 || !(answer.effect.kind === 'nothing' || answer.effect.kind === 'download'))
      return { lost: unknown(l10n.t('a command inside its words changes files'), ...tools), tools };
  }
  return { lost: undefined, tools };
}

/** A command behind `xargs`: some of its operands only the run knows. */
export function behindXargs(call: Call, classify: ClassifyCommand): EffectOfCommand {
  const answer = classify(call.command, call.around);
  const { effect } = answer;
  switch (effect.kind) {
    case 'os-install':
      return { ...answer, effect: { ...effect, unknownPackages: true } };
    case 'os-remove':
    case 'nothing':
    case 'cache-clean':
      return answer;
    case 'file-work':
      // These change only what is there already.
      if (/^(?:rm|rmdir|chmod|chown)$/.test(effect.verb)) return answer;
      return unknown(l10n.t('the paths that `{0}` is given by `xargs` are not known', call.name), ...answer.tools);
    default:
      return effect.kind === 'unknown'
        ? answer
        : unknown(l10n.t('what `{0}` is given by `xargs` is not known', call.name), ...answer.tools);
  }
}

function withTool(answer: EffectOfCommand, tool: string): EffectOfCommand {
  return tool === 'eval' || tool === 'sh' ? answer : { ...answer, tools: [...new Set([tool, ...answer.tools])] };
}
