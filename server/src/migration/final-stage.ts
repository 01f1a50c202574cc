/** The final stage of a split: what the application needs to start, and nothing else. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { isSystemPath, isWithin } from '../analysis/path.ts';
import type { Operation } from '../rules/operation.ts';
import type { StageTarget } from '../rules/rule.ts';
import type { DraftItem } from './draft.ts';
import type { StagePlan } from './plan.ts';
import { operationsOn } from './print.ts';
import { modernInPlace } from './spelling.ts';
import { type SplitLayout, usesVariables } from './split.ts';

interface FinalStageRequest {
  readonly stage: StageAnalysis;
  readonly plan: Extract<StagePlan, { kind: 'split' }>;
  readonly layout: SplitLayout;
  /** What the rules ask for on the instructions that go behind. */
  readonly operations: readonly Operation[];
  readonly builderName: string;
  /** The stage that holds packages for the runtime, if there is one. */
  readonly packagesStage: string | undefined;
  readonly moved: StageTarget['movedWorkdir'];
}

/** Everything behind its FROM, in the order of the article, or with ENV first where a line needs a variable. */
export function finalStage(analysis: Analysis, request: FinalStageRequest): DraftItem[] {
  const { stage, plan, layout, operations, builderName, packagesStage, moved } = request;
  const items: DraftItem[] = [];
  const add = (keyword: string, rest: string, gap = false): void => {
    items.push({ kind: 'new', line: { keyword, rest }, gap });
  };
  const all = [...layout.inherited, ...layout.repeated, ...layout.moved];
  const moves = new Set(layout.moved);
  const emit = (...keywords: readonly string[]): void => {
    for (const instruction of all.filter((one) => keywords.includes(one.keyword))) {
      // Variables of the start command stand among the ENV lines.
      const on = operationsOn(instruction, operations).filter((operation) => operation.kind !== 'add-environment');
      if (moves.has(instruction)) items.push({ kind: 'moves', instruction, operations: on.length > 0 ? on : modernInPlace(instruction) });
      else items.push({ kind: 'copy', instruction, operations: on, modernSpelling: true });
    }
  };
  const environment = (): void => {
    emit('ARG', 'ENV');
    for (const operation of operations) {
      if (operation.kind === 'add-environment') add('ENV', `${operation.name}=${operation.value}`);
    }
  };
  if (packagesStage) add('COPY', `--from=${packagesStage} /base-chroot /`);
  const lines = all.filter((instruction) => instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG');
  const variablesFirst = usesVariables(analysis, lines);
  if (variablesFirst) environment();
  // A file that leaves a line after FROM gets one here, too.
  const gap = /^[ \t]*\r?\n[ \t]*\r?\n/.test(analysis.dockerfile.text.slice(stage.from.range.end));
  // COPY makes a folder that does not exist as root's, whatever it was before; WORKDIR makes it the user's, and COPY leaves it so.
  const early =
    plan.keepOwners && moved === undefined && stage.endWorkdir !== '/app' && plan.paths.some((path) => path === stage.endWorkdir);
  if (early) items.push(...workingDirectory(request, () => emit('WORKDIR')));
  for (const [index, path] of plan.paths.entries()) {
    const target = moved && path === moved.from ? moved.to : path;
    add(
      'COPY',
      `--from=${builderName} ${keepsOwners(request, path) ? '' : '--chown=node:node '}${path} ${target}`,
      gap && index === 0 && !early,
    );
  }
  emit('VOLUME');
  emit('EXPOSE');
  if (!variablesFirst) environment();
  emit('LABEL', 'MAINTAINER', 'STOPSIGNAL', 'ONBUILD', 'UNKNOWN');
  emit('HEALTHCHECK');
  if (!early) items.push(...workingDirectory(request, () => emit('WORKDIR')));
  emit('USER');
  emit('ENTRYPOINT');
  emit('CMD');
  for (const operation of operations) {
    if (operation.kind === 'insert-after' && operation.instruction === stage.from)
      for (const line of operation.lines) add(line.keyword, line.rest);
  }
  return items;
}

/**
 * Programs and settings of the system stay root's: the application has to read them, not to change them. Where the author told the owners
 * in the working directory apart, they stay told apart.
 */
function keepsOwners({ stage, plan }: FinalStageRequest, path: string): boolean {
  const holdsWorkdir = stage.endWorkdir !== undefined && isWithin(stage.endWorkdir, path);
  return holdsWorkdir ? plan.keepOwners : isSystemPath(path);
}

/** The old WORKDIR line where it stood behind the last step, else a line of ours. */
function workingDirectory({ stage, layout, moved }: FinalStageRequest, emitOld: () => void): DraftItem[] {
  const old = layout.moved.findLast((instruction) => instruction.keyword === 'WORKDIR');
  if (old && !moved) {
    emitOld();
    return [];
  }
  const folder = moved?.to ?? stage.endWorkdir;
  if (folder === undefined) return [];
  const line = { keyword: 'WORKDIR', rest: folder };
  if (!old) return [{ kind: 'new', line, gap: false }];
  return [
    {
      kind: 'moves',
      instruction: old,
      operations: [{ kind: 'replace-instruction', rule: 'multi-stage', instruction: old, by: [line], message: undefined }],
    },
  ];
}
