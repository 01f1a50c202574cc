/** Volumes: data that is in them already belongs to the user of the old image. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { isWithin } from '../analysis/path.ts';
import { developmentImage } from '../analysis/target-image.ts';
import { composeMounts, volumePaths } from '../analysis/volumes.ts';
import type { Instruction, WordsInstruction } from '../dockerfile/ast.ts';
import type { NewInstruction, Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const volumeOwner: Rule = {
  id: 'volume-owner',
  get title() {
    return l10n.t('Volume whose data belongs to another user');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('What is in a volume changes its owner once, by a command outside the Dockerfile; the report says which.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.role !== 'runtime' || !stage.convertible) continue;
      for (const instruction of stage.stage.instructions) {
        if (instruction.keyword === 'VOLUME')
          remarks.push({
            range: instruction.range,
            severity: 'hint',
            message: l10n.t('Data in existing volumes belongs to {0}; on Chainguard the application is uid 65532.', oldOwner(stage)),
          });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair || !target.starts) return [];
    const declared = target.instructions.filter((instruction): instruction is WordsInstruction => instruction.keyword === 'VOLUME');
    const operations: Operation[] = [];
    const said = new Set<string>();
    for (const instruction of declared) {
      const paths = volumePaths(analysis, target.stage, instruction);
      for (const path of paths) said.add(path);
      if (paths.length > 0) operations.push(remark(analysis, target.stage, instruction, paths));
      operations.push(...folders(target, instruction, paths));
    }
    const mounted = [...new Set(composeMounts(analysis, target.stage).map(({ path }) => path))].sort().filter((path) => !said.has(path));
    const at = target.stage.effectiveCmd ?? target.stage.effectiveEntrypoint ?? target.stage.from;
    if (mounted.length > 0) operations.push(remark(analysis, target.stage, at, mounted));
    return operations;
  },
};

function oldOwner(stage: StageAnalysis): string {
  if (stage.endUser.root) return 'root';
  return stage.endUser.name === 'node' ? 'uid 1000' : stage.endUser.name;
}

function remark(analysis: Analysis, stage: StageAnalysis, instruction: Instruction, paths: readonly string[]): Operation {
  const one = paths[0] ?? '/data';
  const command = `docker run --rm --user root -v VOLUME:${one} --entrypoint chown ${developmentImage(analysis.settings)} -R 65532:65532 ${one}`;
  const message =
    paths.length > 1
      ? l10n.t(
          'Data that volumes for {0} hold already belongs to {1}, and the application is uid 65532 now. Once for each: {2}',
          paths.join(', '),
          oldOwner(stage),
          command,
        )
      : l10n.t(
          'Data that volumes for {0} hold already belongs to {1}, and the application is uid 65532 now. Once: {2}',
          paths.join(', '),
          oldOwner(stage),
          command,
        );
  return { kind: 'remark', rule: 'volume-owner', instruction, range: instruction.range, action: 'review', message };
}

/**
 * On the development image: Docker makes a volume's folder as root's when nothing else has made it before. A build stage in front
 * of a runtime makes it itself.
 */
function folders(target: StageTarget, instruction: WordsInstruction, paths: readonly string[]): Operation[] {
  if (target.part !== 'whole' || target.direct || target.contract.packageManager === undefined || !target.stage.endUser.root) return [];
  const made = paths.filter((path) => !isOwn(target, path));
  if (made.length === 0) return [];
  const run: NewInstruction = { keyword: 'RUN', rest: `mkdir -p ${made.join(' ')} && chown 65532:65532 ${made.join(' ')}` };
  const user = target.instructions.slice(0, target.instructions.indexOf(instruction)).findLast((before) => before.keyword === 'USER');
  const isRoot = user?.keyword === 'USER' ? /^(?:root|0)(?::|$)/.test(user.words[0]?.value ?? '') : target.startsAsRoot;
  const lines = isRoot ? [run] : [{ keyword: 'USER', rest: 'root' }, run, { keyword: 'USER', rest: '65532' }];
  return [
    {
      kind: 'insert-before',
      rule: 'volume-owner',
      instruction,
      lines,
      message:
        made.length > 1
          ? l10n.t('{0} are made for the user node (65532): a new volume takes the owner from there.', made.join(', '))
          : l10n.t('{0} is made for the user node (65532): a new volume takes the owner from there.', made.join(', ')),
    },
  ];
}

/** WORKDIR belongs to the user of the image; what COPY brings gets its owner there. */
function isOwn(target: StageTarget, path: string): boolean {
  const workdir = target.stage.endWorkdir;
  if (workdir !== undefined && workdir !== '/' && path === workdir) return true;
  return target.stage.lineage.some((member) =>
    member.writes.some(
      (write) =>
        (write.by.keyword === 'COPY' || write.by.keyword === 'ADD') && write.tree && isWithin(path, write.path) && write.path === path,
    ),
  );
}
