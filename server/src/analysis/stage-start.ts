/** What starts at the end of a stage: gathers what the resolution asks for. */
import type { CommandForm, Instruction } from '../dockerfile/ast.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import { shellAtEnd } from './shells.ts';
import { originOf } from './stage-files.ts';
import type { FileOrigin, StageFilesView } from './stage-view.ts';
import type { StartImage, StartRequest } from './start/request.ts';
import { resolveStart } from './start/index.ts';
import type { StartResolution } from './start.ts';
import { viewOf } from './view.ts';

export function startOfStage(analysis: Analysis, stage: StageAnalysis): StartResolution {
  return resolveStart(startRequest(analysis, stage, viewOf(analysis)));
}

/** What CMD starts by itself: the program that an entrypoint script hands over to with `exec "$@"`. */
export function startOfCmd(analysis: Analysis, stage: StageAnalysis): StartResolution {
  return resolveStart({ ...startRequest(analysis, stage, viewOf(analysis)), entrypoint: undefined, image: 'other' });
}

/** Where a file of the finished stage comes from; `imagePath` is absolute. */
export function originInStage(analysis: Analysis, stage: StageAnalysis, imagePath: string): FileOrigin {
  return originOf(imagePath, stage.index, undefined, viewOf(analysis));
}

function startRequest(analysis: Analysis, stage: StageAnalysis, view: StageFilesView): StartRequest {
  const end = analysis.scopes.atEnd(stage.stage);
  return {
    entrypoint: formOf(stage.effectiveEntrypoint),
    cmd: formOf(stage.effectiveCmd),
    image: meansTheCommandItself(stage) ? 'official-node' : startImage(stage),
    shell: shellAtEnd(stage),
    workdir: stage.endWorkdir,
    variable: (name) => {
      const variable = end.get(name);
      return variable?.kind === 'env' ? variable.value : undefined;
    },
    files: analysis.files,
    followGlobalTools: true,
    contextFolder: analysis.context.folder,
    originOf: (imagePath) => originOf(imagePath, stage.index, undefined, view),
    globalPackages: stage.lineage
      .flatMap((member) => member.runs.flatMap((run) => run.items.flatMap((item) => item.commands)))
      .flatMap(({ effect: { effect } }) => (effect.kind === 'global-install' ? effect.packages.map((argument) => argument.text) : [])),
  };
}

function formOf(instruction: Instruction | undefined): CommandForm | undefined {
  return instruction?.keyword === 'CMD' || instruction?.keyword === 'ENTRYPOINT' ? instruction.command : undefined;
}

/**
 * A stage on Chainguard whose CMD names a program, as on Docker's image: the entrypoint `node` would take it for a script.
 * That is an error, and what was meant is plain.
 */
function meansTheCommandItself(stage: StageAnalysis): boolean {
  if (stage.image.kind !== 'chainguard-node' || stage.effectiveEntrypoint) return false;
  const cmd = formOf(stage.effectiveCmd);
  return cmd?.form === 'shell' || /^(?:node|npm|npx|yarn|pnpm|(?:\/bin\/)?(?:ba|a)?sh)$/.test(cmd?.args[0]?.value ?? '');
}

function startImage(stage: StageAnalysis): StartImage {
  switch (stage.image.kind) {
    case 'official-node':
    case 'distroless-node':
    case 'chainguard-node':
      return stage.image.kind;
    default:
      return 'other';
  }
}
