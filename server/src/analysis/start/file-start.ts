/** A start by path: JavaScript with a shebang, an entrypoint script, a link in node_modules/.bin, a binary. */
import { textOf } from '../../project/existence.ts';
import { resolvePath } from '../../project/paths.ts';
import { baseName, commandName, isShell, parseScriptText, shebangOf, type SimpleCommand } from '../../shell/index.ts';
import { type CommandWord, plainWord, printWords, shellWord } from '../command-word.ts';
import type { FileOrigin } from '../stage-view.ts';
import { packageOfPath } from './evidence.ts';
import { startFile } from './node-command.ts';
import { type Follow, needsShell, type Outcome, unresolved } from './outcome.ts';
import { binFolderOwner, followTool } from './tools.ts';
import { type Trail, withNote, withStep } from './trail.ts';

const javascript = /\.[cm]?js$/;

/** Follows a command whose first word is a path. */
export function followPath(words: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const [first, ...rest] = words;
  if (first === undefined) return unresolved(trail, 'there is no command');
  if (trail.workdir === undefined && !first.value.startsWith('/')) return unresolved(trail, `the folder of ${first.value} is not known`, first.range);
  const path = resolvePath(trail.workdir ?? '/', first.value);
  const owner = binFolderOwner(path);
  if (owner !== undefined) {
    const outcome = followTool(words, owner, trail, follow);
    return outcome ?? unresolved(trail, `the file behind ${first.value} is not known: no package.json or lock file at hand names its package`, first.range);
  }
  if (packageOfPath(path) !== undefined && javascript.test(path)) {
    const outcome = startFile(first, rest, trail);
    if (outcome.kind === 'node' && outcome.developmentTool !== undefined && /nodemon|ts-node-dev|tsc-watch/.test(outcome.developmentTool)) {
      return { kind: 'development', trail, tool: outcome.developmentTool, reason: `\`${outcome.developmentTool}\` watches files: for developing` };
    }
    return outcome;
  }
  return followFile(first, path, rest, trail.request.originOf(path), trail, follow);
}

/** Starts the file at `path` (absolute), which came from `origin`. */
export function followFile(word: CommandWord, path: string, rest: readonly CommandWord[], origin: FileOrigin, trail: Trail, follow: Follow): Outcome {
  const text = origin.kind === 'inline' ? origin.text : origin.kind === 'context' ? textOf(trail.request.files, resolvePath(trail.request.contextFolder, origin.path)) : undefined;
  const source = origin.kind === 'context' ? origin.path : undefined;
  if (text !== undefined) return followReadFile(word, path, source, text.replace(/^\uFEFF/, ''), rest, trail, follow);
  if (javascript.test(path)) return startFile(word, rest, trail);
  switch (origin.kind) {
    case 'context':
      if (origin.exists) trail.request.files.state(resolvePath(trail.request.contextFolder, origin.path));
      return { kind: 'script-file', trail, path: origin.path, imagePath: path, interpreter: /\.(?:ba)?sh$/.test(path) ? 'sh' : 'unknown', text: undefined, called: [word], words: rest };
    case 'built':
      return unresolved(trail, `${path} is made by \`${origin.by}\`, and what it is cannot be seen`, word.range);
    case 'absent':
      // Docker's entrypoint gives node what is no command.
      if (trail.nodePrefix && origin.path !== undefined && !/\.(?:ba)?sh$/.test(path)) return startFile(word, rest, trail);
      return /\.(?:ba)?sh$/.test(path) ? unresolved(trail, `${path}: ${origin.why}`, word.range) : { kind: 'program', trail, program: word.value, words: [word, ...rest], reason: `\`${word.value}\` is not a file of the project (${origin.why})` };
    case 'external':
      return { kind: 'program', trail, program: word.value, words: [word, ...rest], reason: `\`${word.value}\` comes from ${origin.image}` };
    case 'unknown':
      return unresolved(trail, `where ${path} comes from is not known (${origin.why})`, word.range);
    default:
      return { kind: 'program', trail, program: word.value, words: [word, ...rest], reason: `\`${word.value}\` is not a file of the project` };
  }
}

function followReadFile(word: CommandWord, path: string, source: string | undefined, text: string, rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const shebang = shebangOf(text);
  if (shebang === undefined ? javascript.test(path) || (trail.nodePrefix && !/\.(?:ba)?sh$/.test(path)) : /^node(?:js)?$/.test(shebang.interpreter)) {
    const spawning = source === undefined ? undefined : spawnsShell(text);
    const options = (shebang?.args ?? []).filter((argument) => argument !== '-S' && argument !== '--').map(plainWord);
    const next = shebang === undefined ? trail : withStep(trail, word.value, `node ${word.value}`, source);
    const outcome = startFile(word, rest, next, options);
    if (spawning === undefined || outcome.kind !== 'node') return outcome;
    return needsShell(outcome.trail, `${source ?? path} starts other programs through a shell (\`${spawning}\`)`, {
      text: /\b(?:npx|npm|yarn|pnpm)\b/.test(`${text} ${printWords(rest)}`) ? undefined : `exec node ${printWords([...options, word, ...rest])}`,
      hint: 'Let the script import the server, or start it with `process.execPath` and without a shell.',
      tools: [],
    });
  }
  if (shebang !== undefined && /^(?:tsx|ts-node|bun|deno)$/.test(shebang.interpreter)) {
    return shebang.interpreter === 'bun' || shebang.interpreter === 'deno'
      ? { kind: 'program', trail, program: shebang.interpreter, words: [word, ...rest], reason: `${path} runs on ${shebang.interpreter}` }
      : follow([plainWord(shebang.interpreter), ...shebang.args.map(plainWord), word, ...rest], withStep(trail, word.value, `${shebang.interpreter} ${word.value}`, source));
  }
  const interpreter = shebang?.interpreter ?? 'sh';
  if (!isShell(interpreter)) return { kind: 'program', trail, program: interpreter, words: [word, ...rest], reason: `${path} is run by ${interpreter}` };
  return followScriptText({ path, source, text, interpreter, called: [word] }, rest, trail, follow);
}

/** The telling part of JavaScript that hands commands to a shell. */
function spawnsShell(text: string): string | undefined {
  const code = text.replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[^]*?\*\//g, '');
  if (!/child_process|execa|zx|cross-spawn|shelljs/.test(code)) return undefined;
  return /shell:\s*true|\bexecSync\(|(?<![.\w])exec\(|\bexeca(?:Command|Sync)?\(|\bnpx\b|(?:spawn|spawnSync|execFile)\(\s*['"`](?:npm|npx|yarn|pnpm|sh|bash)\b/.exec(code)?.[0];
}

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
    workdir: folder === undefined ? trail.workdir : trail.workdir === undefined && !folder.startsWith('/') ? undefined : resolvePath(trail.workdir ?? '/', folder),
    environment: [...trail.environment, ...environment],
  };
  const outcome = follow(command, handed.messages ? withNote(next, `${baseName(path)} only printed messages before the start.`) : next);
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
    if (command?.kind !== 'simple' || item.pipeline.commands.length > 1 || item.pipeline.negated || item.background || item.separator === '||' || command.redirects.length > 0) return undefined;
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

function lastCommand(command: SimpleCommand, rest: readonly CommandWord[], folder: string | undefined, before: Trail['environment'], messages: boolean): HandOver | undefined {
  const words = command.words.map((word) => shellWord(word, false));
  const inner = words[0]?.value === 'exec' ? words.slice(1) : words;
  const assigned = command.assignments.map(({ name, value }) => ({ name, value: value === undefined ? plainWord('') : shellWord(value, false) }));
  const environment = [...before, ...assigned];
  const at = inner.findIndex((word) => word.raw === '"$@"');
  const filled = at < 0 ? inner : [...inner.slice(0, at), ...rest, ...inner.slice(at + 1)];
  const first = filled[0];
  if (first === undefined || filled.some((word) => !word.literal)) return undefined;
  return { command: filled, folder, environment, messages };
}
