/** Packages that Wolfi does not have, or no longer has. */
import { installedPackages, type InstalledPackage, INIT_PACKAGES, USER_SWITCHERS } from '../analysis/os-packages.ts';
import type { StageAnalysis } from '../analysis/model.ts';
import type { Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const unknownPackage: Rule = {
  id: 'unknown-package',
  title: 'Package without a counterpart in Wolfi',
  defaultSeverity: 'hint',
  noFix: 'Which package does the same job is for a person to decide; nothing is invented.',

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const one of installedPackages(stage)) {
        const message = problemWith(one);
        if (message !== undefined)
          remarks.push({ range: one.argument.word.range, severity: stage.onChainguard ? 'error' : 'hint', message });
      }
      for (const range of openLists(stage))
        remarks.push({
          range,
          severity: 'hint',
          message: 'Which packages these are cannot be told from the file, so they cannot be looked up in Wolfi.',
        });
    }
    return remarks;
  },

  requirements(_analysis, stage) {
    const requirements: Requirement[] = [];
    for (const one of installedPackages(stage)) {
      const message = problemWith(one);
      if (message !== undefined)
        requirements.push({ rule: 'unknown-package', range: one.argument.word.range, level: 'not-convertible', packages: [], message });
    }
    for (const range of openLists(stage)) {
      requirements.push({
        rule: 'unknown-package',
        range,
        level: 'not-convertible',
        packages: [],
        message: 'Which packages are installed here cannot be told from the file, so their names on Wolfi cannot be told either.',
      });
    }
    return requirements;
  },
};

function problemWith(one: InstalledPackage): string | undefined {
  const { mapping } = one;
  if (INIT_PACKAGES.has(mapping.name) || USER_SWITCHERS.has(mapping.name)) return undefined;
  switch (mapping.kind) {
    case 'none': {
      const left = mapping.removed === undefined || mapping.note.includes(mapping.removed) ? '' : ` It left Wolfi on ${mapping.removed}.`;
      return `${mapping.name} has no counterpart among Wolfi's free packages${mapping.note ? ` (${mapping.note})` : ''}.${left}`;
    }
    case 'unknown': {
      const hint = mapping.suggestions.length > 0 ? ` Did you mean ${mapping.suggestions.join(' or ')}?` : '';
      return `${mapping.name} is in no table of packages and not in Wolfi.${hint}`;
    }
    case 'mapped':
    case 'dropped':
    case 'same-name':
    case 'provides':
      return undefined;
  }
}

function openLists(stage: StageAnalysis): Requirement['range'][] {
  return stage.runs
    .flatMap((run) => run.items)
    .flatMap((item) => item.commands)
    .filter(({ effect: { effect } }) => effect.kind === 'os-install' && (effect.unknownPackages || effect.foreignRepository))
    .map((command) => command.command.range);
}
