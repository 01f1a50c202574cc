/** COPY --from of programs: Node out of Docker's image, and binaries that were built for another libc. */
import * as l10n from '@vscode/l10n';
import { type CopiedProgram, copiedPrograms } from '../analysis/copied-programs.ts';
import type { StageAnalysis } from '../analysis/model.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const copiedBinary: Rule = {
  id: 'copied-binary',
  get title() {
    return l10n.t('Program copied from an image with another C library');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('A program for another C library has to be built again; where its source is, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const copied of copiedPrograms(analysis, stage)) {
        const range = copied.instruction.range;
        if (copied.kind === 'node' && !stage.onChainguard)
          remarks.push({ range, severity: 'hint', unnecessary: true, message: l10n.t('Not needed on Chainguard: Node is in the image.') });
        if (copied.kind === 'node' && stage.onChainguard)
          remarks.push({
            range,
            severity: 'warning',
            message: l10n.t('This puts Node from {0} beside the one that the image has, built for another system.', copied.image),
          });
        if (copied.kind === 'musl')
          remarks.push({
            range,
            severity: stage.onChainguard ? 'warning' : 'hint',
            message: l10n.t(
              "{0} has musl as its C library and Chainguard's image glibc: what is linked with musl does not run there.",
              copied.image,
            ),
          });
      }
    }
    return remarks;
  },

  requirements(analysis, stage) {
    return copiedPrograms(analysis, stage)
      .filter((copied) => copied.kind === 'musl' && copied.libraries && isMusl(stage))
      .map(
        (copied): Requirement => ({
          rule: 'copied-binary',
          range: copied.instruction.range,
          level: 'not-convertible',
          packages: [],
          message: l10n.t(
            "Libraries or whole folders of programs come from {0}, which has musl as its C library; Chainguard's image has glibc, and they do not run there.",
            copied.image,
          ),
        }),
      );
  },

  convert(analysis, target) {
    if (target.repair) return [];
    const copies = copiedPrograms(analysis, target.stage).filter(({ instruction }) => target.instructions.includes(instruction));
    return copies.flatMap((copied) => conversion(target.stage, copied));
  },
};

/** On an image with glibc a program from Alpine runs only when it brings everything with it, and then it runs on Wolfi, too. */
function isMusl(stage: StageAnalysis): boolean {
  return stage.contract?.libc === 'musl';
}

function conversion(stage: StageAnalysis, copied: CopiedProgram): Operation[] {
  const { instruction, image } = copied;
  if (copied.kind === 'node') {
    if (!copied.whole) return [];
    return [
      {
        kind: 'drop-instruction',
        rule: 'copied-binary',
        instruction,
        message: l10n.t('Copying Node out of {0} falls away: Node is in the image.', image),
      },
    ];
  }
  if (!isMusl(stage)) return [];
  return [
    {
      kind: 'remark',
      rule: 'copied-binary',
      instruction,
      range: instruction.range,
      action: 'review',
      message:
        copied.kind === 'musl'
          ? l10n.t(
              '{0} has musl as its C library, and the stage moves from musl to glibc: see that what is copied is linked statically (ldd says so).',
              image,
            )
          : l10n.t(
              'Which C library {0} has is not known, and the stage moves from musl to glibc: see that what is copied is linked statically (ldd says so).',
              image,
            ),
    },
  ];
}
