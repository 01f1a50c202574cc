/** Node set up by hand on a distribution's image, where Node could be the base. */
import * as l10n from '@vscode/l10n';
import { nodeSetups } from '../analysis/node-setup.ts';
import type { Rule } from './rule.ts';

export const nodeSetup: Rule = {
  id: 'node-setup',
  get title() {
    return l10n.t('Node set up on another base image');
  },
  defaultSeverity: 'information',
  get noFix() {
    return l10n.t('What else the base image was chosen for, a person has to say; the file is left as it is.');
  },

  check(analysis) {
    return nodeSetups(analysis.stages).map(({ stage, way }) => ({
      range: stage.from.image?.range ?? stage.from.range,
      severity: 'information',
      message: l10n.t(
        "Node comes from {0} here. With Chainguard's Node image, Node is the base; this file is not converted, since its base may be there for more than that.",
        way,
      ),
    }));
  },
};
