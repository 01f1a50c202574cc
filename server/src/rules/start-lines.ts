/** ENTRYPOINT and CMD lines: reading the old ones and writing the new ones into their places. */
import * as l10n from '@vscode/l10n';
import type { StageAnalysis } from '../analysis/model.ts';
import type { NodeStart, StartResolution } from '../analysis/start.ts';
import type { CommandInstruction, Instruction } from '../dockerfile/ast.ts';
import { all } from './enumerations.ts';
import { quoteEnvironment } from './environment.ts';
import type { RuleId } from './ids.ts';
import type { NewInstruction, Operation } from './operation.ts';
import type { StageTarget } from './rule.ts';

export const DUMB_INIT: readonly string[] = ['/usr/bin/dumb-init', '--'];

export interface Wanted {
  /** Undefined: none of ours, the part keeps what it has. */
  readonly entrypoint: readonly string[] | undefined;
  readonly cmd: readonly string[] | undefined;
}

export function commandOf(instruction: Instruction | undefined): CommandInstruction | undefined {
  return instruction?.keyword === 'CMD' || instruction?.keyword === 'ENTRYPOINT' ? instruction : undefined;
}

/** CMD and ENTRYPOINT that are in force in a stage. */
export function startInstruction(stage: StageAnalysis): Instruction | undefined {
  return stage.effectiveCmd ?? stage.effectiveEntrypoint;
}

export function execWords(cmd: CommandInstruction | undefined): readonly string[] | undefined {
  return cmd?.command.form === 'exec' ? cmd.command.args.map((word) => word.value) : undefined;
}

/**
 * An exec-form entrypoint without tini, dumb-init and the docker-entrypoint.sh of Docker's image; undefined for the shell form.
 * A script of that name that the project brings itself (`start` is it) stays.
 */
export function withoutInit(entrypoint: CommandInstruction, start: StartResolution | undefined): readonly string[] | undefined {
  if (entrypoint.command.form === 'shell') return undefined;
  const words = entrypoint.command.args.map((word) => word.value);
  if (/(?:^|\/)(?:tini|tini-static|dumb-init|catatonit)$/.test(words[0] ?? '')) {
    const end = words.indexOf('--');
    return words.slice(end >= 0 ? end + 1 : words.slice(1).findIndex((word) => !word.startsWith('-')) + 1 || words.length);
  }
  if (start?.kind === 'script-file') return words;
  return words[0] === 'docker-entrypoint.sh' || words[0] === '/usr/local/bin/docker-entrypoint.sh' ? words.slice(1) : words;
}

/** A path of the old working directory where that has moved. */
export function moved(target: StageTarget, path: string): string {
  const { movedWorkdir } = target;
  if (!movedWorkdir || (path !== movedWorkdir.from && !path.startsWith(`${movedWorkdir.from}/`))) return path;
  return movedWorkdir.to + path.slice(movedWorkdir.from.length);
}

/** Variables that the script of package.json set, PATH as the package manager had it, and a folder that it changed to. */
export function startEnvironment(rule: RuleId, target: StageTarget, start: NodeStart): Operation[] {
  const { effectiveEntrypoint, effectiveCmd } = target.stage;
  const at =
    target.instructions.find((instruction) => instruction === effectiveEntrypoint || instruction === effectiveCmd) ??
    effectiveCmd ??
    effectiveEntrypoint ??
    target.stage.from;
  const operations: Operation[] = [];
  const last = target.stage.stage.instructions.at(-1);
  for (const [name, value] of start.environment) {
    const current = last ? target.stage.scopeAt(last).get(name) : undefined;
    if (current?.kind === 'env' && current.value === value) continue;
    operations.push({
      kind: 'add-environment',
      rule,
      instruction: at,
      name,
      value: quoteEnvironment(value),
      message: l10n.t('ENV {0} is added: the start command set it.', name),
    });
  }
  const folders = start.binFolders.map((folder) => moved(target, folder));
  if (folders.length > 0) {
    operations.push({
      kind: 'add-environment',
      rule,
      instruction: at,
      name: 'PATH',
      value: `${folders.join(':')}:$PATH`,
      message: l10n.t(
        'PATH gets {0}: {1} had put it there for what the application calls.',
        all(folders),
        start.throughPackageManager ?? l10n.t('the package manager'),
      ),
    });
  }
  if (start.workdir !== undefined && start.workdir !== target.stage.endWorkdir) {
    operations.push({
      kind: 'insert-before',
      rule,
      instruction: at,
      lines: [{ keyword: 'WORKDIR', rest: moved(target, start.workdir) }],
      message: l10n.t('WORKDIR is {0}: the start command changed to it.', start.workdir),
    });
  }
  return operations;
}

/** Writes ENTRYPOINT and CMD into the places of the old ones, in the name of `rule`. A CMD that is right already keeps its bytes. */
export function writeStart(rule: RuleId, target: StageTarget, wanted: Wanted, message: string): Operation[] {
  const { stage } = target;
  const inPart = (instruction: CommandInstruction | undefined): CommandInstruction | undefined =>
    instruction && target.instructions.includes(instruction) ? instruction : undefined;
  const entrypoint = inPart(commandOf(stage.effectiveEntrypoint));
  const cmd = inPart(commandOf(stage.effectiveCmd));
  const entrypointLine: NewInstruction | undefined = wanted.entrypoint && { keyword: 'ENTRYPOINT', rest: json(wanted.entrypoint) };
  const cmdLine: NewInstruction | undefined = wanted.cmd && { keyword: 'CMD', rest: json(wanted.cmd) };
  const operations: Operation[] = [];
  if (entrypoint && entrypointLine) {
    if (!same(entrypoint, wanted.entrypoint))
      operations.push({
        kind: 'replace-instruction',
        rule,
        instruction: entrypoint,
        by: cmd || !cmdLine ? [entrypointLine] : [entrypointLine, cmdLine],
        message,
      });
    else if (!cmd && cmdLine) operations.push({ kind: 'insert-after', rule, instruction: entrypoint, lines: [cmdLine], message });
  }
  if (cmd) {
    const keeps = !cmdLine || same(cmd, wanted.cmd);
    const above = entrypoint || !entrypointLine ? [] : [entrypointLine];
    if (keeps && above.length > 0) operations.push({ kind: 'insert-before', rule, instruction: cmd, lines: above, message });
    else if (!keeps && cmdLine)
      operations.push({
        kind: 'replace-instruction',
        rule,
        instruction: cmd,
        by: [...above, cmdLine],
        message: entrypoint && operations.length > 0 ? l10n.t('CMD holds the whole command now.') : message,
      });
  }
  if (!entrypoint && !cmd) {
    const lines = [entrypointLine, cmdLine].filter((line): line is NewInstruction => line !== undefined);
    const anchor = target.part === 'runtime' ? stage.from : (target.instructions.at(-1) ?? stage.from);
    if (lines.length > 0) operations.push({ kind: 'insert-after', rule, instruction: anchor, lines, message });
  }
  return operations;
}

function same(instruction: CommandInstruction, words: readonly string[] | undefined): boolean {
  return (
    instruction.command.form === 'exec' &&
    words !== undefined &&
    JSON.stringify(instruction.command.args.map((word) => word.value)) === JSON.stringify(words)
  );
}

/** As people write it: `["node", "app.js"]`. */
function json(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
