/** Node that is put on another base image: NodeSource, nvm, n, a tarball, the distribution's own package. */
import * as l10n from '@vscode/l10n';
import { commandName, shellInvocation } from '../shell/index.ts';
import type { CommandForm } from '../dockerfile/ast.ts';
import type { StageAnalysis } from './model.ts';

export interface NodeSetup {
  readonly stage: StageAnalysis;
  /** How, as people call it. */
  readonly way: string;
}

const DISTRIBUTIONS: ReadonlySet<string> = new Set(['debian', 'ubuntu', 'alpine', 'fedora', 'centos', 'amazon-linux', 'ubi']);
const NODE_PACKAGES = /^(?:nodejs|nodejs-current|nodejs-lts|nodejs\d*|npm)$/;
const RUNS_NODE = /^(?:node|nodejs|npm|npx|yarn|pnpm|pm2|pm2-runtime)$/;

/**
 * Final stages on a distribution's image that set Node up themselves and start with it. When in doubt there is none: a file of
 * another language that builds its front end with Node is none of ours.
 */
export function nodeSetups(stages: readonly StageAnalysis[]): NodeSetup[] {
  return stages.flatMap((stage): NodeSetup[] => {
    if (stage.role !== 'runtime' || stage.image.kind !== 'other' || !DISTRIBUTIONS.has(stage.image.family)) return [];
    const start = formOf(stage.effectiveEntrypoint) ?? formOf(stage.effectiveCmd);
    if (start === undefined || !startsNode(start)) return [];
    const way = wayOf(stage);
    return way === undefined ? [] : [{ stage, way }];
  });
}

function formOf(instruction: StageAnalysis['effectiveCmd']): CommandForm | undefined {
  return instruction?.keyword === 'CMD' || instruction?.keyword === 'ENTRYPOINT' ? instruction.command : undefined;
}

function startsNode(form: CommandForm): boolean {
  const words = form.form === 'exec' ? form.args.map((word) => word.value) : form.text.text.trim().split(/\s+/);
  const inner = shellInvocation(words);
  const program = inner?.kind === 'text' ? words[inner.index]?.trim().split(/\s+/)[0] : words[0];
  return RUNS_NODE.test(program?.slice(program.lastIndexOf('/') + 1) ?? '');
}

function wayOf(stage: StageAnalysis): string | undefined {
  for (const { command, effect } of stage.lineage.flatMap((member) =>
    member.runs.flatMap((run) => run.items.flatMap((item) => item.commands)),
  )) {
    if (effect.effect.kind === 'os-repository' && effect.effect.nodeSetup) return 'NodeSource';
    if (
      effect.effect.kind === 'os-install' &&
      effect.effect.packages.some(({ text }) => NODE_PACKAGES.test(text.replace(/[=~@<>].*$/, '')))
    )
      return l10n.t('the package manager');
    const name = commandName(command);
    if (name === 'nvm' || name === 'n' || name === 'fnm' || name === 'volta') return name;
    if (effect.effect.kind === 'download' && /nodejs\.org\/dist|nvm-sh\/nvm|deb\.nodesource\.com/.test(effect.effect.url ?? ''))
      return /nvm/.test(effect.effect.url ?? '') ? 'nvm' : l10n.t('a download');
  }
  return undefined;
}
