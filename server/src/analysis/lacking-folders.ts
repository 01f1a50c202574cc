/** Folders of Docker's images that Chainguard's lack: `mkdir /srv/app`, `COPY x.sh /usr/local/bin` and `cd /mnt` count on them. */
import type { CopyInstruction, Instruction, Word } from '../dockerfile/ast.ts';
import type { AnalysedCommand, RunAnalysis, RunItem, StageAnalysis } from './model.ts';
import { isWithin, resolveImagePath } from './path.ts';

/**
 * Made by Debian's base-files, by alpine-baselayout or with Node itself, and neither by Wolfi's baselayout (wolfi-dev/os
 * `wolfi-baselayout.yaml` of 2026-08-22: below /usr/local there is only lib) nor by a package of the images.
 */
const LACKING = [
  '/media',
  '/mnt',
  '/srv',
  '/usr/local/bin',
  '/usr/local/etc',
  '/usr/local/include',
  '/usr/local/sbin',
  '/usr/local/share',
  '/usr/local/src',
  '/usr/src',
];

/** What counts on a folder that is not there. */
export type FolderNeed = { readonly folder: string } & (
  | {
      readonly kind: 'command';
      readonly run: RunAnalysis;
      readonly item: RunItem;
      readonly command: AnalysedCommand;
      /** It is mkdir, so that its own `-p` makes the folder. */
      readonly isMkdir: boolean;
    }
  /** `COPY file /usr/local/bin` would make a file of that name. */
  | { readonly kind: 'copy'; readonly instruction: CopyInstruction; readonly destination: Word }
);

/**
 * Needs of a stage's own instructions, in their order; one for each folder, because who meets it makes it for the others.
 * @param instructions those that stand in the part in question
 */
export function folderNeeds(stage: StageAnalysis, instructions: readonly Instruction[]): readonly FolderNeed[] {
  const made = new Set<string>();
  for (const ancestor of stage.lineage) if (ancestor !== stage) needsIn(ancestor, ancestor.stage.instructions, made);
  return needsIn(stage, instructions, made);
}

/** @param made folders that are there already; grows */
function needsIn(stage: StageAnalysis, instructions: readonly Instruction[], made: Set<string>): FolderNeed[] {
  const needs: FolderNeed[] = [];
  const meet = (path: string, need: (folder: string) => FolderNeed | undefined): void => {
    for (const folder of LACKING) {
      if (made.has(folder) || !isWithin(path, folder)) continue;
      const found = need(folder);
      made.add(folder);
      if (found) needs.push(found);
    }
  };
  for (const instruction of instructions) {
    switch (instruction.keyword) {
      case 'WORKDIR': {
        const path = stage.workdirAt(instruction);
        const own = instruction.words[0]?.value;
        if (path !== undefined && own !== undefined) meet(resolveImagePath(path, own), () => undefined);
        break;
      }
      case 'COPY':
      case 'ADD': {
        const { destination } = instruction;
        if (destination === undefined || destination.value.includes('$')) break;
        const path = resolveImagePath(stage.workdirAt(instruction) ?? '/', destination.value);
        const isBare = !instruction.json && !destination.value.endsWith('/') && !bringsFolder(instruction);
        meet(path, (folder) => (isBare && path === folder ? { kind: 'copy', folder, instruction, destination } : undefined));
        break;
      }
      case 'RUN': {
        const run = stage.runs.find((candidate) => candidate.instruction === instruction);
        for (const item of run?.items ?? [])
          for (const command of item.commands) {
            for (const path of placesOf(command)) meet(path, (folder) => run && needOf(folder, { run, item, command, path }));
          }
        break;
      }
      default:
    }
  }
  return needs;
}

/** Absolute paths that a command writes or goes to. Package managers make their own folders. */
function placesOf({ command, effect }: AnalysedCommand): readonly string[] {
  const { kind } = effect.effect;
  // What is not there needs no taking away.
  if (effect.effect.kind === 'file-work' && (effect.effect.verb === 'rm' || effect.effect.verb === 'rmdir')) return [];
  if (kind === 'file-work' || kind === 'download') return effect.writes.map(({ path }) => path);
  const [name, folder] = command.words;
  return name?.value === 'cd' && folder?.value.startsWith('/') === true ? [resolveImagePath('/', folder.value)] : [];
}

/** `COPY . /srv`: a folder makes a folder. */
function bringsFolder({ sources }: CopyInstruction): boolean {
  return sources.every(({ value }) => value === '.' || value.endsWith('/'));
}

interface Meeting {
  readonly run: RunAnalysis;
  readonly item: RunItem;
  readonly command: AnalysedCommand;
  readonly path: string;
}

function needOf(folder: string, { run, item, command, path }: Meeting): FolderNeed | undefined {
  const isDirect = path === folder || resolveImagePath(path, '..') === folder;
  const isMkdir = command.command.words[0]?.value === 'mkdir';
  // Deeper down something else has made the way, or it fails on every image.
  if (!isDirect || (isMkdir && command.command.words.some(({ value }) => /^(--parents|-[a-z]*p[a-z]*)$/.test(value)))) return undefined;
  return { kind: 'command', folder, run, item, command, isMkdir };
}
