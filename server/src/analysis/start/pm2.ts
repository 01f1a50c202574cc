/** pm2 as the first process: what it is asked to start decides whether node is enough. */
import * as l10n from '@vscode/l10n';
import { textOf } from '../../project/existence.ts';
import { resolvePath } from '../../project/paths.ts';
import type { CommandWord } from '../command-word.ts';
import type { Trail } from './trail.ts';

const managers = /^(?:npm|npx|yarn|pnpm|bun|\S+\.sh)$/;

/** Why this call of pm2, pm2-runtime or pm2-docker cannot be `node FILE`; undefined when it can. */
export function unfitForPm2(
  command: string,
  given: readonly CommandWord[],
  folder: string,
  { request, workdir }: Trail,
): string | undefined {
  const operands = given.filter((word) => !word.value.startsWith('-')).map((word) => word.value);
  const target = operands[0] === 'start' ? operands[1] : operands[0];
  if (command === 'pm2' && !given.some((word) => /^--(?:no-daemon|attach)$/.test(word.value)))
    return l10n.t('`pm2 start` goes to the background; `pm2-runtime` is the one for containers');
  if (target === undefined) return undefined;
  if (managers.test(target)) return l10n.t('{0} starts {1}, not a file of the application', command, target);
  if (!/\.(?:config\.[cm]?js|json|ya?ml)$/.test(target)) return undefined;
  const origin = request.originOf(resolvePath(workdir ?? folder, target));
  const text = origin.kind === 'context' ? textOf(request.files, resolvePath(request.contextFolder, origin.path)) : undefined;
  const script = /["']?\b(?:script|interpreter)["']?\s*:\s*["']?((?:npm|npx|yarn|pnpm|bun|bash|sh)\b|[^"',\s]+\.sh)/.exec(text ?? '')?.[1];
  return script === undefined ? undefined : l10n.t('{0} makes {1} start {2}', target, command, script);
}
