/** Docker's image starts in `/`, Chainguard's in `/app`: who notices? */
import type { Instruction, WordsInstruction } from '../dockerfile/ast.ts';
import type { RunItem, StageAnalysis } from './model.ts';

/**
 * True when instructions of a stage count on `/` being the working directory, because no WORKDIR has been set before them.
 * `instructions` are those of the part in question, FROM excluded.
 */
export function countsOnRootFolder(stage: StageAnalysis, instructions: readonly Instruction[], starts: boolean): boolean {
  for (const instruction of instructions) {
    if (instruction.keyword === 'WORKDIR') return !isAbsolute(stage, instruction, instruction.words[0]?.value ?? '');
    if (isSensitive(stage, instruction)) return true;
  }
  return starts && stage.noWorkdir;
}

/** The first instruction that counts on it, where that is a WORKDIR: it can name its folder from the root instead. */
export function relativeWorkdir(stage: StageAnalysis, instructions: readonly Instruction[]): WordsInstruction | undefined {
  const first = instructions.find((instruction) => instruction.keyword === 'WORKDIR' || isSensitive(stage, instruction));
  if (first?.keyword !== 'WORKDIR') return undefined;
  const folder = first.words[0]?.value ?? '';
  return folder === '' || /^[/$~."']/.test(folder) ? undefined : first;
}

/** A leading variable counts with the value that it has when no build argument is given. */
function isAbsolute(stage: StageAnalysis, instruction: Instruction, folder: string): boolean {
  const name = /^\$(?:\{(\w+)\}|(\w+))/.exec(folder);
  const start = name === null ? folder : (stage.scopeAt(instruction).get(name[1] ?? name[2] ?? '')?.value ?? '');
  return start.startsWith('/');
}

/** The same for a whole stage, or an ancestor that has set a WORKDIR for it. */
export function folderIsSettled(stage: StageAnalysis): boolean {
  return stage.lineage.some(
    (member) =>
      member.stage.instructions.some((instruction) => instruction.keyword === 'WORKDIR') ||
      countsOnRootFolder(member, member.stage.instructions, false),
  );
}

function isSensitive(stage: StageAnalysis, instruction: Instruction): boolean {
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') return !/^["']?[/$]/.test(instruction.destination?.raw ?? '/');
  if (instruction.keyword !== 'RUN') return false;
  const run = stage.runs.find((candidate) => candidate.instruction === instruction);
  return run === undefined || run.items.some((item) => !INDEPENDENT.has(item.effect.effect.kind) && !namesOnlyAbsolutePaths(item));
}

/** `mkdir -p /app`, `chmod 755 /run.sh`. */
function namesOnlyAbsolutePaths(item: RunItem): boolean {
  if (item.effect.effect.kind !== 'file-work' || item.commands.length !== 1) return false;
  const command = item.commands[0]?.command;
  // `echo text > /usr/bin/tool`: only where it goes counts.
  if (item.effect.effect.verb === 'write')
    return command?.redirects.every((redirect) => redirect.target === undefined || redirect.target.value.startsWith('/')) ?? false;
  const options = command?.words.slice(1) ?? [];
  // The first word of chown is whose the files are.
  const owner = item.effect.effect.verb === 'chown' ? options.find((word) => !word.value.startsWith('-')) : undefined;
  const words = options.filter((word) => word !== owner);
  return words.every((word) => /^(?:[-/]|[0-7]{3,4}$|[ugoa]*[-+=]|\w+:\w+$)/.test(word.value));
}

/** What a command of these kinds does is the same in every folder. */
const INDEPENDENT: ReadonlySet<string> = new Set([
  'nothing',
  'os-install',
  'os-remove',
  'os-maintenance',
  'os-repository',
  'user-account',
  'cache-clean',
  'corepack',
  'tool-config',
  'global-install',
  'locale-and-time-zone',
  'service',
]);
