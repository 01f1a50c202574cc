/** Spellings that BuildKit's own checks call legacy. Converted only on instructions that are rewritten anyway. */
import * as l10n from '@vscode/l10n';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const legacySyntax: Rule = {
  id: 'legacy-syntax',
  get title() {
    return l10n.t('Legacy spelling');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t("Use today's spelling");
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const instruction of [stage.from, ...stage.stage.instructions])
        remarks.push(...remarkOn(instruction).map((remark) => (stage.onChainguard ? { ...remark, fix: { stage } } : remark)));
    }
    return remarks;
  },

  convert(_analysis, target) {
    const operations: Operation[] = [];
    const { from } = target.stage;
    const changesFrom = !target.repair && target.instructions.includes(from) && !target.inheritsStage;
    if (changesFrom && from.asRange && mixedCase(from)) {
      operations.push({
        kind: 'replace-word',
        rule: 'legacy-syntax',
        instruction: from,
        range: from.asRange,
        text: from.keywordText === from.keywordText.toUpperCase() ? 'AS' : 'as',
        message: undefined,
      });
    }
    if (target.part !== 'runtime') return operations;
    for (const instruction of target.instructions) {
      if (instruction.keyword !== 'MAINTAINER') continue;
      operations.push({
        kind: 'replace-instruction',
        rule: 'legacy-syntax',
        instruction,
        by: [{ keyword: 'LABEL', rest: `org.opencontainers.image.authors=${JSON.stringify(instruction.words[0]?.value ?? '')}` }],
        message: l10n.t('MAINTAINER is deprecated; a label says the same.'),
      });
    }
    return operations;
  },
};

function mixedCase(from: Extract<Instruction, { keyword: 'FROM' }>): boolean {
  const upper = from.keywordText === from.keywordText.toUpperCase();
  return from.asRange !== undefined && from.alias !== undefined && asText(from) !== (upper ? 'AS' : 'as');
}

/** `as` as written, found in the logical line. */
function asText(from: Extract<Instruction, { keyword: 'FROM' }>): string {
  return /\s(as)\s/i.exec(` ${from.body.text} `)?.[1] ?? '';
}

function remarkOn(instruction: Instruction): Remark[] {
  switch (instruction.keyword) {
    case 'FROM':
      return instruction.asRange && mixedCase(instruction)
        ? [{ range: instruction.asRange, severity: 'hint', message: l10n.t('FROM and AS are written in different case.') }]
        : [];
    case 'ENV':
    case 'LABEL':
      return instruction.legacy
        ? [
            {
              range: instruction.range,
              severity: 'hint',
              message: l10n.t('{0} NAME value is the legacy form of {0} NAME=value.', instruction.keyword),
            },
          ]
        : [];
    case 'MAINTAINER':
      return [
        {
          range: instruction.range,
          severity: 'hint',
          message: l10n.t('MAINTAINER is deprecated; use LABEL org.opencontainers.image.authors.'),
        },
      ];
    default:
      return [];
  }
}
