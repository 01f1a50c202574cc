/** Pipelines: what comes out at the end, and whether every part of them is known. */
import * as l10n from '@vscode/l10n';
import { commandName, isShell, shellInvocation, type SimpleCommand, unwrapCommand } from '../../shell/index.ts';
import type { ClassifyCommand, CommandSurroundings, EffectOfCommand } from '../effects.ts';
import { knownScript, isNodeRelease, repository } from './os-repositories.ts';
import { file, outcome, projectWrites, unknown } from './outcome.ts';
import { combineEffects } from './scripts.ts';
import { needRoot } from './written-paths.ts';

/**
 * What a pipeline does as a whole. `download | sh` is unknown but for the few set-ups that are known (NodeSource, nvm, pnpm's and yarn's installers);
 * filters in front of the last command leave nothing behind, so the last one's effect is the pipeline's.
 */
export function pipelineEffect(
  commands: readonly SimpleCommand[],
  around: CommandSurroundings,
  classify: ClassifyCommand,
): EffectOfCommand {
  const [only, ...more] = commands;
  if (only === undefined) return unknown(l10n.t('there is no command'));
  if (more.length === 0) return classify(only, around);
  const last = commands.at(-1) ?? only;
  const before = commands.slice(0, -1).map((command) => classify(command, around));
  const fed = combineEffects(before);
  if (runsItsInput(last)) return scriptFromInput(last, fed, around);
  const end = classify(last, around);
  // A log beside what the command in front does: `npm run build | tee build.log`.
  const logged =
    commandName(last) === 'tee' &&
    !(fed.effect.kind === 'nothing' || fed.effect.kind === 'download' || fed.effect.kind === 'unknown') &&
    end.effect.kind !== 'unknown';
  const answer = logged
    ? { ...fed, writes: [...fed.writes, ...end.writes], needsRoot: fed.needsRoot || end.needsRoot, tools: [...fed.tools, ...end.tools] }
    : combineEffects([...before, end]);
  const nodeArchive =
    answer.effect.kind === 'file-work' &&
    answer.effect.verb === 'unpack' &&
    before.some(({ effect }) => effect.kind === 'download' && isNodeRelease(effect.url ?? ''));
  return nodeArchive ? { ...answer, effect: { kind: 'os-repository', nodeSetup: true }, needsRoot: true } : answer;
}

/** `… | bash -`, `… | sudo -E bash -s -- --yes`, `… | node`, `… | python3`. */
function runsItsInput(command: SimpleCommand): boolean {
  const { command: bare } = unwrapCommand(command);
  const name = commandName(bare);
  if (name === undefined) return true;
  const words = bare.words.map(({ value }) => value);
  if (isShell(name)) return shellInvocation(words)?.kind === 'input' || words[1] === '-';
  return /^(?:node|python3?|perl|ruby|php)$/.test(name) && (words.length === 1 || words[1] === '-');
}

function scriptFromInput(shell: SimpleCommand, fed: EffectOfCommand, around: CommandSurroundings): EffectOfCommand {
  const { command, wrappers } = unwrapCommand(shell);
  const name = commandName(command) ?? 'sh';
  const tools = [...new Set([...fed.tools, ...wrappers, name])];
  const url = fed.effect.kind === 'download' && fed.effect.output === undefined ? fed.effect.url : undefined;
  const known = url === undefined ? undefined : knownScript(url);
  if (known === undefined)
    return unknown(
      url === undefined
        ? l10n.t('what `{0}` reads from the pipe is not known', name)
        : l10n.t('what the script from {0} does is not known', url),
      ...tools,
    );
  if (known.kind === 'node') return repository(true, [], ...tools);
  const writes = known.kind === 'program' ? [file(known.path)] : (projectWrites(around.home, around) ?? []);
  const needsRoot = needRoot(writes, around);
  if (known.kind === 'manager')
    return outcome({ kind: 'global-install', manager: known.manager, packages: [] }, { writes, needsRoot, tools });
  return outcome({ kind: 'file-work', verb: 'install', owner: undefined, mode: undefined, recursive: false }, { writes, needsRoot, tools });
}
