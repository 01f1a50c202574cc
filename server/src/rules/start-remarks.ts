/** What `start-command` says of the CMD and ENTRYPOINT that stand in a file, before and after a move to Chainguard. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { NodeStart } from '../analysis/start.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { imageCause, instructionCause } from './causes.ts';
import type { Remark } from './rule.ts';
import { commandOf, startInstruction } from './start-lines.ts';

/** What would fail after a move, on a stage that has not moved yet. */
export function remarksBeforehand(analysis: Analysis, stage: StageAnalysis): Remark[] {
  const instruction = startInstruction(stage);
  if (!stage.convertible || stage.role !== 'runtime' || !instruction || !stage.stage.instructions.includes(instruction)) return [];
  const start = analysis.startOf(stage);
  if (start.kind === 'node' && start.throughPackageManager)
    return [
      {
        range: instruction.range,
        severity: 'information',
        message: l10n.t(
          'After a move this would fail: the image starts node itself, so {0} would be taken for a script. It comes down to {1}.',
          start.throughPackageManager,
          commandOfNode(start),
        ),
        related: instructionCause(stage.effectiveEntrypoint, l10n.t('The entrypoint is set here.'), instruction),
      },
    ];
  if (commandOf(instruction)?.command.form === 'shell') {
    return [
      {
        range: instruction.range,
        severity: 'information',
        message: l10n.t('After a move this would fail: the shell form needs /bin/sh, and node would take it for a script.'),
        related: instructionCause(stage.effectiveEntrypoint, l10n.t('The entrypoint is set here.'), instruction),
      },
    ];
  }
  return [];
}

function commandOfNode(start: NodeStart): string {
  return ['node', ...start.nodeOptions, start.script, ...start.arguments].join(' ');
}

/** What cannot start, or only by grace, on a stage that is on Chainguard already. */
export function remarksOnChainguard(stage: StageAnalysis): Remark[] {
  const cmd = commandOf(stage.effectiveCmd);
  const entrypoint = commandOf(stage.effectiveEntrypoint);
  const own = (instruction: Instruction | undefined): instruction is Instruction =>
    instruction !== undefined && stage.stage.instructions.includes(instruction);
  const noShell = stage.image.kind === 'chainguard-node' && stage.image.tag.slim;
  const remarks: Remark[] = [];
  if (cmd && !entrypoint && own(cmd)) {
    if (cmd.command.form === 'shell') {
      remarks.push({
        range: cmd.range,
        severity: 'error',
        message: l10n.t('The entrypoint of the image is node: it is given /bin/sh as its script and fails.'),
        related: [imageCause(stage, l10n.t('The entrypoint of this image is node.'))],
        fix: { stage },
      });
    } else {
      const first = cmd.command.args[0]?.value ?? '';
      if (/(?:^|\/)node$/.test(first))
        remarks.push({
          range: cmd.range,
          severity: 'error',
          message: l10n.t(
            'This runs node {0}: the entrypoint of the image is node already.',
            cmd.command.args.map((word) => word.value).join(' '),
          ),
          related: [imageCause(stage, l10n.t('The entrypoint of this image is node.'))],
          fix: { stage },
        });
      else if (/^(?:npm|npx|yarn|pnpm|sh|bash|\/bin\/(?:ba)?sh)$/.test(first))
        remarks.push({
          range: cmd.range,
          severity: 'error',
          message: l10n.t('The entrypoint of the image is node: it takes {0} for its script and fails.', first),
          related: [imageCause(stage, l10n.t('The entrypoint of this image is node.'))],
          fix: { stage },
        });
    }
  }
  if (entrypoint && own(entrypoint)) {
    const words = entrypoint.command.form === 'exec' ? entrypoint.command.args.map((word) => word.value) : [];
    if (entrypoint.command.form === 'shell')
      remarks.push({
        range: entrypoint.range,
        severity: noShell ? 'error' : 'warning',
        message: noShell
          ? l10n.t('The shell form needs /bin/sh, which this image does not have.')
          : l10n.t('The shell form works only while the image holds a shell, and hides SIGTERM from the application.'),
      });
    if (words.some((word) => /(?:^|\/)docker-entrypoint\.sh$/.test(word)) && words[0] === 'docker-entrypoint.sh')
      remarks.push({
        range: entrypoint.range,
        severity: 'error',
        message: l10n.t("docker-entrypoint.sh belongs to Docker's image and does not exist here."),
        fix: { stage },
      });
    const hasShell = stage.image.kind === 'chainguard-node' && stage.image.tag.dev;
    if (entrypoint.command.form === 'exec' && cmd?.command.form === 'shell' && own(cmd) && !hasShell)
      remarks.push({
        range: cmd.range,
        severity: noShell ? 'error' : 'warning',
        message: l10n.t('The shell form of CMD needs /bin/sh, which the runtime image does not promise.'),
        related: instructionCause(entrypoint, l10n.t('The entrypoint is set here.')),
      });
  }
  return remarks;
}
