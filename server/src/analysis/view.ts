/** The stages as the tracing of files wants them: copies and runs in order. */
import type { CopyInstruction } from '../dockerfile/ast.ts';
import { copySourceStages, expandWord } from '../dockerfile/index.ts';
import { readDockerIgnore } from '../project/docker-ignore.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import type { CopyEvent, RunEvent, StageFilesView, StageView } from './stage-view.ts';

/** Everything that tracing a file asks about the stages. */
export function stageFilesView(
  analysis: Pick<Analysis, 'dockerfile' | 'stages' | 'context' | 'path'>,
  files: ProjectFiles,
): StageFilesView {
  const ignore = readDockerIgnore(files, analysis.context.folder, analysis.path);
  return {
    files,
    contextFolder: analysis.context.folder,
    ignores: (path) => ignore.ignores(path),
    stages: analysis.stages.map((stage) => stageView(analysis, stage)),
  };
}

const views = new WeakMap<Analysis, StageFilesView>();

/** The view of an analysis, made once. */
export function viewOf(analysis: Analysis): StageFilesView {
  let view = views.get(analysis);
  if (!view) {
    view = stageFilesView(analysis, analysis.files);
    views.set(analysis, view);
  }
  return view;
}

function stageView(analysis: Pick<Analysis, 'dockerfile' | 'stages'>, stage: StageAnalysis): StageView {
  const events: (CopyEvent | RunEvent)[] = [];
  for (const instruction of stage.stage.instructions) {
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') events.push(copyEvent(analysis, stage, instruction));
    const run = instruction.keyword === 'RUN' ? stage.runs.find((candidate) => candidate.instruction === instruction) : undefined;
    if (!run) continue;
    const commands = run.items
      .flatMap((item) => item.commands)
      .map(({ command, effect }) => ({ command, effect: effect.effect, writes: effect.writes }));
    events.push({ kind: 'run', instruction: instruction.index, workdir: run.workdir, commands });
  }
  return { index: stage.index, parent: stage.parent?.index, events };
}

function copyEvent({ dockerfile }: Pick<Analysis, 'dockerfile'>, stage: StageAnalysis, instruction: CopyInstruction): CopyEvent {
  const scope = stage.scopeAt(instruction);
  const expand = (raw: string): string | undefined => {
    const { value, unresolved } = expandWord(raw, (name) => scope.get(name)?.value, dockerfile.escape);
    return unresolved.length > 0 ? undefined : value;
  };
  const from = instruction.flags.find((flag) => flag.name === 'from')?.value;
  const source = copySourceStages(dockerfile, instruction, stage.stage)[0];
  const raw = instruction.json ? instruction.destination?.value : instruction.destination?.raw;
  return {
    kind: 'copy',
    instruction: instruction.index,
    from: source ? { kind: 'stage', index: source.index } : from === undefined ? { kind: 'context' } : { kind: 'image', image: from },
    sources: instruction.sources
      .map((word) => expand(instruction.json ? word.value : word.raw))
      .filter((text): text is string => text !== undefined),
    heredocs: instruction.heredocs.map((heredoc) => ({ name: heredoc.name, text: heredoc.body.text })),
    destination: absolute(raw === undefined ? undefined : expand(raw), stage.workdirAt(instruction)),
    parents: instruction.flags.some((flag) => flag.name === 'parents'),
    add: instruction.keyword === 'ADD',
  };
}

/** Made absolute; a slash at the end is kept. */
function absolute(path: string | undefined, workdir: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/')) return path;
  if (workdir === undefined) return undefined;
  const relative = path === '.' || path === './' ? '/' : path;
  return relative === '/' ? `${workdir === '/' ? '' : workdir}/` : `${workdir === '/' ? '' : workdir}/${relative.replace(/^\.\//, '')}`;
}
