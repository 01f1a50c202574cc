/** Entrypoint scripts of a shell: followed when they only hand over to one command. */
import * as l10n from '@vscode/l10n';
import { resolvePath } from '../../project/paths.ts';
import { baseName, commandName, parseScriptText, type SimpleCommand } from '../../shell/index.ts';
import { type CommandWord, plainWord, printWords, shellWord } from '../command-word.ts';
import type { Follow, Outcome } from './outcome.ts';
import { type Trail, withNote, withStep } from './trail.ts';

export interface ReadScript {
  /** Absolute in the image. */
  readonly path: string;
  /** In the build context. */
  readonly source: string | undefined;
  readonly text: string;
  readonly interpreter: string;
  /** The words that call it: its path, or an interpreter and its path. */
  readonly called: readonly CommandWord[];
}

/** A shell script of the project: followed when it does nothing but hand over to one command, else a script file. */
export function followScriptText(script: ReadScript, rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const { path, source, text, interpreter, called } = script;
  const whole: Outcome = { kind: 'script-file', trail, path: source ?? path, imagePath: path, interpreter, text, called, words: rest };
  const handed = handsOver(text, rest);
  if (handed === undefined) return whole;
  const { command, folder, environment } = handed;
  const next: Trail = {
    ...withStep(trail, printWords([plainWord(path), ...rest]), printWords(command), source),
    workdir:
      folder === undefined
        ? trail.workdir
        : trail.workdir === undefined && !folder.startsWith('/')
          ? undefined
          : resolvePath(trail.workdir ?? '/', folder),
    environment: [...trail.environment, ...environment],
  };
  const outcome = follow(
    command,
    handed.messages ? withNote(next, l10n.t('{0} only printed messages before the start.', baseName(path))) : next,
  );
  // Only a plain node start makes the script superfluous; what else it leads to, the script itself may do better.
  return outcome.kind === 'node' || outcome.kind === 'development' ? outcome : whole;
}

interface HandOver {
  readonly command: readonly CommandWord[];
  readonly folder: string | undefined;
  readonly environment: Trail['environment'];
  readonly messages: boolean;
}

/** `set -e`, messages, `cd`, `export A=b`, and at the end one command or `exec "$@"`. */
function handsOver(text: string, rest: readonly CommandWord[]): HandOver | undefined {
  const script = parseScriptText(text);
  if (!script.valid || script.items.length === 0) return undefined;
  let folder: string | undefined;
  let messages = false;
  const environment: { name: string; value: CommandWord }[] = [];
  for (const [index, item] of script.items.entries()) {
    const [command] = item.pipeline.commands;
    if (
      command?.kind !== 'simple' ||
      item.pipeline.commands.length > 1 ||
      item.pipeline.negated ||
      item.background ||
      item.separator === '||' ||
      command.redirects.length > 0
    )
      return undefined;
    if (index === script.items.length - 1) return lastCommand(command, rest, folder, environment, messages);
    const words = command.words.map((word) => shellWord(word, false));
    switch (commandName(command)) {
      case 'set':
      case ':':
      case 'true':
        break;
      case 'echo':
      case 'printf':
        if (words.some((word) => /`|\$\(/.test(word.raw))) return undefined;
        messages = true;
        break;
      case 'cd':
        if (words.length !== 2 || words[1]?.literal !== true || folder !== undefined) return undefined;
        folder = words[1].value;
        break;
      case 'export':
        for (const word of words.slice(1)) {
          const match = /^([A-Za-z_]\w*)=/.exec(word.value);
          if (match?.[1] === undefined || !word.literal) return undefined;
          environment.push({ name: match[1], value: plainWord(word.value.slice(match[0].length)) });
        }
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

function lastCommand(
  command: SimpleCommand,
  rest: readonly CommandWord[],
  folder: string | undefined,
  before: Trail['environment'],
  messages: boolean,
): HandOver | undefined {
  const words = command.words.map((word) => shellWord(word, false));
  const inner = words[0]?.value === 'exec' ? words.slice(1) : words;
  const assigned = command.assignments.map(({ name, value }) => ({
    name,
    value: value === undefined ? plainWord('') : shellWord(value, false),
  }));
  const environment = [...before, ...assigned];
  const at = inner.findIndex((word) => word.raw === '"$@"');
  const filled = at < 0 ? inner : [...inner.slice(0, at), ...rest, ...inner.slice(at + 1)];
  const first = filled[0];
  if (first === undefined || filled.some((word) => !word.literal)) return undefined;
  return { command: filled, folder, environment, messages };
}
