/** How dependencies are installed: reproducibly, with the lock file at hand, and before NODE_ENV leaves out what the build needs. */
import * as l10n from '@vscode/l10n';
import type { Analysis, RunAnalysis, StageAnalysis } from '../analysis/model.ts';
import { fileExists } from '../project/existence.ts';
import type { Remark, Rule } from './rule.ts';

const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json'];

export const installCommand: Rule = {
  id: 'install-command',
  get title() {
    return l10n.t('Dependencies installed in a way that is not reproducible');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('npm ci fails where package.json and lock file disagree: a person has to see that they agree.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const run of stage.runs) remarks.push(...unfrozen(analysis, run), ...productionBeforeBuild(stage, run));
    }
    return remarks;
  },
};

function unfrozen(analysis: Analysis, run: RunAnalysis): Remark[] {
  const { context, files } = analysis;
  const folder = context.folder === '' ? '' : `${context.folder}/`;
  const lock = LOCK_FILES.find((name) => fileExists(files, folder + name) === 'yes');
  if (lock === undefined) return [];
  return run.items
    .flatMap((item) => item.commands)
    .filter(
      ({ effect: { effect } }) =>
        effect.kind === 'dependencies-install' && effect.manager === 'npm' && !effect.frozen && effect.packages.length === 0,
    )
    .map((command) => ({
      range: command.command.range,
      severity: 'hint',
      message: l10n.t('Beside {0}, npm ci installs exactly what is locked; npm install may not.', lock),
    }));
}

function productionBeforeBuild(stage: StageAnalysis, run: RunAnalysis): Remark[] {
  const install = run.items.flatMap((item) => item.commands).find(({ effect: { effect } }) => effect.kind === 'dependencies-install');
  if (!install) return [];
  const variable = stage.scopeAt(run.instruction).get('NODE_ENV');
  if (variable?.value !== 'production') return [];
  const later = stage.runs
    .slice(stage.runs.indexOf(run))
    .some((other) => other.items.some((item) => item.effect.effect.kind === 'script' && /build/.test(item.effect.effect.script)));
  if (!later) return [];
  return [
    {
      range: install.command.range,
      severity: 'hint',
      message: l10n.t('NODE_ENV=production leaves development dependencies out, and a build follows that may need them.'),
      ...(variable.declaredBy ? { related: [{ range: variable.declaredBy.range, message: l10n.t('NODE_ENV is set here.') }] } : {}),
    },
  ];
}
