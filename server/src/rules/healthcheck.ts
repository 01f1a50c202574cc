/** Health checks that call what the runtime image does not hold: curl, wget, a shell. */
import * as l10n from '@vscode/l10n';
import { healthProbe, type HealthProbe, nodeProbe } from '../analysis/health-probe.ts';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { installedPackages } from '../analysis/os-packages.ts';
import { scriptNeeds } from '../analysis/script-needs.ts';
import type { HealthcheckInstruction, Instruction } from '../dockerfile/ast.ts';
import { imageCause } from './causes.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const healthcheck: Rule = {
  id: 'healthcheck',
  get title() {
    return l10n.t('Health check that needs a tool or a shell');
  },
  defaultSeverity: 'information',
  get fixTitle() {
    return l10n.t('Ask with Node');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      const instruction = ownHealthcheck(stage);
      if (!instruction || (!stage.convertible && !stage.onChainguard)) continue;
      const probe = healthProbe(instruction);
      if (probe.kind === 'fine') continue;
      if (stage.onChainguard) remarks.push(...onChainguard(analysis, stage, instruction, probe));
      else if (probe.kind === 'node')
        remarks.push({
          range: instruction.range,
          severity: 'information',
          message: l10n.t('After a move this would turn unhealthy: the runtime image promises no shell, which this form needs.'),
        });
      else
        remarks.push({
          range: instruction.range,
          severity: 'information',
          message: l10n.t('After a move this would turn unhealthy: the runtime image has neither curl nor wget, and promises no shell.'),
        });
    }
    return remarks;
  },

  requirements(analysis, stage) {
    const instruction = stage.effectiveHealthcheck;
    if (stage.role !== 'runtime' || instruction?.keyword !== 'HEALTHCHECK') return [];
    const probe = healthProbe(instruction);
    if (probe.kind !== 'other') return [];
    const { packages, unmet, rootWork } = needsOf(analysis, stage, probe.text);
    const [lacking] = unmet;
    if (lacking === undefined && (rootWork.length === 0 || !stage.endUser.root)) {
      return [
        {
          rule: 'healthcheck',
          range: instruction.range,
          level: 'packages',
          packages,
          message: l10n.t(
            'the health check cannot be said in Node ({0}) and needs a shell (on Wolfi {1}).',
            probe.reason,
            packages.join(', '),
          ),
        },
      ];
    }
    const requirement: Requirement = {
      rule: 'healthcheck',
      range: instruction.range,
      level: 'development-image',
      packages: [],
      message:
        lacking === undefined
          ? l10n.t('the health check cannot be said in Node: {0}.', probe.reason)
          : l10n.t('the health check cannot be said in Node: {0}, and {1}.', probe.reason, lacking),
    };
    return [requirement];
  },

  convert(_analysis, target) {
    return target.instructions.flatMap((instruction) =>
      instruction.keyword === 'HEALTHCHECK' && instruction === target.stage.effectiveHealthcheck ? convertOne(target, instruction) : [],
    );
  },
};

function ownHealthcheck(stage: StageAnalysis): HealthcheckInstruction | undefined {
  const instruction: Instruction | undefined = stage.effectiveHealthcheck;
  return instruction?.keyword === 'HEALTHCHECK' && stage.stage.instructions.includes(instruction) ? instruction : undefined;
}

function needsOf(analysis: Analysis, stage: StageAnalysis, text: string): ReturnType<typeof scriptNeeds> {
  return scriptNeeds(analysis, stage, { path: 'HEALTHCHECK', text, interpreter: 'sh' });
}

/** Silent about a file system that was copied in as a whole: what it holds, nobody can tell. */
function onChainguard(analysis: Analysis, stage: StageAnalysis, { range }: HealthcheckInstruction, probe: HealthProbe): Remark[] {
  const { contract } = stage;
  if (!contract || stage.lineage.some((member) => member.writes.some((write) => write.path === '/' && write.tree))) return [];
  const noShell = contract.has('sh') === 'no';
  if (probe.kind === 'node')
    return noShell
      ? [{ range, severity: 'error', message: l10n.t('The shell form needs /bin/sh, which this image does not have.'), fix: { stage } }]
      : [];
  if (probe.kind === 'http') {
    if (contract.has(probe.tool) !== 'no' || isInstalled(stage, probe.tool)) return [];
    return [
      {
        range,
        severity: 'warning',
        message: l10n.t('The image has no {0}: the container would turn unhealthy.', probe.tool),
        related: [imageCause(stage, l10n.t('This image has no {0}.', probe.tool))],
        fix: { stage },
      },
    ];
  }
  if (probe.kind !== 'other') return [];
  const needs = needsOf(analysis, stage, probe.text).packages.filter(
    (name) => name !== 'busybox' && contract.has(name) === 'no' && !isInstalled(stage, name),
  );
  if (needs.length === 0 && !noShell) return [];
  return [
    {
      range,
      severity: 'warning',
      message: noShell
        ? l10n.t('The image has no shell: the container would turn unhealthy.')
        : l10n.t('The image has no {0}: the container would turn unhealthy.', needs.join(', ')),
    },
  ];
}

function isInstalled(stage: StageAnalysis, name: string): boolean {
  return stage.lineage.flatMap(installedPackages).some((one) => one.mapping.name === name);
}

/** Where the tool is at hand anyway the check stays as it is; on a runtime Node asks. */
function convertOne(target: StageTarget, instruction: HealthcheckInstruction): Operation[] {
  const probe = healthProbe(instruction);
  if (probe.kind !== 'http' && probe.kind !== 'node') return [];
  const { contract, stage } = target;
  if (
    contract.packageManager !== undefined &&
    (probe.kind === 'node' || contract.has(probe.tool) === 'yes' || isInstalled(stage, probe.tool))
  )
    return [];
  const flags = instruction.flags.map((flag) => (flag.value === undefined ? `--${flag.name}` : `--${flag.name}=${flag.value}`));
  const words = probe.kind === 'node' ? probe.words : ['node', '-e', nodeProbe(probe)];
  const rest = [...flags, `CMD [${words.map((word) => JSON.stringify(word)).join(', ')}]`].join(' ');
  const message =
    probe.kind === 'node'
      ? l10n.t('The health check needs no shell any more.')
      : l10n.t('The health check asks {0} with Node instead of {1}, which the image does not have.', probe.url, probe.tool);
  const operations: Operation[] = [
    { kind: 'replace-instruction', rule: 'healthcheck', instruction, by: [{ keyword: 'HEALTHCHECK', rest }], message },
  ];
  if (probe.kind === 'http' && probe.review !== undefined)
    operations.push({
      kind: 'remark',
      rule: 'healthcheck',
      instruction,
      range: instruction.range,
      action: 'review',
      message: probe.review,
    });
  return operations;
}
