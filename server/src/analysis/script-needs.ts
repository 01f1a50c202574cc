/** What an entrypoint script asks of an image: its shell, the programs that it calls, and root. */
import { commandsOfPackage } from '../images/index.ts';
import { commandProvider } from '../packages/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import type { CommandPlace, ShellWord, SimpleCommand } from '../shell/ast.ts';
import { baseName, commandName, commandsIn, isShell, parseScriptText, shebangOf, shellInvocation, unwrapCommand } from '../shell/index.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import { resolveImagePath } from './path.ts';
import { isForRoot, isGuarded } from './root-work.ts';
import { originInStage } from './stage-start.ts';

export interface ScriptNeeds {
  /** Wolfi packages: the shell, and what brings the programs; sorted. */
  readonly packages: readonly string[];
  /** What no package brings, as half a sentence each: `it calls npm, which …`. */
  readonly unmet: readonly string[];
  /** Commands that only root can run, as written, those left out that are skipped or tolerated for another user. */
  readonly rootWork: readonly string[];
  /** It ends with `exec "$@"`: CMD is what it starts. */
  readonly handsOver: boolean;
  readonly windowsLineEnds: boolean;
}

interface Found {
  readonly packages: Set<string>;
  readonly unmet: Set<string>;
  readonly rootWork: Set<string>;
  handsOver: boolean;
  readonly seen: Set<string>;
}

const BUILTINS: ReadonlySet<string> = new Set(
  '. : [ [[ alias bg break builtin case cd command continue declare dirs echo eval exec exit export false fg getopts hash jobs kill let local mapfile popd printf pushd pwd read readarray readonly return set shift shopt source test times trap true type typeset ulimit umask unalias unset wait'.split(' '),
);
const PACKAGE_MANAGERS: ReadonlySet<string> = new Set(['npm', 'npx', 'yarn', 'yarnpkg', 'pnpm', 'pnpx', 'bun', 'bunx', 'corepack']);
const IN_RUNTIME: ReadonlySet<string> = new Set(['node', 'dumb-init']);
/** Scripts that call scripts. */
const DEEPEST = 4;

/** `interpreter` is the shell that reads the text, by name. */
export function scriptNeeds(analysis: Analysis, stage: StageAnalysis, script: { readonly path: string; readonly text: string; readonly interpreter: string }): ScriptNeeds {
  const found: Found = { packages: new Set(['busybox']), unmet: new Set(), rootWork: new Set(), handsOver: false, seen: new Set() };
  readScript(analysis, stage, script, found, 0);
  return {
    packages: [...found.packages].sort(),
    unmet: [...found.unmet],
    rootWork: [...found.rootWork],
    handsOver: found.handsOver,
    windowsLineEnds: /\r\n/.test(script.text),
  };
}

/** The same for the text of `sh -c`, which a CMD in shell form is. */
export function shellTextNeeds(analysis: Analysis, stage: StageAnalysis, text: string): Pick<ScriptNeeds, 'packages' | 'unmet'> {
  return scriptNeeds(analysis, stage, { path: 'CMD', text, interpreter: 'sh' });
}

function readScript(analysis: Analysis, stage: StageAnalysis, script: { readonly path: string; readonly text: string; readonly interpreter: string }, found: Found, depth: number): void {
  const { path, text, interpreter } = script;
  if (found.seen.has(path)) return;
  found.seen.add(path);
  if (!isShell(interpreter)) {
    found.unmet.add(`${baseName(path)} is run by ${interpreter}`);
    return;
  }
  if (interpreter === 'bash') found.packages.add('bash');
  else if (!/^(?:sh|ash|dash)$/.test(interpreter)) found.unmet.add(`${baseName(path)} is run by ${interpreter}`);
  const parsed = parseScriptText(text.replace(/\r\n/g, '\n'));
  if (!parsed.valid) {
    found.unmet.add(`${baseName(path)} cannot be read as a shell script`);
    return;
  }
  const functions = new Set([...text.matchAll(/^[ \t]*(?:function[ \t]+([\w-]+)|([\w-]+)[ \t]*\(\))/gm)].map((match) => match[1] ?? match[2] ?? ''));
  for (const place of commandsIn(parsed, { intoNestedScripts: true })) readCommand(analysis, stage, { path, text, functions }, place, found, depth);
}

function readCommand(analysis: Analysis, stage: StageAnalysis, script: { readonly path: string; readonly text: string; readonly functions: ReadonlySet<string> }, place: CommandPlace, found: Found, depth: number): void {
  const { command, wrappers } = unwrapCommand(place.command);
  const written = script.text.slice(place.command.range.start, place.command.range.end);
  if (isForRoot(place.command, wrappers)) {
    if (!isGuarded(script.text, place)) found.rootWork.add(written);
    // Skipped for another user, so what it hands over to is what is started without it, too.
    for (const word of command.words) if (isAllArguments(word)) found.handsOver = true;
    return;
  }
  for (const wrapper of wrappers) if (wrapper !== 'exec' && !BUILTINS.has(wrapper)) needProgram(wrapper, found, stage);
  const [first] = command.words;
  if (first === undefined) return;
  if (isAllArguments(first)) {
    found.handsOver = true;
    return;
  }
  const name = commandName(command);
  if (name === undefined) {
    found.unmet.add(`it calls ${first.raw}, which is only known when the container starts`);
    return;
  }
  if (!first.value.includes('/') && (BUILTINS.has(name) || script.functions.has(name))) {
    if ((name === '.' || name === 'source') && command.words[1]) readFile(analysis, stage, command.words[1], found, depth);
    return;
  }
  readProgram(analysis, stage, command, found, depth);
}

function readProgram(analysis: Analysis, stage: StageAnalysis, command: SimpleCommand, found: Found, depth: number): void {
  const words = command.words.map((word) => word.value);
  const shell = shellInvocation(words);
  const [first] = command.words;
  if (first === undefined) return;
  if (shell) {
    if (baseName(first.value) === 'bash') found.packages.add('bash');
    const file = shell.kind === 'file' ? command.words[shell.index] : undefined;
    if (file) readFile(analysis, stage, file, found, depth, baseName(first.value));
    return;
  }
  if (/(?:^|\/)node_modules\/\.bin\//.test(first.value)) return;
  if (!first.value.includes('/') || /^(?:\/usr)?(?:\/local)?\/s?bin\/[\w.+-]+$/.test(first.value)) {
    const ofProject = originInStage(analysis, stage, first.value);
    if (first.value.includes('/') && ofProject.kind === 'context') readFile(analysis, stage, first, found, depth);
    else needProgram(baseName(first.value), found, stage);
    return;
  }
  readFile(analysis, stage, first, found, depth);
}

/** Another file of the image that is run or read. */
function readFile(analysis: Analysis, stage: StageAnalysis, word: ShellWord, found: Found, depth: number, interpreter?: string): void {
  const origin = word.literal && depth < DEEPEST ? originInStage(analysis, stage, resolveImagePath(stage.endWorkdir ?? '/', word.value)) : undefined;
  const text = origin?.kind === 'inline' ? origin.text : origin?.kind === 'context' ? textOf(analysis.files, resolvePath(analysis.context.folder, origin.path)) : undefined;
  if (text === undefined) {
    found.unmet.add(`it calls ${word.value}, whose content is not at hand`);
    return;
  }
  const runBy = interpreter ?? shebangOf(text)?.interpreter ?? 'sh';
  // JavaScript with a shebang needs `env`, which busybox brings.
  if (/^node(?:js)?$/.test(runBy)) return;
  readScript(analysis, stage, { path: word.value, text, interpreter: runBy }, found, depth + 1);
}

function needProgram(name: string, found: Found, stage: StageAnalysis): void {
  if (IN_RUNTIME.has(name) || commandsOfPackage('busybox').includes(name)) return;
  if (PACKAGE_MANAGERS.has(name)) {
    found.unmet.add(`it calls ${name}, and the runtime image promises no package manager`);
    return;
  }
  const provider = commandProvider(name);
  if (provider !== undefined) found.packages.add(provider);
  else if (!findsProjectTools(stage)) found.unmet.add(`it calls ${name}, and no Wolfi package is known that brings it`);
}

/** PATH names the commands of the project's own packages. */
function findsProjectTools(stage: StageAnalysis): boolean {
  return stage.lineage.some((member) =>
    member.stage.instructions.some((instruction) => instruction.keyword === 'ENV' && instruction.pairs.some((pair) => pair.key.value === 'PATH' && /node_modules\/\.bin/.test(pair.value?.value ?? ''))),
  );
}

/** `"$@"` and what stands for it. */
function isAllArguments(word: ShellWord): boolean {
  return /^"?\$(?:@|\*|\{@\}|\{@:1\})"?$/.test(word.raw);
}
