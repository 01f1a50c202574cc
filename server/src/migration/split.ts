/** Cuts a stage in two: what builds stays, what the application needs to start goes to a new final stage. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { expandWord, variableReferences } from '../dockerfile/index.ts';

/** Where every instruction of a stage that is cut goes. */
export interface SplitLayout {
  /** FROM and what stays in front. */
  readonly build: readonly Instruction[];
  /** Stay in front and are repeated behind: ENV and the ARG that they use. */
  readonly repeated: readonly Instruction[];
  /** Go behind. */
  readonly moved: readonly Instruction[];
  /** Neither: superseded (an earlier CMD), or without meaning where no command runs (SHELL). */
  readonly dropped: readonly { readonly instruction: Instruction; readonly why: string }[];
  /** Lines of ancestors that the final stage no longer inherits. */
  readonly inherited: readonly Instruction[];
}

const RUNTIME_KEYWORDS = new Set(['EXPOSE', 'VOLUME', 'HEALTHCHECK', 'CMD', 'ENTRYPOINT', 'STOPSIGNAL', 'LABEL', 'MAINTAINER']);
const ONLY_LAST_COUNTS = new Set(['HEALTHCHECK', 'CMD', 'ENTRYPOINT', 'STOPSIGNAL']);

export function splitLayout(analysis: Analysis, stage: StageAnalysis): SplitLayout {
  const own = stage.stage.instructions;
  const cut = own.findLastIndex(
    (instruction) => instruction.keyword === 'RUN' || instruction.keyword === 'COPY' || instruction.keyword === 'ADD',
  );
  const build: Instruction[] = [stage.from];
  const repeatable: Instruction[] = [];
  const moved: Instruction[] = [];
  const dropped: { instruction: Instruction; why: string }[] = [];
  for (const [index, instruction] of own.entries()) {
    const { keyword } = instruction;
    if (RUNTIME_KEYWORDS.has(keyword)) {
      const later = ONLY_LAST_COUNTS.has(keyword) && own.slice(index + 1).some((other) => other.keyword === keyword);
      if (later) dropped.push({ instruction, why: l10n.t('a later {0} overrides it', keyword) });
      else moved.push(instruction);
    } else if (index < cut) {
      build.push(instruction);
      if (keyword === 'ENV' || keyword === 'ARG') repeatable.push(instruction);
    } else if (index === cut) build.push(instruction);
    else if (keyword === 'WORKDIR') {
      if (own.slice(index + 1).some((other) => other.keyword === 'WORKDIR'))
        dropped.push({ instruction, why: l10n.t('a later WORKDIR follows it and nothing runs in between') });
      else moved.push(instruction);
    } else if (keyword === 'SHELL') dropped.push({ instruction, why: l10n.t('no command runs behind it') });
    else moved.push(instruction);
  }
  const cmd = effectiveCmdAmong(own);
  const useless = moved.filter((instruction) => instruction.keyword === 'CMD' && instruction !== cmd);
  for (const instruction of useless) dropped.push({ instruction, why: l10n.t('the ENTRYPOINT below it resets it') });
  const kept = moved.filter((instruction) => !useless.includes(instruction));
  const inherited = inheritedLines(stage);
  const needed = neededArgs(analysis, [...inherited, ...repeatable, ...kept]);
  return {
    build,
    repeated: repeatable.filter((instruction) => instruction.keyword === 'ENV' || needed.has(instruction)),
    moved: kept,
    dropped,
    inherited: inherited.filter((instruction) => instruction.keyword !== 'ARG' || needed.has(instruction)),
  };
}

function effectiveCmdAmong(own: readonly Instruction[]): Instruction | undefined {
  return own.findLast((instruction) => instruction.keyword === 'CMD');
}

/** What a stage had from its ancestors and that a FROM of its own would lose. */
export function inheritedLines(stage: StageAnalysis): Instruction[] {
  const kept = new Set(['ENV', 'ARG', 'EXPOSE', 'VOLUME', 'LABEL', 'STOPSIGNAL']);
  const effective = new Set<Instruction | undefined>([stage.effectiveCmd, stage.effectiveEntrypoint, stage.effectiveHealthcheck]);
  return stage.lineage
    .filter((member) => member !== stage)
    .flatMap((member) =>
      member.stage.instructions.filter(
        (instruction) => kept.has(instruction.keyword) || (effective.has(instruction) && instruction !== undefined),
      ),
    );
}

/** The same for a stage that stays in one piece: ARG lines only where something that follows names them. */
export function neededInheritedLines(analysis: Analysis, stage: StageAnalysis): Instruction[] {
  const inherited = inheritedLines(stage);
  const needed = neededArgs(analysis, [...inherited, ...stage.stage.instructions]);
  return inherited.filter((instruction) => instruction.keyword !== 'ARG' || needed.has(instruction));
}

/** ARG lines whose variable some kept line names, ARG lines that others build on included. */
function neededArgs(analysis: Analysis, lines: readonly Instruction[]): Set<Instruction> {
  const needed = new Set<Instruction>();
  const names = new Set<string>();
  for (const line of [...lines].reverse()) {
    if (line.keyword === 'ARG') {
      if (!line.pairs.some((pair) => names.has(pair.key.value))) continue;
      needed.add(line);
    }
    for (const name of namesIn(analysis, line)) names.add(name);
  }
  return needed;
}

/** Variables that an instruction expands at build time. */
export function namesIn(analysis: Analysis, instruction: Instruction): string[] {
  if (instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT' || instruction.keyword === 'HEALTHCHECK') return [];
  return variableReferences(instruction.body.text, analysis.dockerfile.escape).map((reference) => reference.name);
}

/** The folder in which a runtime works: where the old one did, but Docker's placeholder gives way when nothing names it. */
export function movedWorkdir(analysis: Analysis, stage: StageAnalysis): { readonly from: string; readonly to: string } | undefined {
  const placeholder = '/usr/src/app';
  if (stage.endWorkdir !== placeholder || analysis.settings.workingDirectory === 'keep') return undefined;
  return isNamed(analysis, stage, placeholder) ? undefined : { from: placeholder, to: '/app' };
}

function isNamed(analysis: Analysis, stage: StageAnalysis, folder: string): boolean {
  const { dockerfile, files, context } = analysis;
  for (const member of stage.lineage) {
    for (const instruction of member.stage.instructions) {
      if (
        instruction.keyword === 'WORKDIR' ||
        instruction.keyword === 'COPY' ||
        instruction.keyword === 'ADD' ||
        instruction.keyword === 'USER'
      )
        continue;
      if (dockerfile.text.slice(instruction.range.start, instruction.range.end).includes(folder)) return true;
    }
  }
  const listed = files.list(context.folder) ?? [];
  const readable =
    /(?:^|\/)(?:package\.json|[^/]*\.sh|[^/]*entrypoint[^/]*|(?:docker-)?compose[^/]*\.ya?ml|ecosystem\.config\.[cm]?js|pm2\.json|Procfile|supervisord\.conf)$/i;
  return listed
    .filter((path) => readable.test(path) && path.split('/').length - context.folder.split('/').length <= 3)
    .some((path) => {
      const state = files.state(path);
      return state.state === 'present' && state.text.includes(folder);
    });
}

/** True when a line names a variable, so that the ENV lines must stand before it. */
export function usesVariables(analysis: Analysis, lines: readonly Instruction[]): boolean {
  return lines.some(
    (line) =>
      namesIn(analysis, line).length > 0 && expandWord(line.body.text, () => undefined, analysis.dockerfile.escape).unresolved.length > 0,
  );
}
