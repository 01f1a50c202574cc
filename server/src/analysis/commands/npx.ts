/** npx, npm exec, yarn dlx, pnpm dlx, bunx: run a package's command. */
import * as l10n from '@vscode/l10n';
import { findOption, parseOptions, type ShellWord } from '../../shell/index.ts';
import type { CommandEffect, EffectOfCommand } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { runWithEnvironment } from './environment-tools.ts';
import { textOf } from './expansion.ts';
import { repository } from './os-repositories.ts';
import { optionWord } from './options.ts';
import { nothing, unknown } from './outcome.ts';
import { commandLine, projectFolder, script } from './project-commands.ts';

export const runnerFamily: Family = {
  npx: (call) => packageRunner(call, call.args, 'npx', projectFolder(call, prefixOf(call))),
  pnpx: (call) => packageRunner(call, call.args, 'npx', projectFolder(call, undefined)),
  bunx: (call) => packageRunner(call, call.args, 'npx', projectFolder(call, undefined)),
};

const runnerOptions = {
  withValue: [
    '-p',
    '--package',
    '-c',
    '--call',
    '--prefix',
    '-w',
    '--workspace',
    '--registry',
    '--cache',
    '--userconfig',
    '-C',
    '--loglevel',
    '--shell',
    '--node-arg',
    '-n',
  ],
  stopAtPositional: true,
} as const;

/** @param args the words behind `npx`, `npm exec`, `yarn dlx` */
export function packageRunner(
  call: Call,
  args: readonly ShellWord[],
  manager: Extract<CommandEffect, { readonly kind: 'script' }>['manager'],
  folder: string | undefined,
): EffectOfCommand {
  const parsed = parseOptions(args, runnerOptions);
  const line = findOption(parsed, '-c', '--call')?.value;
  const words = line === undefined ? parsed.positionals : line.literal ? (commandLine(line.value) ?? []) : [];
  const [name, ...rest] = words;
  if (name === undefined)
    return line === undefined
      ? nothing(call.name)
      : unknown(l10n.t('`{0}` is given a text that the shell puts together', call.name), call.name);
  const tool = textOf(name, call.around);
  // `n` and `node@20` bring another Node.
  if (/^(?:n|node|nvm)(?:@.*)?$/.test(tool) && tool !== 'node') return repository(true);
  return runWithEnvironment(call, tool, rest) ?? script(call, manager, folder, tool, rest);
}

function prefixOf(call: Call): ShellWord | undefined {
  return optionWord(call, parseOptions(call.args, runnerOptions), '--prefix', '-C');
}
