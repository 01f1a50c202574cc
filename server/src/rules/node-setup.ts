/** Node set up by hand on a distribution's image, where Node could be the base. */
import { nodeSetups } from '../analysis/node-setup.ts';
import type { Rule } from './rule.ts';

export const nodeSetup: Rule = {
  id: 'node-setup',
  title: 'Node set up on another base image',
  defaultSeverity: 'information',
  noFix: 'What else the base image was chosen for, a person has to say; the file is left as it is.',

  check(analysis) {
    return nodeSetups(analysis.stages).map(({ stage, way }) => ({
      range: stage.from.image?.range ?? stage.from.range,
      severity: 'information',
      message: `Node comes from ${way} here. With Chainguard's Node image, Node is the base; this file is not converted, since its base may be there for more than that.`,
    }));
  },
};
