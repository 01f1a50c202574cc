/** HEALTHCHECK: how Node asks the same, on an image without curl and without a shell. */
import * as l10n from '@vscode/l10n';
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
    const asked = l10n.t('Asks {0} with {1}, which the runtime image does not have.', code(probe.url), code(probe.tool));
    const lines = [asked, '', l10n.t('Node asks the same with:'), '', '```', `node -e ${JSON.stringify(nodeProbe(probe))}`, '```'];
    return {
      range: instruction.command.range,
      markdown: [...lines, ...(probe.review === undefined ? [] : ['', probe.review])].join('\n'),
    };
  }
  return undefined;
}
