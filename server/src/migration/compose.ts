/** From a plan to a draft: stage by stage, with what the rules ask for on every instruction. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { RULES } from '../rules/index.ts';
import type { Operation } from '../rules/operation.ts';
import type { Rule, StageTarget } from '../rules/rule.ts';
import type { Draft, DraftItem } from './draft.ts';
import { explainLastStage, explainSplit } from './explain.ts';
import { finalStage } from './final-stage.ts';
import type { Plan, StagePlan } from './plan.ts';
import { operationsOn } from './print.ts';
import { runtimePackagesStage } from './runtime-packages.ts';
import { movedWorkdir, neededInheritedLines, splitLayout } from './split.ts';
import { modernInPlace } from './spelling.ts';
import { StageNames } from './stage-names.ts';
import { renumberStages } from './stage-numbers.ts';
import { endsAsRoot, makeTarget, nginxTarget, repairTarget, targetImage } from './targets.ts';

export interface Composition {
  readonly draft: Draft;
  /** Everything that was asked for, for the report. */
  readonly operations: readonly Operation[];
}

export function compose(analysis: Analysis, plan: Plan): Composition {
  return new Composer(analysis, plan).compose();
}

class Composer {
  private readonly analysis: Analysis;
  private readonly plan: Plan;
  private readonly names: StageNames;
  private readonly items: DraftItem[] = [];
  private readonly leaving = new Set<Instruction>();
  private readonly operations: Operation[] = [];
  /** Index of each old stage's result in the new file. */
  private readonly positions = new Map<number, number>();
  private readonly rootAtEnd = new Map<StageAnalysis, boolean>();
  private stageCount = 0;

  constructor(analysis: Analysis, plan: Plan) {
    this.analysis = analysis;
    this.plan = plan;
    this.names = new StageNames(analysis.dockerfile);
  }

  compose(): Composition {
    const { dockerfile } = this.analysis;
    const firstFrom = dockerfile.stages[0]?.from.index ?? dockerfile.instructions.length;
    for (const stage of this.analysis.stages) this.stage(stage);
    // Build arguments before the first FROM belong to FROM lines, which the stages have decided on by now.
    const head: DraftItem[] = dockerfile.instructions
      .slice(0, firstFrom)
      .map((instruction) => ({ kind: 'stays', instruction, operations: operationsOn(instruction, this.operations) }));
    const { items: renumbered, operations } = renumberStages(this.items, this.positions);
    this.operations.push(...operations);
    const items = [...head, ...renumbered];
    this.operations.push(...explainLastStage(this.analysis, this.plan));
    return { draft: { items, leaving: this.leaving }, operations: this.operations };
  }

  private stage(stage: StageAnalysis): void {
    const plan = this.plan.stages.get(stage) ?? { kind: 'keep' };
    switch (plan.kind) {
      case 'keep':
        this.whole(stage, []);
        return;
      case 'repair':
        this.whole(stage, this.convert(repairTarget(this.analysis, stage)));
        return;
      case 'nginx':
        this.whole(
          stage,
          this.convert(
            nginxTarget(this.analysis, stage),
            RULES.filter(({ id }) => id === 'nginx-stage'),
          ),
        );
        return;
      case 'development-image':
        this.developmentImage(stage, plan);
        return;
      case 'in-place':
        this.inPlace(stage, plan.packages);
        return;
      case 'split':
        this.split(stage, plan);
    }
  }

  private convert(target: StageTarget, rules: readonly Rule[] = RULES): Operation[] {
    const operations = rules.flatMap((rule) => rule.convert?.(this.analysis, target) ?? []);
    this.operations.push(...operations);
    return operations;
  }

  private whole(stage: StageAnalysis, operations: readonly Operation[]): void {
    for (const instruction of [stage.from, ...stage.stage.instructions]) this.stays(instruction, operations);
    this.positions.set(stage.index, this.stageCount++);
  }

  private stays(instruction: Instruction, operations: readonly Operation[]): void {
    this.items.push({ kind: 'stays', instruction, operations: operationsOn(instruction, operations) });
  }

  private startsAsRoot(stage: StageAnalysis): boolean {
    return stage.parent !== undefined && (this.rootAtEnd.get(stage.parent) ?? false);
  }

  private developmentImage(stage: StageAnalysis, plan: Extract<StagePlan, { kind: 'development-image' }>): void {
    const target = makeTarget(this.analysis, {
      stage,
      part: 'whole',
      instructions: [stage.from, ...stage.stage.instructions],
      variant: 'dev',
      starts:
        plan.starts &&
        (stage.role !== 'build' ||
          stage.stage.instructions.some((instruction) => instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT')),
      direct: plan.direct,
      inheritsStage: stage.parent !== undefined,
      startsAsRoot: this.startsAsRoot(stage),
    });
    const operations = this.convert(target);
    const rootInserted = operations.some(
      (operation) => operation.rule === 'root-step' && operation.kind === 'insert-after' && operation.instruction === stage.from,
    );
    this.rootAtEnd.set(stage, endsAsRoot(stage, plan, target.starts, rootInserted || target.startsAsRoot));
    this.whole(stage, operations);
  }

  /** On the runtime image as it stands. A stage that started FROM a shared base gets that base's lines. */
  private inPlace(stage: StageAnalysis, packages: readonly string[]): void {
    const inherited = stage.parent ? neededInheritedLines(this.analysis, stage) : [];
    const target = makeTarget(this.analysis, {
      stage,
      part: 'whole',
      instructions: [stage.from, ...inherited, ...stage.stage.instructions],
      variant: 'runtime',
      starts: true,
      inheritsStage: false,
      startsAsRoot: false,
      runtimePackages: packages,
    });
    const operations = this.convert(target);
    if (packages.length > 0) this.items.push({ kind: 'above', instruction: stage.from });
    const packagesStage = this.runtimePackages(stage, packages);
    this.stays(stage.from, operations);
    if (packagesStage) this.add('COPY', `--from=${packagesStage} /base-chroot /`, false);
    if (stage.parent) {
      for (const instruction of inherited)
        this.items.push({ kind: 'copy', instruction, operations: operationsOn(instruction, operations), modernSpelling: true });
      const workdir = stage.parent.endWorkdir;
      const own = stage.stage.instructions.find((instruction) => instruction.keyword === 'WORKDIR');
      if (
        !stage.parent.noWorkdir &&
        workdir !== undefined &&
        !(own && own.keyword === 'WORKDIR' && own.words[0]?.value.startsWith('/') && own === stage.stage.instructions[0])
      )
        this.add('WORKDIR', workdir, false);
    }
    for (const instruction of stage.stage.instructions) this.stays(instruction, operations);
    this.positions.set(stage.index, this.stageCount++);
  }

  private split(stage: StageAnalysis, plan: Extract<StagePlan, { kind: 'split' }>): void {
    const { analysis } = this;
    const layout = splitLayout(analysis, stage);
    const moved = movedWorkdir(analysis, stage);
    const builderName = this.names.builderFor(stage.stage.name);
    const build = this.convert(
      makeTarget(analysis, {
        stage,
        part: 'build',
        instructions: layout.build,
        variant: 'dev',
        starts: false,
        inheritsStage: stage.parent !== undefined,
        startsAsRoot: this.startsAsRoot(stage),
      }),
    );
    const tail = [...layout.inherited, ...layout.repeated, ...layout.moved];
    const runtimeTarget = makeTarget(analysis, {
      stage,
      part: 'runtime',
      instructions: tail,
      variant: 'runtime',
      starts: true,
      inheritsStage: false,
      startsAsRoot: false,
      runtimePackages: plan.packages,
      movedWorkdir: moved,
    });
    const runtime = this.convert(runtimeTarget);
    const naming = nameStage(stage, builderName, build);
    this.operations.push(...naming.filter((operation) => !build.includes(operation)));
    const inFront = [...build, ...naming];
    const repeatedOnes = new Set(layout.repeated);
    for (const instruction of layout.build) {
      const repeated = repeatedOnes.has(instruction) ? modernInPlace(instruction) : [];
      this.operations.push(...repeated);
      this.items.push({ kind: 'stays', instruction, operations: [...operationsOn(instruction, inFront), ...repeated] });
    }
    const volumes = missingFolders(stage, plan.paths);
    if (volumes.length > 0) {
      if (!endsAsRootIn(layout.build, build, this.startsAsRoot(stage))) this.add('USER', 'root', false);
      this.add('RUN', `mkdir -p ${volumes.join(' ')}`, false);
    }
    this.stageCount++;
    for (const instruction of [...layout.moved, ...layout.dropped.map((one) => one.instruction)]) this.leaving.add(instruction);
    for (const { instruction, why } of layout.dropped) {
      this.operations.push({
        kind: 'drop-instruction',
        rule: 'multi-stage',
        instruction,
        message: l10n.t('{0} falls away: {1}.', instruction.keyword, why),
      });
      this.items.push({
        kind: 'moves',
        instruction,
        operations: [{ kind: 'drop-instruction', rule: 'multi-stage', instruction, message: undefined }],
      });
    }
    const lastOfStage = stage.stage.instructions.at(-1) ?? stage.from;
    this.items.push({ kind: 'headings', upTo: lastOfStage });
    const packagesStage = this.runtimePackages(stage, plan.packages);
    this.add('FROM', stage.stage.name === undefined ? runtimeTarget.image : `${runtimeTarget.image} AS ${stage.stage.name}`, true);
    this.items.push(...finalStage(analysis, { stage, plan, layout, operations: runtime, builderName, packagesStage, moved }));
    this.positions.set(stage.index, this.stageCount++);
    // What is rewritten on the way has its own line in the report.
    const silent = layout.moved.filter(
      (instruction) => !operationsOn(instruction, runtime).some((operation) => operation.message !== undefined),
    );
    this.operations.push(...explainSplit(stage, silent, builderName, plan.paths, moved));
  }

  private runtimePackages(stage: StageAnalysis, packages: readonly string[]): string | undefined {
    if (packages.length === 0) return undefined;
    const name = this.names.free('runtime-packages');
    const lines = runtimePackagesStage({
      name,
      packages,
      development: targetImage(this.analysis, stage, 'dev'),
      runtime: targetImage(this.analysis, stage, 'runtime'),
    });
    for (const [index, line] of lines.entries()) this.add(line.keyword, line.rest, index === 0);
    this.stageCount++;
    this.operations.push({
      kind: 'remark',
      rule: 'package-manager',
      instruction: stage.from,
      range: stage.from.range,
      action: 'added',
      message: l10n.t(
        "Stage {0} installs what the application needs beside Node ({1}) into a copy of the runtime's file system, which the final stage takes over.",
        name,
        packages.join(', '),
      ),
    });
    return name;
  }

  private add(keyword: string, rest: string, gap: boolean): void {
    this.items.push({ kind: 'new', line: { keyword, rest }, gap });
  }
}

/** Gives the front of a split its name: the final stage keeps the old one. */
function nameStage(stage: StageAnalysis, name: string, operations: readonly Operation[]): Operation[] {
  const { from } = stage;
  if (from.alias)
    return [{ kind: 'replace-word', rule: 'multi-stage', instruction: from, range: from.alias.range, text: name, message: undefined }];
  if (operations.some((operation) => operation.kind === 'replace-instruction' && operation.instruction === from)) return [];
  const end = from.image?.range.end ?? from.range.end;
  return [{ kind: 'insert-word', rule: 'multi-stage', instruction: from, at: end, text: ` AS ${name}`, message: undefined }];
}

/** Whether a command behind `instructions` would run as root in the new file. */
function endsAsRootIn(instructions: readonly Instruction[], operations: readonly Operation[], startsAsRoot: boolean): boolean {
  const last = instructions.findLast((instruction) => instruction.keyword === 'USER');
  if (last?.keyword === 'USER') return /^(?:root|0)(?::|$)/.test(last.words[0]?.value ?? '');
  return (
    startsAsRoot ||
    operations.some(
      (operation) => operation.rule === 'root-step' && operation.kind === 'insert-after' && operation.instruction.keyword === 'FROM',
    )
  );
}

/** VOLUME folders that no instruction makes. */
function missingFolders(stage: StageAnalysis, paths: readonly string[]): string[] {
  const written = stage.lineage.flatMap((member) => member.writes.map((write) => write.path));
  const volumes = new Set(
    stage.lineage.flatMap((member) =>
      member.stage.instructions.flatMap((instruction) =>
        instruction.keyword === 'VOLUME' ? instruction.words.map((word) => word.value) : [],
      ),
    ),
  );
  return paths.filter((path) => volumes.has(path) && !written.some((other) => other === path || other.startsWith(`${path}/`)));
}
