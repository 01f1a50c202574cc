/** From ENTRYPOINT and CMD to what runs. */
import * as l10n from '@vscode/l10n';
import type { CommandForm } from '../../dockerfile/ast.ts';
import type { Range } from '../../dockerfile/text.ts';
import { quoteWord } from '../../shell/index.ts';
import { isPosixShell } from '../../shell/index.ts';
import { type CommandWord, execWord, plainWord, printWords } from '../command-word.ts';
import type { StartResolution } from '../start.ts';
import { follow } from './follow.ts';
import { needsShell, type Outcome, toResolution } from './outcome.ts';
import type { StartRequest } from './request.ts';
import { followText } from './shell-text.ts';
import { startTrail, type Trail, withStep } from './trail.ts';

/**
 * Resolves what a stage starts. Never throws. Ranges are the Dockerfile's; paths in `evidence` and of script files are relative to the build context,
 * folders and `imagePath` are absolute in the image. Files that are not loaded yet make the answer poorer, not wrong: ask again when they are.
 */
export function resolveStart(request: StartRequest): StartResolution {
  const { entrypoint, cmd } = request;
  const first = entrypoint ?? cmd;
  if (first === undefined) return { kind: 'inherited' };
  const trail = startTrail(request, first.range);
  return toResolution(entrypoint === undefined ? ofCmd(cmd ?? first, trail) : ofEntrypoint(entrypoint, cmd, trail));
}

/** CMD alone: the old image's own entrypoint stands before it. */
function ofCmd(cmd: CommandForm, trail: Trail): Outcome {
  switch (trail.request.image) {
    case 'distroless-node':
      return behindNode('/nodejs/bin/node', cmd, trail);
    case 'chainguard-node':
      return behindNode('/usr/bin/node', cmd, trail);
    case 'official-node':
      return ofForm(cmd, { ...trail, nodePrefix: true });
    case 'other':
      return ofForm(cmd, trail);
  }
}

/** `CMD ["node", "app.js"]` behind such an entrypoint asks node for a file called node. */
function behindNode(node: string, cmd: CommandForm, trail: Trail): Outcome {
  const words = wordsOf(cmd, false, trail);
  const outcome = follow([plainWord(node), ...words], trail);
  const program = words[0]?.value ?? '';
  if (outcome.kind !== 'node' || outcome.evidence.kind === 'present' || outcome.evidence.kind === 'built') return outcome;
  if (!/^(?:node|nodejs|npm|npx|yarn|pnpm|(?:\/bin\/)?(?:ba)?sh|\/\S*\/node)$/.test(program)) return outcome;
  return {
    kind: 'unresolved',
    trail,
    reason: l10n.t('the image starts node already, so this runs `node {0}`, and there is no file called {1}', printWords(words), program),
    range: cmd.range,
  };
}

function ofForm(form: CommandForm, trail: Trail): Outcome {
  if (form.form === 'exec')
    return form.args.length === 0
      ? { kind: 'unresolved', trail, reason: l10n.t('its list is empty'), range: form.range }
      : follow(wordsOf(form, false, trail), trail);
  return ofShellForm(form, trail);
}

function ofShellForm(form: Extract<CommandForm, { form: 'shell' }>, trail: Trail): Outcome {
  const { shell } = trail.request;
  if (form.text.text.trim() === '') return { kind: 'unresolved', trail, reason: l10n.t('it is empty'), range: form.range };
  if (/^\[.*\]$/s.test(form.text.text.trim()))
    return {
      kind: 'unresolved',
      trail,
      reason: l10n.t('it looks like a JSON list and is none (JSON wants double quotes), so a shell takes it as text'),
      range: form.range,
    };
  if (shell !== undefined && !isPosixShell(shell))
    return needsShell(trail, l10n.t('SHELL is {0}, which is no POSIX shell', shell[0] ?? l10n.t('unknown')));
  return followText(form.text, { ...trail, nodePrefix: false }, follow);
}

function ofEntrypoint(entrypoint: CommandForm, cmd: CommandForm | undefined, trail: Trail): Outcome {
  // In shell form nothing of CMD reaches the program.
  if (entrypoint.form === 'shell') return ofShellForm(entrypoint, trail);
  const words = [...wordsOf(entrypoint, false, trail), ...(cmd === undefined ? [] : wordsOf(cmd, true, trail))];
  if (entrypoint.args.length === 0)
    return cmd === undefined
      ? { kind: 'unresolved', trail, reason: l10n.t('ENTRYPOINT is empty and there is no CMD'), range: entrypoint.range }
      : ofForm(cmd, trail);
  return follow(...withoutDockerEntrypoint(words, trail));
}

/** The words of a form; a shell form as `/bin/sh -c TEXT`. */
function wordsOf(form: CommandForm, fromCmd: boolean, trail: Trail): readonly CommandWord[] {
  if (form.form === 'exec') return form.args.map((word) => execWord(word, fromCmd));
  const at = (value: string, range: Range | undefined): CommandWord => ({ value, raw: quoteWord(value), literal: true, range, fromCmd });
  return [...(trail.request.shell ?? ['/bin/sh', '-c']).map((word) => at(word, undefined)), at(form.text.text, form.range)];
}

/** `docker-entrypoint.sh` of Docker's node image hands over to what follows, unless the file puts one of its own in its place. */
function withoutDockerEntrypoint(words: readonly CommandWord[], trail: Trail): [readonly CommandWord[], Trail] {
  const path = '/usr/local/bin/docker-entrypoint.sh';
  const at = words.findIndex((word) => word.value === 'docker-entrypoint.sh' || word.value === path);
  if (at < 0 || trail.request.image !== 'official-node') return [words, trail];
  const { kind } = trail.request.originOf(path);
  if (kind !== 'absent' && kind !== 'base-image') return [words, trail];
  const rest = words.slice(at + 1);
  const [word] = words.slice(at);
  if (rest.length === 0 || word === undefined) return [words, trail];
  return [
    [...words.slice(0, at), ...rest],
    { ...withStep(trail, printWords([word, ...rest]), printWords(rest), undefined), nodePrefix: true },
  ];
}
