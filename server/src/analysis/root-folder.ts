/** Applications without a WORKDIR lie in `/` of Docker's image. Chainguard's image has a folder for them, `/app`: who may move there? */
import type { Dockerfile, Instruction, Stage } from '../dockerfile/ast.ts';
import { baseStage, copySourceStages } from '../dockerfile/index.ts';
import type { Scopes } from '../dockerfile/scope.ts';
import { textOf } from '../project/existence.ts';
import type { ComposeCommand, ComposeService } from '../project/compose.ts';
import type { ProjectFiles } from '../project/files.ts';
import { resolvePath } from '../project/paths.ts';
import type { Settings } from '../settings.ts';

/** The working directory of Chainguard's Node image, writable for its user. */
export const APPLICATION_FOLDER = '/app';

/** Folders of the system: naming them says nothing about where the application lies. */
const SYSTEM = new Set('bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var'.split(' '));

interface Surroundings {
  readonly files: ProjectFiles;
  /** The build context, relative to the workspace root. */
  readonly contextFolder: string;
  readonly composeServices: readonly ComposeService[];
  readonly settings: Settings;
}

/**
 * Indexes of the stages whose application may lie in `/app` instead of `/`: every file comes by a relative path, nobody takes files out of the
 * stage by name, and no instruction, package.json or compose file at hand names anything that lies directly below `/`.
 */
export function leavesRootFolder(dockerfile: Dockerfile, scopes: Scopes, surroundings: Surroundings): ReadonlySet<number> {
  const found = new Set<number>();
  if (surroundings.settings.workingDirectory === 'keep') return found;
  for (const stage of dockerfile.stages) {
    const { instructions } = stage;
    if (instructions.some(({ keyword }) => keyword === 'WORKDIR' || keyword === 'ONBUILD')) continue;
    if (!isAlone(dockerfile, stage, scopes) || !comesByRelativePaths(instructions)) continue;
    const last = stage.index === dockerfile.stages.length - 1;
    if (instructions.some(countsOnRoot) || isNamedOutside(stage.name, last, surroundings)) continue;
    found.add(stage.index);
  }
  return found;
}

/** No stage begins with it or copies from it, and it begins with none. */
function isAlone(dockerfile: Dockerfile, stage: Stage, scopes: Scopes): boolean {
  if (baseStage(dockerfile, stage, scopes) !== undefined) return false;
  return dockerfile.stages.every(
    (other) =>
      baseStage(dockerfile, other, scopes) !== stage &&
      other.instructions.every(
        (instruction) =>
          (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD' && instruction.keyword !== 'RUN') ||
          !copySourceStages(dockerfile, instruction, other).includes(stage),
      ),
  );
}

/** At least one file comes along, and each into a folder that is told from the working directory, or into one of the system. */
function comesByRelativePaths(instructions: readonly Instruction[]): boolean {
  let relative = false;
  for (const instruction of instructions) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
    const destination = instruction.destination?.raw.replace(/^["']/, '') ?? '';
    if (destination === '' || destination.includes('..') || destination.includes('$')) return false;
    if (!destination.startsWith('/')) relative = true;
    else if (!isSystem(destination)) return false;
  }
  return relative;
}

function isSystem(path: string): boolean {
  const [, first = ''] = path.split('/');
  return SYSTEM.has(first);
}

/** What a COPY names absolutely lies in the build context or in another stage, and labels name nothing that is used. */
function countsOnRoot({ keyword, body }: Instruction): boolean {
  if (keyword === 'COPY' || keyword === 'ADD' || keyword === 'LABEL') return false;
  return namesRootFiles(body.text) || body.text.includes('../');
}

/** An absolute path in `text` that is no folder of the system, such as `/dist/main.js`. */
function namesRootFiles(text: string): boolean {
  return [...text.matchAll(/(?:^|[\s"'=:,(<>&|;])(\/[\w.@-][^\s"':,)]*|\/(?=[\s"',)]|$))/g)].some(([, path = '']) => !isSystem(path));
}

function isNamedOutside(name: string | undefined, last: boolean, { files, contextFolder, composeServices }: Surroundings): boolean {
  const manifest = textOf(files, resolvePath(contextFolder, 'package.json')) ?? '';
  const scripts = /"scripts"\s*:\s*\{[^}]*\}/.exec(manifest)?.[0] ?? '';
  if (namesRootFiles(scripts)) return true;
  return composeServices
    .filter(({ target }) => (target === undefined ? last : target.toLowerCase() === name?.toLowerCase()))
    .some(
      (service) =>
        service.volumes.some((volume) => namesRootFiles(volume.split(':').at(1) ?? volume)) ||
        [service.command, service.entrypoint].some((command) => namesRootFiles(textOfCommand(command))),
    );
}

function textOfCommand(command: ComposeCommand | undefined): string {
  if (command === undefined) return '';
  return command.form === 'list' ? command.words.join(' ') : command.text;
}
