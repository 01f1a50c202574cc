/** What starts the application, on an image whose entrypoint is node itself. */
import * as l10n from '@vscode/l10n';
import type { Rule } from './rule.ts';
import { convertStart } from './start-conversion.ts';
import { startInstruction } from './start-lines.ts';
import { remarksBeforehand, remarksOnChainguard } from './start-remarks.ts';
import { requirementsOfStart } from './start-requirements.ts';

export const startCommand: Rule = {
  id: 'start-command',
  get title() {
    return l10n.t('Start command that the node entrypoint does not run as meant');
  },
  defaultSeverity: 'information',
  get fixTitle() {
    return l10n.t('Start the application behind dumb-init');
  },

  check(analysis) {
    return analysis.stages.flatMap((stage) =>
      stage.onChainguard && stage.role === 'runtime' ? remarksOnChainguard(stage) : remarksBeforehand(analysis, stage),
    );
  },

  requirements(analysis, stage, start) {
    if (stage.role !== 'runtime') return [];
    const at = startInstruction(stage) ?? stage.from;
    if (
      start.kind === 'inherited' &&
      analysis.composeServices.some((service) => service.command !== undefined || service.entrypoint !== undefined)
    ) {
      return [
        {
          rule: 'start-command',
          range: at.range,
          level: 'development-image',
          packages: [],
          message: l10n.t('what starts stands in a compose file, not in the image.'),
        },
      ];
    }
    return requirementsOfStart(start, at);
  },

  convert(_analysis, target) {
    return convertStart(target);
  },
};
