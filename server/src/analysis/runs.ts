/** RUN instructions taken apart: which commands there are and what each does. */
import * as l10n from '@vscode/l10n';
import type { RunInstruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { VariableScope } from '../dockerfile/scope.ts';
import type { CommandPlace, ListItem, ShellScript, SimpleCommand } from '../shell/ast.ts';
import { commandsIn, shellOf, unwrapCommand } from '../shell/index.ts';
import { classifyCommand, classifyPipeline, combineEffects, surroundingsAfter } from './commands/index.ts';
import type { CommandSurroundings, EffectOfCommand } from './effects.ts';
import type { AnalysedCommand, RunAnalysis, RunItem, UserState } from './model.ts';

export interface RunSurroundings {
  readonly user: UserState;
  readonly home: string | undefined;
  readonly workdir: string | undefined;
  readonly scope: VariableScope;
  readonly shell: readonly string[] | undefined;
}

/** Takes one RUN apart. Never throws; what is not understood has the effect `unknown`. */
export function analyseRun(instruction: RunInstruction, around: RunSurroundings): RunAnalysis {
  const script = shellOf(instruction.command, instruction.heredocs, around.shell);
  const base = { instruction, user: around.user, workdir: around.workdir, customShell: around.shell !== undefined };
  if (!script.valid) {
    return {
      ...base,
      script: undefined,
      items: [unknownItem(instruction.range, l10n.t('it is no POSIX shell script that can be followed'))],
      plainList: false,
    };
  }
  const places = new Map<number, CommandPlace[]>();
  for (const place of commandsIn(script)) places.set(place.item, [...(places.get(place.item) ?? []), place]);
  let state: CommandSurroundings = { workdir: around.workdir, home: around.home, variable: (name) => around.scope.get(name)?.value };
  const items: RunItem[] = [];
  for (const [index, item] of script.items.entries()) {
    const commands: AnalysedCommand[] = [];
    const before = state;
    for (const place of places.get(index) ?? []) {
      const command = unwrapCommand(place.command).command;
      const effect = classifyCommand(place.command, state);
      commands.push({ place, command, effect });
      const lasts = place.depth === 0 && !place.conditional && !place.substitution && item.pipeline.commands.length === 1;
      if (lasts) state = surroundingsAfter(place.command, effect, state);
    }
    const plain = commands.length === 1 && commands[0]?.place.depth === 0 && item.pipeline.commands.length === 1;
    items.push({ index, item, commands, plain, effect: effectOfItem(item, commands, plain, before) });
  }
  return { ...base, script, items, plainList: instruction.command.form === 'shell' && isPlainList(script) };
}

function isPlainList(script: ShellScript): boolean {
  return script.items.every((item) => !item.background && item.separator !== '||' && item.separator !== '&');
}

function effectOfItem(item: ListItem, commands: readonly AnalysedCommand[], plain: boolean, state: CommandSurroundings): EffectOfCommand {
  if (plain && commands[0]) return commands[0].effect;
  const simple = item.pipeline.commands.filter((command): command is SimpleCommand => command.kind === 'simple');
  if (item.pipeline.commands.length > 1 && simple.length === item.pipeline.commands.length) {
    return classifyPipeline(simple, state);
  }
  return combineEffects(commands.map((command) => command.effect));
}

function unknownItem(range: Range, reason: string): RunItem {
  const item: ListItem = { pipeline: { commands: [], negated: false, timed: false, range }, separator: undefined, background: false };
  return {
    index: 0,
    item,
    commands: [],
    plain: false,
    effect: { effect: { kind: 'unknown', reason }, writes: [], needsRoot: false, tools: [] },
  };
}
