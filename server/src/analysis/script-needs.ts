/** What an entrypoint script asks of an image: its shell, the programs that it calls, and root. */
import * as l10n from '@vscode/l10n';
import { commandsOfPackage } from '../images/index.ts';
import { commandProvider } from '../packages/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import type { CommandPlace, ShellWord, SimpleCommand } from '../shell/ast.ts';
import { baseName, commandName, commandsIn, isShell, parseScriptText, shebangOf, shellInvocation, unwrapCommand } from '../shell/index.ts';
import { globalPackage } from './global-tools.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import { callsPackageManager, managerNeeds } from './package-manager-needs.ts';
import { resolveImagePath } from './path.ts';
import { isForRoot, isGuarded } from './root-work.ts';
import { originInStage } from './stage-start.ts';

export interface ScriptNeeds {
  /** Wolfi packages: the shell, and what brings the programs; sorted. */
  readonly packages: readonly string[];
  /** What no package brings, as half a sentence each: `it calls meteor, and …`. */
  readonly unmet: readonly string[];
  /** Commands that only root can run, as written, those left out that are skipped or tolerated for another user. */
  readonly rootWork: readonly string[];
  /** It ends with `exec "$@"`: CMD is what it starts. */
  readonly handsOver: boolean;
  readonly windowsLineEnds: boolean;
}

export interface ScriptText {
  /** As it should be named. */
  readonly path: string;
  readonly text: string;
  /** The shell that reads it, by name. */
  readonly interpreter: string;
  /** A script of package.json, for which the package manager puts the project's tools on PATH. */
  readonly ofPackageJson?: boolean;
}

const BUILTINS: ReadonlySet<string> = new Set(
  '. : [ [[ alias bg break builtin case cd command continue declare dirs echo eval exec exit export false fg getopts hash jobs kill let local mapfile popd printf pushd pwd read readarray readonly return set shift shopt source test times trap true type typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
const IN_RUNTIME: ReadonlySet<string> = new Set(['node', 'dumb-init']);
/** Scripts that call scripts. */
const DEEPEST = 8;

export function scriptNeeds(analysis: Analysis, stage: StageAnalysis, script: ScriptText): ScriptNeeds {
  const reader = new ScriptReader(analysis, stage);
  reader.script(script, stage.endWorkdir, 0);
  const { packages, unmet, rootWork, handsOver } = reader;
  return {
    packages: [...packages].sort(),
    unmet: [...unmet],
    rootWork: [...rootWork],
    handsOver,
    windowsLineEnds: /\r\n/.test(script.text),
  };
}

class ScriptReader {
  readonly packages = new Set(['busybox']);
  readonly unmet = new Set<string>();
  readonly rootWork = new Set<string>();
  handsOver = false;
  private readonly seen = new Set<string>();
  private readonly analysis: Analysis;
  private readonly stage: StageAnalysis;

  constructor(analysis: Analysis, stage: StageAnalysis) {
    this.analysis = analysis;
    this.stage = stage;
  }

  /** `workdir` is absolute, undefined when it is not known. */
  script(script: ScriptText, workdir: string | undefined, depth: number): void {
    const { path, text, interpreter } = script;
    if (this.seen.has(`${path}\n${text}`)) return;
    this.seen.add(`${path}\n${text}`);
    if (interpreter === 'bash') this.packages.add('bash');
    else if (!/^(?:sh|ash|dash)$/.test(interpreter)) {
      this.unmet.add(l10n.t('{0} is run by {1}', baseName(path), interpreter));
      return;
    }
    const parsed = parseScriptText(text.replace(/\r\n/g, '\n'));
    if (!parsed.valid || depth > DEEPEST) {
      this.unmet.add(l10n.t('{0} cannot be read as a shell script', baseName(path)));
      return;
    }
    const functions = new Set(
      [...text.matchAll(/^[ \t]*(?:function[ \t]+([\w-]+)|([\w-]+)[ \t]*\(\))/gm)].map((match) => match[1] ?? match[2] ?? ''),
    );
    let folder = workdir;
    for (const place of commandsIn(parsed, { intoNestedScripts: true })) {
      this.command({ ...script, functions }, place, folder, depth);
      const target = commandName(place.command) === 'cd' ? place.command.words[1] : undefined;
      if (target)
        folder = target.literal && folder !== undefined && !place.conditional ? resolveImagePath(folder, target.value) : undefined;
    }
  }

  private command(
    script: ScriptText & { readonly functions: ReadonlySet<string> },
    place: CommandPlace,
    workdir: string | undefined,
    depth: number,
  ): void {
    const { command, wrappers } = unwrapCommand(place.command);
    if (isForRoot(place.command, wrappers)) {
      if (!isGuarded(script.text, place)) this.rootWork.add(script.text.slice(place.command.range.start, place.command.range.end));
      return;
    }
    for (const wrapper of wrappers) if (!BUILTINS.has(wrapper)) this.program(wrapper, false);
    const [first] = command.words;
    if (first === undefined) return;
    const name = commandName(command);
    if (isAllArguments(first)) this.handsOver = true;
    else if (name === undefined) this.unmet.add(l10n.t('it calls {0}, which is only known when the container starts', first.raw));
    else if (!first.value.includes('/') && (BUILTINS.has(name) || script.functions.has(name))) {
      const sourced = name === '.' || name === 'source' ? command.words[1] : undefined;
      if (sourced) this.file(sourced, workdir, depth);
    } else this.call(command, first, workdir, depth, script.ofPackageJson === true);
  }

  private call(command: SimpleCommand, first: ShellWord, workdir: string | undefined, depth: number, ofPackageJson: boolean): void {
    const words = command.words.map((word) => word.value);
    const shell = shellInvocation(words);
    if (shell) {
      if (baseName(first.value) === 'bash') this.packages.add('bash');
      const file = shell.kind === 'file' ? command.words[shell.index] : undefined;
      if (file) this.file(file, workdir, depth, baseName(first.value));
      if (file) this.behindDashes(command, workdir, depth);
    } else if (callsPackageManager(command)) this.packageManager(command, workdir, depth);
    else if (/(?:^|\/)node_modules\/\.bin\//.test(first.value)) return;
    else if (!first.value.includes('/')) this.program(first.value, ofPackageJson);
    else if (
      /^(?:\/usr)?(?:\/local)?\/s?bin\/[\w.+-]+$/.test(first.value) &&
      originInStage(this.analysis, this.stage, first.value).kind !== 'context'
    )
      this.program(baseName(first.value), false);
    else {
      this.file(first, workdir, depth);
      this.behindDashes(command, workdir, depth);
    }
  }

  /** `./wait-for-it.sh db:5432 -- npm start`. */
  private behindDashes(command: SimpleCommand, workdir: string | undefined, depth: number): void {
    const words = command.words.slice(command.words.findIndex((word) => word.value === '--') + 1);
    const [first] = words;
    if (words.length < command.words.length && first) this.call({ ...command, words }, first, workdir, depth, false);
  }

  private packageManager(command: SimpleCommand, workdir: string | undefined, depth: number): void {
    const needs = managerNeeds(this.analysis, this.stage, command, workdir);
    for (const name of needs.packages) this.packages.add(name);
    for (const reason of needs.unmet) this.unmet.add(reason);
    for (const { path, text, folder } of needs.scripts)
      this.script({ path, text, interpreter: 'sh', ofPackageJson: true }, folder, depth + 1);
  }

  /** Another file of the image that is run or read. */
  private file(word: ShellWord, workdir: string | undefined, depth: number, interpreter?: string): void {
    const path = word.value.startsWith('/') ? word.value : workdir === undefined ? undefined : resolveImagePath(workdir, word.value);
    const origin = word.literal && path !== undefined ? originInStage(this.analysis, this.stage, path) : undefined;
    const text =
      origin?.kind === 'inline'
        ? origin.text
        : origin?.kind === 'context'
          ? textOf(this.analysis.files, resolvePath(this.analysis.context.folder, origin.path))
          : undefined;
    if (text === undefined) {
      this.unmet.add(l10n.t('it calls {0}, whose content is not at hand', word.value));
      return;
    }
    const runBy = interpreter ?? shebangOf(text)?.interpreter ?? 'sh';
    // wait-for-it: bash's own /dev/tcp, or nc where `timeout` is busybox's, and at the end the command that the caller's line names.
    if (/\bWAITFORIT_CLI\b/.test(text)) {
      this.packages.add('bash');
      if (/\bnc\b/.test(text)) this.program('nc', false);
      return;
    }
    // JavaScript with a shebang needs `env`, which busybox brings.
    if (/^node(?:js)?$/.test(runBy)) return;
    if (isShell(runBy)) this.script({ path: word.value, text, interpreter: runBy }, workdir, depth + 1);
    else this.unmet.add(l10n.t('{0} is run by {1}', baseName(word.value), runBy));
  }

  private program(name: string, mayBeOfProject: boolean): void {
    if (IN_RUNTIME.has(name) || commandsOfPackage('busybox').includes(name)) return;
    const provider = commandProvider(name);
    if (provider !== undefined) this.packages.add(provider);
    else if (!mayBeOfProject && !findsProjectTools(this.stage))
      this.unmet.add(
        isInstalledGlobally(this.stage, name)
          ? l10n.t('it calls {0}, which is installed globally, outside of the application', name)
          : l10n.t('it calls {0}, and no Wolfi package is known that brings it', name),
      );
  }
}

/** PATH names the commands of the project's own packages. */
function findsProjectTools(stage: StageAnalysis): boolean {
  return stage.lineage.some((member) =>
    member.stage.instructions.some(
      (instruction) =>
        instruction.keyword === 'ENV' &&
        instruction.pairs.some((pair) => pair.key.value === 'PATH' && /node_modules\/\.bin/.test(pair.value?.value ?? '')),
    ),
  );
}

/** A package of that name, by `npm install -g` and its like. */
function isInstalledGlobally(stage: StageAnalysis, name: string): boolean {
  return stage.lineage.some((member) =>
    member.runs.some((run) =>
      run.items.some((item) =>
        item.commands.some(
          ({ effect: { effect } }) =>
            effect.kind === 'global-install' && effect.packages.some((argument) => globalPackage(argument.text).name === name),
        ),
      ),
    ),
  );
}

/** `"$@"` and what stands for it. */
function isAllArguments(word: ShellWord): boolean {
  return /^"?\$(?:@|\*|\{@\}|\{@:1\})"?$/.test(word.raw);
}
