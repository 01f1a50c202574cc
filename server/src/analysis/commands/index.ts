/** The table of shell commands: which files one writes, whether it needs root, which programs it calls. What is not in the table is `unknown`. */
import * as l10n from '@vscode/l10n';
import { commandName, nestedScript, type SimpleCommand, unwrapCommand } from '../../shell/index.ts';
import type { ClassifyCommand, CommandSurroundings, EffectOfCommand } from '../effects.ts';
import { accountFamily } from './accounts.ts';
import { archiveFamily } from './archives.ts';
import { bunFamily } from './bun.ts';
import type { Call, Family } from './call.ts';
import { copyingFamily } from './copying.ts';
import { corepackFamily } from './corepack.ts';
import { downloadFamily } from './downloads.ts';
import { environmentFamily } from './environment-tools.ts';
import { homeOfUser, textOf } from './expansion.ts';
import { fileWorkFamily } from './file-work.ts';
import { findFamily } from './find.ts';
import { gitFamily } from './git.ts';
import { asksForVersion, harmlessFamily } from './harmless.ts';
import { localeFamily } from './locale.ts';
import { foreignFamily } from './foreign-tools.ts';
import { nodeToolFamily, projectTool } from './node-tools.ts';
import { npmFamily } from './npm.ts';
import { runnerFamily } from './npx.ts';
import { packageFamily } from './os-packages.ts';
import { repositoryFamily } from './os-repositories.ts';
import { shellState, unknown } from './outcome.ts';
import { pipelineEffect } from './pipelines.ts';
import { pnpmFamily } from './pnpm.ts';
import { redirectedPaths, withRedirections } from './redirections.ts';
import { behindXargs, shellCall, substitutionsLost } from './scripts.ts';
import { serviceFamily } from './services.ts';
import { withEnvironment, withVariables } from './surroundings.ts';
import { textFileFamily } from './text-files.ts';
import { yarnFamily } from './yarn.ts';

export { combineEffects } from './scripts.ts';
export { surroundingsAfter } from './surroundings.ts';

const table: ReadonlyMap<string, Family[string]> = new Map(
  [
    harmlessFamily,
    packageFamily,
    repositoryFamily,
    npmFamily,
    runnerFamily,
    yarnFamily,
    pnpmFamily,
    bunFamily,
    corepackFamily,
    nodeToolFamily,
    environmentFamily,
    fileWorkFamily,
    copyingFamily,
    archiveFamily,
    textFileFamily,
    findFamily,
    accountFamily,
    downloadFamily,
    gitFamily,
    localeFamily,
    serviceFamily,
    foreignFamily,
  ].flatMap((family) => Object.entries(family)),
);

/** Folders that programs are called from by their full path. Elsewhere a script may have any name. */
const programFolders = /^(?:\/usr|\/usr\/local)?\/s?bin\/$/;

/** Wrappers that shells bring themselves. */
const builtinWrappers = new Set(['exec', 'command', 'builtin', 'time', 'env']);

/** What one simple command does. Give it as it stands in the script, wrappers (`sudo`, `xargs`) included: they change the answer. Never throws. */
export const classifyCommand: ClassifyCommand = (command, surroundings) => {
  const { command: bare, wrappers, user, environment } = unwrapCommand(command);
  const home = user === undefined ? (surroundings.variable('HOME') ?? surroundings.home) : homeOfUser(textOf(user, surroundings));
  const around = withEnvironment(
    home === surroundings.home ? surroundings : withVariables(surroundings, [['HOME', home]]),
    environment,
    bare,
  );
  const answer = classifyBare(bare, command, around, wrappers.includes('xargs'));
  if (wrappers.length === 0) return answer;
  const tools = wrappers.filter((name) => !builtinWrappers.has(name));
  const root = answer.needsRoot || (user === undefined && (wrappers.includes('sudo') || wrappers.includes('doas')));
  return { ...answer, needsRoot: root, tools: [...new Set([...tools, ...answer.tools])] };
};

/** What a pipeline of simple commands does as a whole; of a single command, what that does. */
export function classifyPipeline(commands: readonly SimpleCommand[], surroundings: CommandSurroundings): EffectOfCommand {
  return pipelineEffect(commands, surroundings, classifyCommand);
}

function classifyBare(bare: SimpleCommand, original: SimpleCommand, around: CommandSurroundings, xargs: boolean): EffectOfCommand {
  const { lost, tools } = substitutionsLost(original, around, classifyPipeline);
  if (lost !== undefined) return lost;
  const [first, ...args] = bare.words;
  if (first === undefined) return alone(original, around);
  const name = commandName(bare);
  if (name === undefined) return unknown(l10n.t('which program `{0}` is cannot be known', first.raw), ...tools);
  const call: Call = { name, args, command: bare, around, classify: classifyCommand };
  const folder = first.value.slice(0, first.value.length - name.length);
  const found = xargs ? behindXargs({ ...call, command: { ...bare, redirects: [] } }, classifyCommand) : inTable(call, folder);
  const answer = withRedirections(call, found);
  return tools.length === 0 ? answer : { ...answer, tools: [...new Set([...answer.tools, ...tools])] };
}

function inTable(call: Call, folder: string): EffectOfCommand {
  if (folder.endsWith('/node_modules/.bin/') || folder === 'node_modules/.bin/') return projectTool(call);
  if (folder !== '' && !programFolders.test(folder))
    return unknown(l10n.t('what the program `{0}{1}` does is not known', folder, call.name));
  if (nestedScript(call.command) !== undefined || /^(?:sh|ash|dash|bash|ksh|zsh|eval|su|runuser)$/.test(call.name))
    return shellCall(call, classifyPipeline);
  return asksForVersion(call) ?? table.get(call.name)?.(call) ?? unknown(l10n.t('what `{0}` writes is not known', call.name), call.name);
}

/** Assignments, or a redirection without a command (`> file`). */
function alone(command: SimpleCommand, around: CommandSurroundings): EffectOfCommand {
  const writes = redirectedPaths(command, around);
  if (writes !== undefined && writes.length === 0) return shellState();
  return withRedirections({ name: ':', args: [], command, around, classify: classifyCommand }, shellState());
}
