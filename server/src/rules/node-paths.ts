/** Absolute paths of Node and npm: /usr/local on Docker's image, /usr on Chainguard's. */
import * as l10n from '@vscode/l10n';
import { nodePathsIn } from '../analysis/node-paths.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const nodePaths: Rule = {
  id: 'node-paths',
  get title() {
    return l10n.t("Path of Docker's Node installation");
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Use the path of this image');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      // Google's image has its own paths, and Chainguard's -full variants keep Docker's.
      if (stage.image.kind === 'distroless-node' || (stage.image.kind === 'chainguard-node' && stage.image.tag.full)) continue;
      for (const instruction of stage.stage.instructions) {
        for (const { range, old, now } of nodePathsIn(stage, instruction)) {
          remarks.push(
            stage.onChainguard
              ? { range, severity: 'error', message: l10n.t('{0} does not exist in this image; it is {1}.', old, now), fix: { stage } }
              : { range, severity: 'hint', message: l10n.t("On Chainguard's image this is {0}.", now) },
          );
        }
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    const { stage } = target;
    if (stage.image.kind === 'distroless-node' || (stage.image.kind === 'chainguard-node' && stage.image.tag.full)) return [];
    const operations: Operation[] = [];
    for (const instruction of target.instructions) {
      // The start is written anew where it names such a path.
      if (!target.repair && (instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT') && target.starts) continue;
      if (instruction.keyword === 'RUN' && target.contract.packageManager === undefined) continue;
      for (const { range, old, now } of nodePathsIn(stage, instruction)) {
        operations.push({
          kind: 'replace-word',
          rule: 'node-paths',
          instruction,
          range,
          text: now,
          message: l10n.t('{0} is {1} in this image.', old, now),
        });
      }
    }
    return operations;
  },
};
