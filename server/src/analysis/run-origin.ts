/** What the commands of a RUN mean for one path of the image. */
import * as l10n from '@vscode/l10n';
import { findWorkspace, workspacesAround } from '../project/workspaces.ts';
import { normalisePath, pathBelow, resolvePath, folderOf } from '../project/paths.ts';
import { baseName } from '../shell/index.ts';
import { buildOutputs, type BuildSurroundings } from './build-output.ts';
import { printWords, shellWord } from './command-word.ts';
import { ofGlobalInstallation, ofInstallation } from './install-origin.ts';
import { mayBeOutput } from './output-folders.ts';
import { packageManagerCall } from './package-manager-call.ts';
import type { FileOrigin, RunCommandView, RunEvent, StageFilesView } from './stage-view.ts';

export interface RunOriginContext {
  readonly stage: number;
  readonly view: StageFilesView;
  /** Origin of another path just before this RUN. */
  originBefore(path: string): FileOrigin;
}

interface PlacedCommand {
  readonly view: RunCommandView;
  readonly words: readonly string[];
  /** Absolute; `cd` before it is applied. */
  readonly workdir: string | undefined;
  readonly text: string;
}

/** The origin of `path` if a command of this RUN wrote, moved or removed it; undefined when none did as far as we can tell. */
export function effectOnPath(path: string, event: RunEvent, context: RunOriginContext): FileOrigin | undefined {
  let fallback: FileOrigin | undefined;
  for (const command of placeCommands(event).toReversed()) {
    const origin = ofCommand(path, command, context);
    if (origin === undefined) continue;
    if (origin.kind !== 'unknown') return origin;
    fallback ??= origin;
  }
  return fallback;
}

function placeCommands(event: RunEvent): readonly PlacedCommand[] {
  let workdir = event.workdir;
  return event.commands.map((view) => {
    const words = view.command.words.map((word) => word.value);
    const placed = { view, words, workdir, text: printWords(view.command.words.map((word) => shellWord(word, true))) };
    if (words[0] === 'cd' && view.command.words[1]?.literal === true)
      workdir = workdir === undefined && !words[1]?.startsWith('/') ? undefined : resolvePath(workdir ?? '/', words[1] ?? '');
    return placed;
  });
}

function ofCommand(path: string, command: PlacedCommand, context: RunOriginContext): FileOrigin | undefined {
  const { effect, writes } = command.view;
  const built = (folder: string, tool?: string): FileOrigin => ({ kind: 'built', stage: context.stage, by: command.text, folder, tool });
  if (command.words[0] === 'git' && command.words[1] === 'clone') return ofClone(path, command);
  switch (effect.kind) {
    case 'file-work':
      return ofFileWork(path, command, context);
    case 'download':
      return effect.output !== undefined && resolvePath(command.workdir ?? '/', effect.output) === path
        ? { kind: 'external', image: effect.url ?? l10n.t('a download') }
        : undefined;
    case 'global-install':
      return ofGlobalInstallation(path, {
        manager: effect.manager,
        by: command.text,
        named: effect.packages.map(({ text }) => text),
        writes,
        stage: context.stage,
      });
    case 'dependencies-prune':
      return effect.into === undefined || command.workdir === undefined
        ? undefined
        : ofDeploy(path, resolvePath(command.workdir, effect.into), command, context);
    case 'dependencies-install': {
      const { workdir } = command;
      if (workdir !== undefined && /\/node_modules(?:\/|$)/.test(path))
        return ofInstallation(
          path,
          workdir,
          command.text,
          effect.packages.map(({ text }) => text),
          context,
        );
      return ofBuild(path, command, context);
    }
    case 'nothing':
    case 'os-install':
    case 'os-remove':
    case 'os-maintenance':
    case 'cache-clean':
    case 'user-account':
      return undefined;
    case 'unknown':
      return (
        ofPrune(path, command, context) ??
        ofBuild(path, command, context) ??
        (writes.some((written) => written.path === path) ? built(folderOf(path)) : undefined)
      );
    default:
      return ofPrune(path, command, context) ?? ofBuild(path, command, context);
  }
}

function ofClone(path: string, { words, workdir }: PlacedCommand): FileOrigin | undefined {
  const operands = words
    .slice(2)
    .filter((word, index, all) => !word.startsWith('-') && !/^(?:-b|--branch|--depth|-o|--origin)$/.test(all[index - 1] ?? ''));
  const [url, folder] = operands;
  if (url === undefined || workdir === undefined) return undefined;
  const target = resolvePath(workdir, folder ?? baseName(url).replace(/\.git$/, ''));
  return pathBelow(target, path) === undefined ? undefined : { kind: 'external', image: url };
}

function ofFileWork(path: string, command: PlacedCommand, context: RunOriginContext): FileOrigin | undefined {
  const { effect, writes } = command.view;
  if (effect.kind !== 'file-work') return undefined;
  const operands = command.words.slice(1).filter((word) => !word.startsWith('-'));
  const at = (word: string | undefined): string => resolvePath(command.workdir ?? '/', word ?? '');
  switch (effect.verb) {
    case 'rm':
      return operands.some((word) => !/[*?$[]/.test(word) && pathBelow(at(word), path) !== undefined)
        ? { kind: 'absent', path: undefined, why: l10n.t('it is removed by `{0}`', command.text), removed: true }
        : undefined;
    case 'cp':
    case 'mv':
    case 'ln': {
      const target = at(operands.at(-1));
      const below = operands.length < 2 ? undefined : pathBelow(target, path);
      if (below === undefined) return undefined;
      for (const source of operands.slice(0, -1).map(at)) {
        // A file onto a file, a file into a folder, the content of a folder, a folder into a folder.
        const inFolder = below === baseName(source) || below.startsWith(`${baseName(source)}/`);
        const candidates =
          below === ''
            ? [source]
            : [inFolder ? resolvePath(folderOf(source), below) : undefined, `${source.replace(/\/\.?$/, '')}/${below}`];
        for (const candidate of candidates) {
          if (candidate === undefined || candidate === path) continue;
          const origin = context.originBefore(normalisePath(candidate));
          if (origin.kind !== 'absent' && origin.kind !== 'base-image') return origin;
        }
      }
      return undefined;
    }
    case 'write':
    case 'touch':
      return writes.some((written) => written.path === path)
        ? { kind: 'built', stage: context.stage, by: command.text, folder: folderOf(path), tool: undefined }
        : undefined;
    case 'unpack':
      return writes.some((written) => pathBelow(written.path, path) !== undefined)
        ? { kind: 'unknown', why: l10n.t('it may come from `{0}`', command.text) }
        : undefined;
    default:
      return undefined;
  }
}

/** `pnpm --filter api deploy /prod/api` copies the package (and its production dependencies) to a folder. */
function ofDeploy(path: string, target: string, command: PlacedCommand, context: RunOriginContext): FileOrigin | undefined {
  const below = pathBelow(target, path);
  if (below === undefined || below === '' || command.workdir === undefined) return undefined;
  const call = packageManagerCall(command.view.command.words);
  const [filter] = call?.workspaces ?? [];
  if (filter === undefined) return context.originBefore(resolvePath(command.workdir, below));
  const manifest = context.originBefore(resolvePath(command.workdir, 'package.json'));
  const root = manifest.kind === 'context' ? folderOf(manifest.path) : undefined;
  if (root === undefined) return { kind: 'unknown', why: l10n.t('it comes from `{0}`', command.text) };
  const { files, contextFolder } = context.view;
  const workspaces = workspacesAround(files, resolvePath(contextFolder, root));
  const found = workspaces === undefined ? undefined : findWorkspace(workspaces, filter.replace(/\.\.\.$/, ''));
  const inRoot = found === undefined || workspaces === undefined ? undefined : pathBelow(workspaces.root, found.folder);
  if (inRoot === undefined) return { kind: 'unknown', why: l10n.t('it comes from `{0}`', command.text) };
  if (/^node_modules(?:\/|$)/.test(below)) {
    const own = context.originBefore(resolvePath(command.workdir, `${inRoot}/package.json`));
    return {
      kind: 'built',
      stage: context.stage,
      by: command.text,
      folder: `${target}/node_modules`,
      tool: 'install',
      installed: { manifest: own.kind === 'context' ? own.path : undefined, packages: [] },
    };
  }
  return context.originBefore(resolvePath(command.workdir, `${inRoot}/${below}`));
}

/** `turbo prune app --docker` copies the sources to out/full and the manifests to out/json. */
function ofPrune(path: string, command: PlacedCommand, context: RunOriginContext): FileOrigin | undefined {
  const turbo = command.words.findIndex((word) => /^turbo(?:@.*)?$/.test(baseName(word)));
  if (turbo < 0 || !command.words.slice(turbo).includes('prune') || command.workdir === undefined) return undefined;
  const option = command.words.find((word) => word.startsWith('--out-dir='))?.slice('--out-dir='.length);
  const out = resolvePath(command.workdir, option ?? 'out');
  const docker = command.words.includes('--docker');
  const below = pathBelow(out, path);
  if (below === undefined || below === '') return undefined;
  const inside = docker ? below.replace(/^(?:full|json)\//, '') : below;
  return inside === below && docker && below.includes('/') ? undefined : context.originBefore(resolvePath(command.workdir, inside));
}

function ofBuild(path: string, command: PlacedCommand, context: RunOriginContext): FileOrigin | undefined {
  const { workdir } = command;
  if (workdir === undefined) return undefined;
  const surroundings: BuildSurroundings = {
    files: context.view.files,
    contextFolder: context.view.contextFolder,
    contextPathAt: (imagePath) => {
      const origin = context.originBefore(imagePath);
      return origin.kind === 'context' ? origin.path : undefined;
    },
  };
  const words = command.view.command.words.map((word) => shellWord(word, true));
  for (const output of buildOutputs(words, workdir, surroundings, command.view.effect.kind === 'dependencies-install')) {
    const folder = mayBeOutput(path, output, surroundings);
    if (folder === undefined) continue;
    const traced = ofStandalone(path, context);
    return traced ?? { kind: 'built', stage: context.stage, by: command.text, folder, tool: output.tool };
  }
  return undefined;
}

/** Next's standalone output holds copies of the manifests, at their places in the monorepo. */
function ofStandalone(path: string, context: RunOriginContext): FileOrigin | undefined {
  const match = /^(.*)\/\.next\/standalone\/((?:.*\/)?package\.json)$/.exec(path);
  const below = match?.[2];
  if (below === undefined || below.includes('node_modules/')) return undefined;
  for (let folder = match?.[1] ?? ''; ; folder = folderOf(folder)) {
    const origin = context.originBefore(resolvePath(folder === '' ? '/' : folder, below));
    if (origin.kind === 'context' && origin.exists) return origin;
    if (folder === '' || folder === '/') return undefined;
  }
}
