/** Shell text as a start: one command is followed, anything more keeps its shell and is rewritten to need nothing but node. */
import * as l10n from '@vscode/l10n';
import type { MappedText } from '../../dockerfile/text.ts';
import { resolvePath } from '../../project/paths.ts';
import { commandName, parseScriptText, parseShell, type ListItem, type ShellScript, type SimpleCommand } from '../../shell/index.ts';
import { type CommandWord, shellWord } from '../command-word.ts';
import { type Follow, needsShell, type Outcome, unresolved } from './outcome.ts';
import { rewriteScript } from './rewrite.ts';
import { circle, deepestTrail, type Trail, withNote } from './trail.ts';

/** Follows text of a POSIX-like shell: plain text of another file, or mapped text of the Dockerfile. */
export function followText(source: string | MappedText, trail: Trail, follow: Follow): Outcome {
  if (trail.depth > deepestTrail) return unresolved(trail, circle());
  const inDockerfile = typeof source !== 'string';
  const script = inDockerfile ? parseShell(source) : parseScriptText(source);
  const text = inDockerfile ? source.text : source;
  const here: Trail = { ...trail, inDockerfile, depth: trail.depth + 1 };
  if (!script.valid) return needsShell(here, l10n.t('`{0}` could not be read as shell', shorten(text)));
  const single = singleCommand(script, here);
  if (single !== undefined) return followSimple(single.command, single.trail, follow);
  return followChain(script, text, here, follow);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** One simple command of a shell without redirections: its assignments and its words. */
function followSimple(command: SimpleCommand, trail: Trail, follow: Follow): Outcome {
  const environment = command.assignments.map(({ name, value }) => ({
    name,
    value: value === undefined ? emptyWord : shellWord(value, trail.inDockerfile),
  }));
  const words = command.words.map((word) => shellWord(word, trail.inDockerfile));
  return follow(words, { ...trail, environment: [...trail.environment, ...environment] });
}

const emptyWord: CommandWord = { value: '', raw: "''", literal: true, range: undefined, fromCmd: false };

interface SingleCommand {
  readonly command: SimpleCommand;
  readonly trail: Trail;
}

/** The one command that remains when what changes nothing for it is taken away: `set -e`, messages, `cd x &&`, `export A=b`. */
function singleCommand(script: ShellScript, trail: Trail): SingleCommand | undefined {
  let next = trail;
  for (const [index, item] of script.items.entries()) {
    const [command] = item.pipeline.commands;
    const last = index === script.items.length - 1;
    if (command?.kind !== 'simple' || item.pipeline.commands.length > 1 || item.pipeline.negated || item.pipeline.timed || item.background)
      return undefined;
    if (item.separator === '||' || item.separator === '&') return undefined;
    if (last) return command.redirects.length === 0 ? { command, trail: next } : undefined;
    const after = afterPrefix(command, next, script.items[index + 1]);
    if (after === undefined) return undefined;
    next = after;
  }
  return undefined;
}

function afterPrefix(command: SimpleCommand, trail: Trail, following: ListItem | undefined): Trail | undefined {
  if (command.redirects.length > 0 || following?.separator === '||') return undefined;
  const words = command.words.map((word) => shellWord(word, trail.inDockerfile));
  const literal = words.every((word) => word.literal);
  switch (commandName(command)) {
    case 'set':
    case ':':
    case 'true':
      return trail;
    case 'echo':
    case 'printf':
      return withNote(trail, l10n.t('A message that was printed before the start is left out.'));
    case 'cd': {
      const [, folder, ...others] = words;
      if (!literal || folder === undefined || others.length > 0 || folder.value === '-' || trail.workdir === undefined) return undefined;
      return { ...trail, workdir: resolvePath(trail.workdir, folder.value) };
    }
    case 'export': {
      const assigned = words.slice(1).map((word) => ({ word, match: /^([A-Za-z_]\w*)=/.exec(word.value) }));
      if (!literal || assigned.some(({ match }) => match === null)) return undefined;
      return {
        ...trail,
        environment: [
          ...trail.environment,
          ...assigned.map(({ word, match }) => ({
            name: match?.[1] ?? '',
            value: { ...word, value: word.value.slice(match?.[0].length), raw: word.raw.slice(match?.[0].length) },
          })),
        ],
      };
    }
    default:
      return undefined;
  }
}

function followChain(script: ShellScript, text: string, trail: Trail, follow: Follow): Outcome {
  const rewritten = rewriteScript(text, trail, follow);
  if (rewritten.kind === 'development') return rewritten.outcome;
  const { steps } = rewritten;
  const next: Trail = { ...trail, steps: [...trail.steps, ...steps], manager: rewritten.manager ?? trail.manager };
  const reason = reasonOf(script);
  if (trail.nodeOptions.length > 0) return needsShell(next, reason, { hint: hintFor(script), tools: rewritten.tools });
  if (rewritten.kind === 'failed')
    return needsShell(next, reason, { hint: `${hintFor(script)} ${rewritten.why}`.trim(), tools: rewritten.tools });
  return needsShell(next, reason, { text: rewritten.text, tools: rewritten.tools, hint: hintFor(script) });
}

function reasonOf(script: ShellScript): string {
  const separators = [...new Set(script.items.map((item) => item.separator).filter((separator) => separator !== undefined))];
  if (script.items.some((item) => item.background)) return l10n.t('it runs programs in the background');
  if (script.items.some((item) => item.pipeline.commands.length > 1)) return l10n.t('it pipes one program into another');
  if (script.items.some((item) => item.pipeline.commands.some((command) => command.kind === 'compound')))
    return l10n.t('it is a script with conditions or groups');
  const [separator] = separators;
  const redirected = script.items.flatMap((item) => item.pipeline.commands).some((command) => command.redirects.length > 0);
  if (separator === undefined && redirected) return l10n.t('a shell redirects its input or output');
  return separator === undefined
    ? l10n.t('it is more than one plain command')
    : l10n.t('it runs several commands one after the other (`{0}`)', separator === 'newline' ? ';' : separator);
}

function hintFor(script: ShellScript): string {
  if (script.items.some((item) => item.background)) return l10n.t('Start one program per container, with node directly.');
  return script.items.some((item) => item.separator === '&&' || item.separator === ';')
    ? l10n.t('Run what comes before the server (migrations, seeds) as a step of its own, then start the server with node directly.')
    : '';
}
