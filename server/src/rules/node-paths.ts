/** Absolute paths of Node and npm: /usr/local on Docker's image, /usr on Chainguard's. */
import { nodePathsIn } from '../analysis/node-paths.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const nodePaths: Rule = {
  id: 'node-paths',
  title: "Path of Docker's Node installation",
  defaultSeverity: 'hint',
  fixTitle: 'Use the path of this image',

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
              ? { range, severity: 'error', message: `${old} does not exist in this image; it is ${now}.`, fix: { stage } }
              : { range, severity: 'hint', message: `On Chainguard's image this is ${now}.` },
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
          message: `${old} is ${now} in this image.`,
        });
      }
    }
    return operations;
  },
};
