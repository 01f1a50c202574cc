/** Scripts of the project that RUN calls: what they call must be in the new image, too. */
import type { ShellWord } from '../shell/ast.ts';
import { commandName, commandsIn, parseScriptText, shebangOf, unwrapCommand } from '../shell/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import type { AnalysedCommand, Analysis, RunAnalysis, StageAnalysis } from './model.ts';
import { resolveImagePath } from './path.ts';
import { originOf } from './stage-files.ts';
import { viewOf } from './view.ts';

export interface CalledScript {
  readonly run: RunAnalysis;
  readonly command: AnalysedCommand;
  /** As the command names it. */
  readonly name: string;
  /** In the build context; undefined when it does not come from there or cannot be read. */
  readonly path: string | undefined;
  /** The first call of a package manager that Wolfi does not have, with its 1-based line in the script. */
  readonly foreign: { readonly tool: string; readonly line: number } | undefined;
}

const FOREIGN: ReadonlySet<string> = new Set([
  'apt-get',
  'apt',
  'aptitude',
  'apt-key',
  'add-apt-repository',
  'dpkg',
  'dpkg-reconfigure',
  'yum',
  'dnf',
  'microdnf',
  'rpm',
  'zypper',
]);

/** Shell scripts that the RUN lines of a stage itself call, `sh setup.sh` and `./setup.sh`. */
export function calledScripts(analysis: Analysis, stage: StageAnalysis): CalledScript[] {
  return stage.runs.flatMap((run) =>
    run.items.flatMap((item) => item.commands.flatMap((command) => scriptOf(analysis, stage, run, command))),
  );
}

function scriptOf(analysis: Analysis, stage: StageAnalysis, run: RunAnalysis, command: AnalysedCommand): CalledScript[] {
  if (command.effect.effect.kind !== 'unknown') return [];
  const word = scriptWord(command.command.words);
  if (!word?.literal || run.workdir === undefined) return [];
  const origin = originOf(resolveImagePath(run.workdir, word.value), stage.index, run.instruction.index, viewOf(analysis));
  const text =
    origin.kind === 'context'
      ? textOf(analysis.files, resolvePath(analysis.context.folder, origin.path))
      : origin.kind === 'inline'
        ? origin.text
        : undefined;
  const path = origin.kind === 'context' && text !== undefined ? origin.path : undefined;
  return [{ run, command, name: word.value, path, foreign: text === undefined ? undefined : foreignCall(text) }];
}

/** The script that a command runs: its own first word when that is a path, else the operand of a shell. */
function scriptWord(words: readonly ShellWord[]): ShellWord | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  if (/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(first.value)) return rest.find((word) => !word.value.startsWith('-'));
  return first.value.includes('/') && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(first.value) ? first : undefined;
}

function foreignCall(text: string): CalledScript['foreign'] {
  const interpreter = shebangOf(text)?.interpreter;
  if (interpreter !== undefined && !/^(?:ba|da|a|k|z)?sh$/.test(interpreter)) return undefined;
  for (const { command } of commandsIn(parseScriptText(text), { intoNestedScripts: true })) {
    const tool = commandName(unwrapCommand(command).command);
    if (tool !== undefined && FOREIGN.has(tool)) return { tool, line: text.slice(0, command.range.start).split('\n').length };
  }
  return undefined;
}
