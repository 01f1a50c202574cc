/** Whose files these are: the new user must be able to write what the old one could. */
import * as l10n from '@vscode/l10n';
import { runsAmong } from '../analysis/os-packages.ts';
import { isSystemPath } from '../analysis/path.ts';
import { mapsToNode, namedUser } from '../analysis/users.ts';
import type { StageAnalysis } from '../analysis/model.ts';
import type { CopyInstruction, Flag } from '../dockerfile/ast.ts';
import { imageCause } from './causes.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const fileOwner: Rule = {
  id: 'file-owner',
  get title() {
    return l10n.t('Files that the non-root user cannot write');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Give the files to node');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard) continue;
      for (const instruction of stage.stage.instructions) {
        if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
        const flag = instruction.flags.find((candidate) => candidate.name === 'chown');
        if (!flag?.value) continue;
        const owner = namedUser(stage, instruction, flag.value);
        if (!ownerMapsToNode(stage, owner)) continue;
        remarks.push({
          range: flag.range,
          severity: 'warning',
          message: l10n.t('{0} is nobody in this image: the user is node, uid 65532.', owner),
          related: [imageCause(stage, l10n.t('The user of this image is node, uid 65532.'))],
          fix: { stage },
        });
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    const operations: Operation[] = [];
    for (const instruction of target.instructions) {
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') operations.push(...copyOwner(target, instruction));
    }
    if (!target.repair) operations.push(...chownCommands(target), ...madeFolders(target));
    return operations;
  },
};

function copyOwner(target: StageTarget, instruction: CopyInstruction): Operation[] {
  const flag = instruction.flags.find((candidate) => candidate.name === 'chown');
  const numeric = instruction.flags.some((candidate) => candidate.name === 'link');
  if (flag) return mapped(target.stage, instruction, flag, numeric);
  if (target.repair || target.part !== 'whole' || !target.starts || !target.stage.endUser.root) return [];
  if (isSystemPath(instruction.destination?.value ?? '') || isSystemTree(instruction)) return [];
  return [
    {
      kind: 'insert-word',
      rule: 'file-owner',
      instruction,
      at: instruction.keywordRange.end,
      text: numeric ? ' --chown=65532:65532' : ' --chown=node:node',
      message: l10n.t('What {0} brings belongs to the user node: the application was root and could write it.', instruction.keyword),
    },
  ];
}

/** `COPY --from=tools / /`: programs and settings of a system stay root's. */
function isSystemTree({ destination, sources }: CopyInstruction): boolean {
  return destination?.value === '/' && sources.some((source) => source.value === '/');
}

function mapped(stage: StageAnalysis, instruction: CopyInstruction, flag: Flag, numeric: boolean): Operation[] {
  if (flag.value === undefined || !flag.valueRange) return [];
  const owner = namedUser(stage, instruction, flag.value);
  if (!ownerMapsToNode(stage, owner)) return [];
  return [
    {
      kind: 'replace-word',
      rule: 'file-owner',
      instruction,
      range: flag.valueRange,
      text: numeric ? '65532:65532' : 'node:node',
      message: l10n.t('The owner {0} is node:node (65532), the user of the new image.', owner),
    },
  ];
}

function ownerMapsToNode(stage: StageAnalysis, owner: string): boolean {
  return mapsToNode(stage, owner.split(':')[0] ?? '') || mapsToNode(stage, owner.split(':')[1] ?? '');
}

/** Folders that RUN makes as root where the application starts, and that it could write before. */
function madeFolders(target: StageTarget): Operation[] {
  const { stage } = target;
  if (target.part !== 'whole' || !target.starts || target.direct || target.contract.packageManager === undefined || !stage.endUser.root)
    return [];
  return runsAmong(stage, target.instructions).flatMap((run) =>
    run.items.flatMap((item): Operation[] => {
      const { effect, writes } = item.effect;
      if (effect.kind !== 'file-work' || effect.verb !== 'mkdir' || !item.plain || !item.effect.needsRoot || !run.user.root) return [];
      const folders = writes.map((write) => write.path).filter((path) => !isSystemPath(path));
      const owned = run.items.some((other) => other.effect.effect.kind === 'file-work' && other.effect.effect.verb === 'chown');
      if (folders.length === 0 || owned || run.instruction.command.form !== 'shell') return [];
      const message = l10n.t(
        '{0} belongs to uid 65532: root makes it, and the application, which was root, could write it.',
        folders.join(', '),
      );
      return [
        {
          kind: 'insert-word',
          rule: 'file-owner',
          instruction: run.instruction,
          at: item.item.pipeline.range.end,
          text: ` && chown 65532:65532 ${folders.join(' ')}`,
          message,
        },
      ];
    }),
  );
}

/** chown by names that the image does not have. */
function chownCommands(target: StageTarget): Operation[] {
  const operations: Operation[] = [];
  for (const run of runsAmong(target.stage, target.instructions)) {
    for (const command of run.items.flatMap((item) => item.commands)) {
      const { effect } = command.effect;
      if (effect.kind !== 'file-work' || effect.owner === undefined) continue;
      const { owner } = effect;
      const word = command.command.words.find((candidate) => namedUser(target.stage, run.instruction, candidate.value) === owner);
      if (!word || !ownerMapsToNode(target.stage, owner)) continue;
      const group = owner.includes(':');
      operations.push({
        kind: 'replace-word',
        rule: 'file-owner',
        instruction: run.instruction,
        range: word.range,
        text: effect.verb === 'chown' && group ? 'node:node' : 'node',
        message: l10n.t('The owner {0} is node (65532), the user of the new image.', owner),
      });
    }
  }
  return operations;
}
