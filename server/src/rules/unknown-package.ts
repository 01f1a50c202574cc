/** Packages that Wolfi does not have, or no longer has. */
import * as l10n from '@vscode/l10n';
import { installedPackages, type InstalledPackage, INIT_PACKAGES, USER_SWITCHERS } from '../analysis/os-packages.ts';
import type { StageAnalysis } from '../analysis/model.ts';
import { anyOf } from './enumerations.ts';
import type { Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const unknownPackage: Rule = {
  id: 'unknown-package',
  get title() {
    return l10n.t('Package without a counterpart in Wolfi');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('Which package does the same job is for a person to decide; nothing is invented.');
  },

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
          message: l10n.t('Which packages these are cannot be told from the file, so they cannot be looked up in Wolfi.'),
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
        message: l10n.t('Which packages are installed here cannot be told from the file, so their names on Wolfi cannot be told either.'),
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
      const none = mapping.note
        ? l10n.t("{0} has no counterpart among Wolfi's free packages ({1}).", mapping.name, mapping.note)
        : l10n.t("{0} has no counterpart among Wolfi's free packages.", mapping.name);
      const left = mapping.removed === undefined || mapping.note.includes(mapping.removed) ? undefined : mapping.removed;
      return left === undefined ? none : `${none} ${l10n.t('It left Wolfi on {0}.', left)}`;
    }
    case 'unknown': {
      const unknown = l10n.t('{0} is in no table of packages and not in Wolfi.', mapping.name);
      return mapping.suggestions.length > 0 ? `${unknown} ${l10n.t('Did you mean {0}?', anyOf(mapping.suggestions))}` : unknown;
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
