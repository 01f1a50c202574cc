/** What a build step writes: followed from the command through package.json scripts and monorepo runners to the tools. */
import * as l10n from '@vscode/l10n';
import { readPackageJson, own, type PackageJson } from '../project/package-json.ts';
import { folderOf, pathBelow, resolvePath } from '../project/paths.ts';
import { findWorkspace, workspacesAround, type WorkspacePackage } from '../project/workspaces.ts';
import { baseName, commandsIn, parseScriptText, unwrapCommand } from '../shell/index.ts';
import { type CommandWord, plainWord, shellWord } from './command-word.ts';
import type { BuildOutput, OutputSurroundings } from './output-folders.ts';
import { outputsOfTool } from './build-tools.ts';
import { type PackageManagerCall, packageManagerCall } from './package-manager-call.ts';

export type BuildSurroundings = OutputSurroundings;

/** Scripts that call each other, and monorepo runners that call scripts that call runners. */
const deepest = 12;
const buildName = /build|compile|bundle|dist|prepare|generate|prod|release|pack|transpile|webpack|tsc|postinstall/i;

/**
 * The outputs of a command that runs in `workdir` (absolute in the image).
 * `onlyHooks`: the command installs dependencies, so only the project's postinstall and prepare scripts count.
 */
export function buildOutputs(
  words: readonly CommandWord[],
  workdir: string,
  surroundings: BuildSurroundings,
  onlyHooks = false,
): readonly BuildOutput[] {
  const reader = new BuildReader(surroundings);
  if (!onlyHooks) reader.command(words, workdir, '', 0);
  else if (runsHooks(words)) for (const hook of ['install', 'postinstall', 'prepare']) reader.script(hook, workdir, [], 0, true);
  return reader.outputs;
}

class BuildReader {
  readonly outputs: BuildOutput[] = [];
  readonly #surroundings: BuildSurroundings;
  readonly #seen = new Set<string>();

  constructor(surroundings: BuildSurroundings) {
    this.#surroundings = surroundings;
  }

  command(words: readonly CommandWord[], workdir: string, scriptName: string, depth: number): void {
    const [first, ...rest] = words;
    if (first === undefined || depth > deepest) return;
    const call = packageManagerCall(words);
    if (call !== undefined) {
      const folder = call.folder === undefined ? workdir : resolvePath(workdir, call.folder);
      if (call.kind === 'script') this.#scriptCall(call, folder, depth);
      else if (call.kind === 'tool') this.command(call.command, folder, scriptName, depth + 1);
      else if (call.kind === 'text') this.text(call.text.value, folder, scriptName, depth + 1);
      return;
    }
    const name = baseName(first.value).replace(/\.[cm]?js$/, '');
    switch (name) {
      case 'cross-env':
      case 'cross-env-shell':
      case 'env':
        return this.command(
          skipWhile(rest, (word) => /^\w+=/.test(word.value)),
          workdir,
          scriptName,
          depth + 1,
        );
      case 'dotenv':
      case 'dotenvx':
      case 'env-cmd': {
        const dashes = rest.findIndex((word) => word.value === '--');
        return dashes < 0 ? undefined : this.command(rest.slice(dashes + 1), workdir, scriptName, depth + 1);
      }
      case 'sh':
      case 'bash': {
        const text = rest.findIndex((word) => /^-\w*c$/.test(word.value));
        return text < 0 ? undefined : this.text(rest[text + 1]?.value ?? '', workdir, scriptName, depth + 1);
      }
      case 'run-s':
      case 'run-p':
      case 'npm-run-all':
      case 'npm-run-all2':
        return this.#scripts(
          rest.filter((word) => !word.value.startsWith('-')).map((word) => word.value.split(' ')[0] ?? ''),
          workdir,
          depth,
        );
      case 'concurrently':
        for (const word of rest) {
          const script = /^(?:npm|yarn|pnpm):(.+)$/.exec(word.value)?.[1];
          if (script !== undefined) this.#scripts([script], workdir, depth);
          else if (!word.value.startsWith('-')) this.text(word.value, workdir, scriptName, depth + 1);
        }
        return undefined;
      case 'turbo':
      case 'nx':
      case 'lerna':
        return this.#monorepo(rest, workdir, depth);
      case 'node': {
        const at = rest.findIndex((word) => !word.value.startsWith('-'));
        const script = rest[at];
        if (script === undefined || rest.slice(0, at).some((word) => /^(?:-e|--eval|-p|--print|-pe)$/.test(word.value))) return undefined;
        // `node node_modules/x/bin/x.js` and `node node_modules/.bin/x` are tools; another script of the project may write anything.
        const tool = /node_modules\/(?:\.bin\/([^/]+)$|(@[^/]+\/[^/]+|[^/]+)\/)/.exec(script.value);
        if (tool !== null)
          return this.command([plainWord(toolName(tool[1] ?? tool[2] ?? '')), ...rest.slice(at + 1)], workdir, scriptName, depth + 1);
        if (buildName.test(scriptName) || buildName.test(`${script.value} ${rest[at + 1]?.value ?? ''}`))
          this.outputs.push({ kind: 'usual', base: workdir, tool: script.value });
        return undefined;
      }
      default: {
        const known = outputsOfTool(
          name,
          rest.map((word) => word.value),
          workdir,
          this.#surroundings,
        );
        if (known !== undefined) this.outputs.push(...known);
        else if (buildName.test(scriptName) || buildName.test(`${name} ${rest[0]?.value ?? ''}`))
          this.outputs.push({ kind: 'usual', base: workdir, tool: name });
      }
    }
  }

  text(text: string, workdir: string, scriptName: string, depth: number): void {
    let current = workdir;
    for (const { command } of commandsIn(parseScriptText(text), { intoNestedScripts: false })) {
      const { command: inner } = unwrapCommand(command);
      const words = inner.words.map((word) => shellWord(word, false));
      if (words[0]?.value === 'cd' && words[1]?.literal === true) current = resolvePath(current, words[1].value);
      else this.command(words, current, scriptName, depth + 1);
    }
  }

  /** Runs a script of the package.json in `folder`, with its hooks. */
  script(name: string, folder: string, given: readonly CommandWord[], depth: number, optional = false): void {
    const key = `${folder}\0${name}\0${given.map((word) => word.raw).join(' ')}`;
    if (depth > deepest || this.#seen.has(key)) return;
    this.#seen.add(key);
    const packageJson = this.#manifest(folder);
    if (packageJson === undefined) {
      if (!optional && buildName.test(name)) this.outputs.push({ kind: 'usual', base: folder, tool: name });
      return;
    }
    for (const hook of [`pre${name}`, name, `post${name}`]) {
      const text = own(packageJson.scripts, hook);
      if (text !== undefined) this.text(hook === name ? [text, ...given.map((word) => word.raw)].join(' ') : text, folder, name, depth + 1);
    }
  }

  #scripts(patterns: readonly string[], folder: string, depth: number): void {
    const names = Object.keys(this.#manifest(folder)?.scripts ?? {});
    for (const pattern of patterns) {
      const expression = new RegExp(
        `^${pattern
          .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
          .replaceAll('**', '.+')
          .replaceAll('*', '[^:]+')}$`,
      );
      for (const name of pattern.includes('*') ? names.filter((candidate) => expression.test(candidate)) : [pattern])
        this.script(name, folder, [], depth + 1);
    }
  }

  #scriptCall(call: Extract<PackageManagerCall<CommandWord>, { kind: 'script' }>, folder: string, depth: number): void {
    const script = call.script.value;
    if (call.workspaces.length > 0 || call.everyWorkspace) {
      this.#inWorkspaces(script, call.everyWorkspace ? undefined : call.workspaces, folder, depth);
      return;
    }
    const packageJson = this.#manifest(folder);
    const isScript = packageJson === undefined || own(packageJson.scripts, script) !== undefined;
    // `yarn tsc` and `pnpm tsc` run the tool where there is no such script.
    if (isScript) this.script(script, folder, call.arguments, depth + 1);
    else if (call.binaryToo) this.command([call.script, ...call.arguments], folder, '', depth + 1);
  }

  /** turbo, nx and lerna: the script of that name in every package. Filters are not looked at, so too much may count as built, never a file of the context. */
  #monorepo(words: readonly CommandWord[], workdir: string, depth: number): void {
    const operands = words.filter((word) => !word.value.startsWith('-')).map((word) => word.value);
    const targets = /^--targets?=(.+)$/.exec(words.find((word) => /^--targets?=/.test(word.value))?.value ?? '')?.[1]?.split(',');
    const verbs = new Set(['run', 'run-many', 'affected', 'exec', 'r']);
    const at = words.findIndex((word) => /^(?:-t|--targets?)$/.test(word.value));
    const names =
      targets ??
      (at >= 0
        ? [words[at + 1]?.value ?? 'build']
        : operands.filter((word) => !verbs.has(word)).map((word) => word.split(':').at(-1)?.split('#').at(-1) ?? word));
    for (const name of names) this.#inWorkspaces(name, undefined, workdir, depth);
    // Runners with executors of their own, and packages that cannot be listed.
    this.outputs.push({ kind: 'usual', base: workdir, tool: l10n.t('a monorepo build') });
  }

  #inWorkspaces(script: string, names: readonly string[] | undefined, folder: string, depth: number): void {
    const manifest = this.#surroundings.contextPathAt(resolvePath(folder, 'package.json'));
    const contextRoot = manifest === undefined ? undefined : resolvePath(this.#surroundings.contextFolder, folderOf(manifest));
    const workspaces = contextRoot === undefined ? undefined : workspacesAround(this.#surroundings.files, contextRoot);
    if (workspaces === undefined || contextRoot === undefined) {
      if (buildName.test(script)) this.outputs.push({ kind: 'usual', base: folder, tool: script });
      return;
    }
    const wanted = names
      ?.map((name) => findWorkspace(workspaces, name.replace(/^\.\.\.|\.\.\.$|\^/g, '')))
      .filter((found) => found !== undefined);
    // A filter that also takes in dependencies (`app...`), or that is not understood, stands for all.
    const all = wanted === undefined || wanted.length === 0 || (names ?? []).some((name) => name.includes('...') || name.includes('*'));
    const chosen: readonly WorkspacePackage[] = all ? workspaces.packages : wanted;
    for (const workspace of chosen) {
      const below = pathBelow(contextRoot, workspace.folder);
      if (below !== undefined && own(workspace.packageJson.scripts, script) !== undefined)
        this.script(script, resolvePath(folder, below), [], depth + 1, true);
    }
  }

  #manifest(folder: string): PackageJson | undefined {
    const path = this.#surroundings.contextPathAt(resolvePath(folder, 'package.json'));
    if (path === undefined) return undefined;
    const result = readPackageJson(this.#surroundings.files, resolvePath(this.#surroundings.contextFolder, path));
    return result.kind === 'read' ? result.packageJson : undefined;
  }
}

/** Only an installation of the whole project runs its own hooks. */
function runsHooks(words: readonly CommandWord[]): boolean {
  const call = packageManagerCall(words);
  if (call?.kind !== 'other' || words.some((word) => word.value === '--ignore-scripts')) return false;
  return call.subcommand === undefined ? call.manager === 'yarn' : /^(?:install|i|ci|clean-install|install-test|it)$/.test(call.subcommand);
}

function skipWhile<Item>(items: readonly Item[], skip: (item: Item) => boolean): readonly Item[] {
  const first = items.findIndex((item) => !skip(item));
  return first < 0 ? [] : items.slice(first);
}

/** The command of a package whose name differs. */
function toolName(name: string): string {
  const commands: Readonly<Record<string, string>> = {
    typescript: 'tsc',
    '@nestjs/cli': 'nest',
    '@babel/cli': 'babel',
    '@swc/cli': 'swc',
    '@remix-run/dev': 'remix',
    '@react-router/dev': 'react-router',
    '@vercel/ncc': 'ncc',
    '@angular/cli': 'ng',
  };
  return own(commands, name) ?? name;
}
