/** Command-line tools by name: found in node_modules, in a monorepo's packages, among global installs, or on PATH. */
import * as l10n from '@vscode/l10n';
import { lockedCommand, lockFilesIn } from '../../project/lock-files.ts';
import { declaredDependency, own } from '../../project/package-json.ts';
import { folderOf, relativeToFolder, resolvePath } from '../../project/paths.ts';
import { baseName } from '../../shell/index.ts';
import { type CommandWord, plainWord } from '../command-word.ts';
import type { FileEvidence } from '../start.ts';
import { evidenceFor } from './evidence.ts';
import { followNest } from './nest.ts';
import { unfitForPm2 } from './pm2.ts';
import { lockedPackagesAround, type Manifest, manifestsAround, requestedRange, workspacesOf } from './manifests.ts';
import { type Follow, needsShell, type Outcome, unresolved } from './outcome.ts';
import { developmentUse, kindOfPackage, rowHolds, runsTests, type ToolKind, type ToolRow, toolRows } from './tool-table.ts';
import { type Trail, withNote, withStep } from './trail.ts';

export interface FoundTool {
  /** Absolute in the image. */
  readonly file: string;
  readonly packageName: string;
  readonly kind: ToolKind | undefined;
  readonly evidence: FileEvidence;
  /** Where its file's name was read; undefined for the built-in table. */
  readonly source: string | undefined;
  /** The global node_modules that it lies in. */
  readonly globalFolder?: string;
}

/** The JavaScript file behind a command of node_modules/.bin, seen from `folder`; undefined when nothing at hand tells. */
export function findTool(command: string, folder: string, trail: Trail): FoundTool | undefined {
  const { request } = trail;
  const manifests = manifestsAround(folder, request);
  for (const manifest of manifests) {
    const bins = resolvePath(manifest.folder, 'node_modules');
    const locked = lockedCommand(lockedPackagesAround(manifest.folder, request), command);
    if (locked !== undefined) {
      const file = resolvePath(`${bins}/${locked.package.name}`, locked.file);
      return {
        file,
        packageName: locked.package.name,
        kind: kindOf(command, locked.package.name),
        evidence: { kind: 'dependency', packageName: locked.package.name },
        source: 'package-lock.json',
      };
    }
    for (const row of toolRows(command)) {
      const range = requestedRange(manifest, row.package, request);
      if (range === undefined || !rowHolds(row, range)) continue;
      const file = `${bins}/${row.package}/${row.file}`;
      return {
        file,
        packageName: row.package,
        kind: row.kind,
        evidence: { kind: 'dependency', packageName: row.package },
        source: undefined,
      };
    }
  }
  return findInWorkspaces(command, folder, trail) ?? findThroughFramework(command, manifests, trail);
}

/** Packages of the monorepo put their own commands into the root's node_modules/.bin. */
function findInWorkspaces(command: string, folder: string, trail: Trail): FoundTool | undefined {
  const around = workspacesOf(folder, trail.request);
  for (const workspace of around?.workspaces.packages ?? []) {
    const file = own(workspace.packageJson.bin, command);
    if (file === undefined || around === undefined) continue;
    const root = around.workspaces.root;
    const below = root === '' ? workspace.folder : workspace.folder.slice(root.length + 1);
    const path = resolvePath(resolvePath(around.imageRoot, below), file);
    return {
      file: path,
      packageName: workspace.packageJson.name ?? workspace.folder,
      kind: undefined,
      evidence: evidenceFor(path, trail),
      source: `${workspace.folder}/package.json`,
    };
  }
  return undefined;
}

/** Commands that come along with a framework which depends on their package. pnpm does not put such a package where it could be named. */
const frameworkCommands: Readonly<Record<string, string>> = { medusa: '@medusajs/medusa' };

function findThroughFramework(command: string, manifests: readonly Manifest[], { request }: Trail): FoundTool | undefined {
  const framework = own(frameworkCommands, command);
  const row: ToolRow | undefined = toolRows(command)[0];
  const manifest = manifests.find(({ packageJson }) => framework !== undefined && declaredDependency(packageJson, framework) !== undefined);
  if (row === undefined || manifest?.contextPath === undefined) return undefined;
  if (
    lockFilesIn(request.files, resolvePath(request.contextFolder, folderOf(manifest.contextPath))).some(({ manager }) => manager === 'pnpm')
  )
    return undefined;
  return {
    file: `${resolvePath(manifest.folder, 'node_modules')}/${row.package}/${row.file}`,
    packageName: row.package,
    kind: row.kind,
    evidence: { kind: 'dependency', packageName: row.package },
    source: undefined,
  };
}

function kindOf(command: string, packageName: string): ToolKind | undefined {
  return toolRows(command).find((row) => row.package === packageName)?.kind ?? kindOfPackage(packageName);
}

/** A call of a tool that watches files or serves them while developing, wherever the tool comes from; undefined for any other. */
export function developmentCall(words: readonly CommandWord[], trail: Trail): Outcome | undefined {
  const command = baseName(words[0]?.value ?? '');
  if (runsTests(command))
    return { kind: 'development', trail, tool: command, reason: l10n.t('`{0}` runs tests or checks, not an application', command) };
  const call = developmentUse(
    command,
    words.slice(1).map((word) => word.value),
  );
  return call === undefined
    ? undefined
    : {
        kind: 'development',
        trail,
        tool: command,
        reason: l10n.t('`{0}` is for developing: it watches files or serves them unbuilt', call),
      };
}

/** Starts a command of the node_modules/.bin in `folder`; undefined when no package at hand has it. */
export function followTool(words: readonly CommandWord[], folder: string, trail: Trail, follow: Follow): Outcome | undefined {
  const [name, ...given] = words;
  if (name === undefined) return undefined;
  const command = baseName(name.value);
  const development = developmentCall(words, trail);
  if (development !== undefined) return development;
  if (command === 'nest' && given[0]?.value === 'start') return followNest(given, folder, trail, follow);
  const unfit = command.startsWith('pm2') ? unfitForPm2(command, given, folder, trail) : undefined;
  if (unfit !== undefined) return unresolved(trail, unfit, name.range);
  if (command === 'next' && given[0]?.value === 'start' && isStandalone(folder, trail)) {
    return unresolved(trail, l10n.t('`next start` does not serve a standalone build; server.js does'));
  }
  const tool = findTool(command, folder, trail);
  return tool === undefined ? undefined : startTool(name, given, tool, trail);
}

function startTool(name: CommandWord, given: readonly CommandWord[], tool: FoundTool, trail: Trail): Outcome {
  const command = baseName(name.value);
  if (tool.kind === 'spawns') {
    return needsShell(
      withStep(trail, command, tool.packageName, tool.source),
      l10n.t('`{0}` starts its commands through a shell', command),
      {
        hint: l10n.t('Start one program per container, with node directly.'),
        tools: ['npm'],
      },
    );
  }
  const script = trail.workdir === undefined || tool.globalFolder !== undefined ? tool.file : relativeToFolder(trail.workdir, tool.file);
  const stepped = withStep(trail, name.value, `node ${script}`, tool.source);
  return {
    kind: 'node',
    trail:
      tool.source === undefined && tool.evidence.kind === 'dependency'
        ? withNote(stepped, l10n.t('The file of `{0}` in {1} is taken from a built-in table.', command, tool.packageName))
        : stepped,
    nodeOptions: [],
    script: plainWord(script),
    arguments: given,
    evidence: tool.evidence,
    developmentTool: tool.kind === 'typescript' || tool.kind === 'development' || command === 'vite' ? command : undefined,
    globalFolder: tool.globalFolder,
  };
}

/** Starts a command that was installed globally; undefined when it was not, unresolved when its file cannot be told. */
export function followGlobalTool(words: readonly CommandWord[], trail: Trail, follow: Follow): Outcome | undefined {
  const [name, ...given] = words;
  if (name === undefined) return undefined;
  const command = baseName(name.value);
  const tool = findGlobalTool(command, trail);
  const named = tool?.packageName ?? globalTool(command, trail);
  if (named === undefined) return undefined;
  const development = developmentCall(words, trail);
  if (development !== undefined) return development;
  const folder = trail.workdir ?? '/';
  if (command === 'nest' && given[0]?.value === 'start') return followNest(given, folder, trail, follow);
  const unfit = command.startsWith('pm2') ? unfitForPm2(command, given, folder, trail) : undefined;
  if (unfit !== undefined) return unresolved(trail, unfit, name.range);
  if (tool !== undefined && trail.request.followGlobalTools === true) return startTool(name, given, tool, trail);
  return {
    kind: 'unresolved',
    trail,
    reason: l10n.t("`{0}` is installed globally ({1}), outside the application's own node_modules", command, named),
    range: name.range,
    global: true,
  };
}

/** Where npm and yarn 1 put global packages when root installs them. */
const globalFolders = ['/usr/local/lib/node_modules', '/usr/local/share/.config/yarn/global/node_modules'];

function findGlobalTool(command: string, trail: Trail): FoundTool | undefined {
  const prefix = trail.request.variable('NPM_CONFIG_PREFIX') ?? trail.request.variable('npm_config_prefix');
  for (const folder of [...(prefix === undefined ? [] : [`${prefix}/lib/node_modules`]), ...globalFolders]) {
    for (const row of toolRows(command)) {
      const file = `${folder}/${row.package}/${row.file}`;
      const origin = trail.request.originOf(file);
      const installed = origin.kind === 'built' ? origin.installed?.packages.find(({ name }) => name === row.package) : undefined;
      if (installed === undefined || !rowHolds(row, installed.range ?? 'latest')) continue;
      return {
        file,
        packageName: row.package,
        kind: row.kind,
        evidence: { kind: 'dependency', packageName: row.package },
        source: undefined,
        globalFolder: folder,
      };
    }
  }
  return undefined;
}

/** A standalone build keeps its own small node_modules, without next's command line. */
function isStandalone(folder: string, trail: Trail): boolean {
  const origin = trail.request.originOf(resolvePath(folder, 'server.js'));
  return origin.kind === 'built' && origin.folder.includes('/.next/standalone');
}

/** A package that was installed globally: its command works in the old image and lies outside the application's folder. */
function globalTool(command: string, trail: Trail): string | undefined {
  const packages = new Set([command, ...toolRows(command).map((row) => row.package)]);
  return trail.request.globalPackages.find((name) => packages.has(name.replace(/(.)@[^/]*$/, '$1')));
}

/** The folder whose node_modules/.bin a path like `./node_modules/.bin/x` names. */
export function binFolderOwner(path: string): string | undefined {
  const folder = folderOf(path);
  return folder.endsWith('/node_modules/.bin') ? folder.slice(0, -'/node_modules/.bin'.length) || '/' : undefined;
}
