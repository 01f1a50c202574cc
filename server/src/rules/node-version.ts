/** Node's major version: the free tier has the newest one only. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { FACTS_DATE, nodeMajor, releaseStatus } from '../images/index.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const nodeVersion: Rule = {
  id: 'node-version',
  get title() {
    return l10n.t('Node version that the target image cannot keep, or that is out of support');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('Which version the application runs on is for a person to decide.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible || stage.parent || !stage.from.image) continue;
      const major = oldMajor(stage);
      if (major === undefined) continue;
      const status = releaseStatus(major, FACTS_DATE);
      if (status.status !== 'eol') continue;
      remarks.push({
        range: stage.from.image.range,
        severity: 'hint',
        message: status.end
          ? l10n.t('Node {0} gets no more fixes since {1}.', major, status.end)
          : l10n.t('Node {0} gets no more fixes.', major),
      });
    }
    return remarks;
  },

  convert(analysis, target) {
    const { stage } = target;
    if (target.repair || target.inheritsStage || target.part === 'runtime' || stage.parent) return [];
    // An organization's tag that holds the version, or the build argument, keeps it.
    if (target.contract.nodeMajor === undefined && analysis.settings.nodeVersion === 'keep') return [];
    const message = versionMessage(analysis, stage, target);
    if (message === undefined) return [];
    const remark: Operation = {
      kind: 'remark',
      rule: 'node-version',
      instruction: stage.from,
      range: stage.from.image?.range ?? stage.from.range,
      action: 'review',
      message,
    };
    return [remark];
  },
};

function oldMajor(stage: StageAnalysis): number | undefined {
  if (stage.image.kind === 'distroless-node') return stage.image.major;
  if (stage.image.kind !== 'official-node') return undefined;
  return stage.image.tag ? nodeMajor(stage.image.tag, FACTS_DATE) : undefined;
}

function versionMessage(analysis: Analysis, stage: StageAnalysis, target: StageTarget): string | undefined {
  const before = oldMajor(stage);
  const after = target.contract.nodeMajor;
  if (before !== undefined && before === after) return undefined;
  const from = before === undefined ? l10n.t('A version that cannot be told from the file') : `Node ${before}`;
  const { runtime, development } = analysis.settings.images;
  const own = target.image === runtime || target.image === development;
  const to = after !== undefined ? `Node ${after}` : own ? l10n.t('the Node of {0}', target.image) : l10n.t('the newest Node');
  const change = l10n.t('{0} becomes {1}: run the tests of the application on it.', from, to);
  if (own) return `${change} ${l10n.t('The settings of the repository name that image.')}`;
  const keep =
    analysis.settings.organization === undefined
      ? l10n.t("The free images have only the newest version; an organization's images can keep the old one.")
      : analysis.settings.nodeVersion === 'latest'
        ? l10n.t('The setting nodeVersion: keep holds the old one.')
        : l10n.t('The setting nodeVersion is {0}.', analysis.settings.nodeVersion);
  return `${change} ${keep}`;
}
