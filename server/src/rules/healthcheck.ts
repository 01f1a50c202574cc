/** Health checks that call what the runtime image does not hold: curl, wget, a shell. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { HealthcheckInstruction, Instruction } from '../dockerfile/ast.ts';
import { healthProbe, nodeProbe } from '../analysis/health-probe.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const healthcheck: Rule = {
  id: 'healthcheck',
  title: 'Health check that needs a tool or a shell',
  defaultSeverity: 'information',
  fixTitle: 'Ask with Node',

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      const instruction = ownHealthcheck(stage);
      if (!instruction || (!stage.convertible && !stage.onChainguard)) continue;
      const probe = healthProbe(instruction);
      if (probe.kind === 'fine') continue;
      const tool = probe.kind === 'http' ? probe.tool : 'what it calls';
      remarks.push({
        range: instruction.range,
        severity: stage.onChainguard ? 'warning' : 'information',
        message: stage.onChainguard ? `The image has no ${tool}: the container would turn unhealthy.` : `After a move this would turn unhealthy: the runtime image has neither curl nor wget, and promises no shell.`,
        ...(stage.onChainguard && probe.kind === 'http' ? { fix: { stage } } : {}),
      });
    }
    return remarks;
  },

  requirements(_analysis, stage) {
    const instruction = stage.effectiveHealthcheck;
    if (stage.role !== 'runtime' || instruction?.keyword !== 'HEALTHCHECK') return [];
    const probe = healthProbe(instruction);
    if (probe.kind !== 'other') return [];
    const requirement: Requirement = { rule: 'healthcheck', range: instruction.range, level: 'development-image', packages: [], message: `the health check cannot be said in Node: ${probe.reason}.` };
    return [requirement];
  },

  convert(analysis, target) {
    const noCurl = target.contract.has('curl') !== 'yes';
    const operations: Operation[] = [];
    for (const instruction of target.instructions) {
      if (instruction.keyword !== 'HEALTHCHECK' || instruction !== target.stage.effectiveHealthcheck) continue;
      operations.push(...convertOne(analysis, instruction, noCurl));
    }
    return operations;
  },
};

function ownHealthcheck(stage: StageAnalysis): HealthcheckInstruction | undefined {
  const instruction: Instruction | undefined = stage.effectiveHealthcheck;
  return instruction?.keyword === 'HEALTHCHECK' && stage.stage.instructions.includes(instruction) ? instruction : undefined;
}

function convertOne(_analysis: Analysis, instruction: HealthcheckInstruction, noCurl: boolean): Operation[] {
  const probe = healthProbe(instruction);
  if (probe.kind !== 'http' && probe.kind !== 'node') return [];
  if (probe.kind === 'http' && !noCurl) return [];
  const flags = instruction.flags.map((flag) => (flag.value === undefined ? `--${flag.name}` : `--${flag.name}=${flag.value}`));
  const words = probe.kind === 'node' ? probe.words : ['node', '-e', nodeProbe(probe)];
  const rest = [...flags, `CMD [${words.map((word) => JSON.stringify(word)).join(', ')}]`].join(' ');
  const message = probe.kind === 'node' ? 'The health check needs no shell any more.' : `The health check asks ${probe.url} with Node instead of ${probe.tool}, which the image does not have.`;
  const operations: Operation[] = [{ kind: 'replace-instruction', rule: 'healthcheck', instruction, by: [{ keyword: 'HEALTHCHECK', rest }], message }];
  if (probe.kind === 'http' && probe.review !== undefined) operations.push({ kind: 'remark', rule: 'healthcheck', instruction, range: instruction.range, action: 'review', message: probe.review });
  return operations;
}
