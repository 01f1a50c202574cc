/** HEALTHCHECK: how Node asks the same, on an image without curl and without a shell. */
import { healthProbe, nodeProbe } from '../../analysis/health-probe.ts';
import type { Analysis } from '../../analysis/model.ts';
import { code } from '../markdown.ts';
import { covers, type OwnHover } from './own-hover.ts';

export function healthHover(analysis: Analysis, offset: number): OwnHover | undefined {
  for (const stage of analysis.stages) {
    const instruction = stage.effectiveHealthcheck;
    if (instruction?.keyword !== 'HEALTHCHECK' || !instruction.command || !covers(instruction.command.range, offset)) continue;
    if (!stage.convertible && !stage.onChainguard) return undefined;
    const probe = healthProbe(instruction);
    if (probe.kind !== 'http') return undefined;
    const asked = `Asks ${code(probe.url)} with ${code(probe.tool)}, which the runtime image does not have.`;
    const lines = [asked, '', 'Node asks the same with:', '', '```', `node -e ${JSON.stringify(nodeProbe(probe))}`, '```'];
    return {
      range: instruction.command.range,
      markdown: [...lines, ...(probe.review === undefined ? [] : ['', probe.review])].join('\n'),
    };
  }
  return undefined;
}
