/** Which folder a Dockerfile is built from: in a quarter of real repositories not the one that it lies in. */
import type { Dockerfile } from '../dockerfile/ast.ts';
import { composeServicesFor } from './compose.ts';
import { fileExists, folderExists } from './existence.ts';
import type { ProjectFiles } from './files.ts';
import { folderOf, normalisePath, pathBelow, resolvePath } from './paths.ts';
import { isPattern, patternToRegExp } from './patterns.ts';

export interface BuildContext {
  /** Relative to the workspace root; '' is the root itself. */
  readonly folder: string;
  readonly source: 'given' | 'compose' | 'copy-sources' | 'dockerfile-folder';
  /** One sentence for the report. */
  readonly explanation: string;
}

/**
 * Finds the build context: `explicit` (relative to the workspace root) if given, else the `build.context` of a compose service that builds this file,
 * else the nearest folder upwards that holds every local COPY source, or most of them, else the Dockerfile's own folder.
 */
export function findBuildContext(dockerfilePath: string, dockerfile: Dockerfile, files: ProjectFiles, explicit?: string): BuildContext {
  if (explicit !== undefined) {
    const folder = normalisePath(explicit);
    return { folder, source: 'given', explanation: `The build context is ${named(folder)}, as given.` };
  }
  const [service] = composeServicesFor(files, dockerfilePath);
  if (service !== undefined) {
    return {
      folder: service.context,
      source: 'compose',
      explanation: `The build context is ${named(service.context)}, which the service ${service.name} of ${service.path} builds from.`,
    };
  }
  const own = folderOf(normalisePath(dockerfilePath));
  const sources = localSources(dockerfile);
  const found = sources.length === 0 ? undefined : nearestFolder(own, sources, foldersBelowContext(dockerfile), files);
  if (found === undefined || found.folder === own) {
    return {
      folder: own,
      source: 'dockerfile-folder',
      explanation: `The build context is taken to be ${named(own)}, where the Dockerfile lies.`,
    };
  }
  const held = found.missing.length === 0 ? 'what COPY takes from it' : `most of what COPY takes from it (not ${found.missing.join(', ')})`;
  return {
    folder: found.folder,
    source: 'copy-sources',
    explanation: `The build context is taken to be ${named(found.folder)}, the nearest folder that holds ${held}.`,
  };
}

function named(folder: string): string {
  return folder === '' ? 'the root of the workspace' : `${folder}/`;
}

/** COPY and ADD sources that are paths of the context and hold no variable. */
export function localSources(dockerfile: Dockerfile): readonly string[] {
  const found = new Set<string>();
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
    if (instruction.flags.some(({ name }) => name === 'from')) continue;
    for (const { value } of instruction.sources) {
      if (!value.includes('$') && !/^(?:[a-z+]+:\/\/|git@)/i.test(value)) found.add(normalisePath(`/${value}`).slice(1));
    }
  }
  return [...found];
}

/** Folders of the context that the file works in, by its own words: what WORKDIR names below the folder that the whole context went to. */
function foldersBelowContext(dockerfile: Dockerfile): readonly string[] {
  const found: string[] = [];
  for (const { instructions } of dockerfile.stages) {
    let workdir = '/';
    let everything: string | undefined;
    for (const instruction of instructions) {
      if (instruction.keyword === 'WORKDIR') {
        workdir = resolvePath(workdir, instruction.words[0]?.value ?? '');
        const below = everything === undefined || everything === '/' ? undefined : pathBelow(everything, workdir);
        if (below !== undefined && below !== '') found.push(below);
      } else if (instruction.keyword === 'COPY' && !instruction.flags.some(({ name }) => name === 'from')) {
        if (instruction.sources.some(({ value }) => /^\.?\/?$/.test(value)))
          everything = resolvePath(workdir, instruction.destination?.value ?? '.');
      }
    }
  }
  return found;
}

interface Candidate {
  readonly folder: string;
  readonly missing: readonly string[];
}

/**
 * Where `COPY . /workspace` is followed by `WORKDIR /workspace/packages/api`, the context holds packages/api, which is where such a
 * Dockerfile lies. `below` are those folders; where one of them is the end of `own`, the search begins above it.
 */
function nearestFolder(own: string, sources: readonly string[], below: readonly string[], files: ProjectFiles): Candidate | undefined {
  const ownTail = below.find((path) => own === path || own.endsWith(`/${path}`));
  const start = ownTail === undefined ? own : own.slice(0, -ownTail.length).replace(/\/$/, '');
  let best: Candidate | undefined;
  for (let folder = start; ; folder = folderOf(folder)) {
    const missing = sources.filter((source) => !holds(folder, source, files));
    if (missing.length < (best?.missing.length ?? sources.length)) best = { folder, missing };
    if (missing.length === 0 || folder === '') return best;
  }
}

function holds(folder: string, source: string, files: ProjectFiles): boolean {
  if (source === '') return holdsProject(folder, files);
  if (isPattern(source)) {
    const expression = patternToRegExp(source);
    const below = files.list(folder)?.map((path) => pathBelow(folder, path) ?? '');
    // A source may name a folder, so every leading part of a path counts.
    return (
      expression !== undefined &&
      (below ?? []).some((path) => expression.test(path) || leadingFolders(path).some((part) => expression.test(part)))
    );
  }
  const path = resolvePath(folder, source);
  return fileExists(files, path) === 'yes' || folderExists(files, path) === 'yes';
}

function leadingFolders(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Every folder holds `.`, so `COPY . .` in `docker/Dockerfile` says nothing by itself: a folder without a package.json in or below it
 * gives way to the nearest folder above that has one.
 */
function holdsProject(folder: string, files: ProjectFiles): boolean {
  const all = files.list('');
  if (all === undefined || folder === '') return true;
  const isManifest = (path: string): boolean => path === 'package.json' || path.endsWith('/package.json');
  if (all.some((path) => isManifest(path) && pathBelow(folder, path) !== undefined)) return true;
  for (let above = folderOf(folder); ; above = folderOf(above)) {
    if (all.includes(resolvePath(above, 'package.json'))) return false;
    if (above === '') return true;
  }
}
