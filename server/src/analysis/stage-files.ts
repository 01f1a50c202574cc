/** Where a file of an image comes from: followed backwards through COPY, ADD, RUN, inheritance and other stages. */
import * as l10n from '@vscode/l10n';
import { fileExists } from '../project/existence.ts';
import { folderOf, normalisePath, pathBelow, resolvePath } from '../project/paths.ts';
import { baseName } from '../shell/index.ts';
import { isPattern } from '../project/patterns.ts';
import { copyCandidates } from './copy-candidates.ts';
import { effectOnPath } from './run-origin.ts';
import type { CopyEvent, FileOrigin, RunEvent, StageFilesView } from './stage-view.ts';

/** Stages copy from earlier ones only, but a view may be malformed, and `cp` chains could be long. */
const deepest = 48;

/**
 * The origin of `imagePath` (absolute) in stage `stage`, before the instruction with index `atInstruction`, or at the end of the stage.
 * The last writer wins, except that a file of the context wins over a build step that only might write it.
 */
export function originOf(imagePath: string, stage: number, atInstruction: number | undefined, view: StageFilesView): FileOrigin {
  return trace(normalisePath(imagePath), stage, atInstruction ?? Number.POSITIVE_INFINITY, view, 0);
}

/** The path in the build context (relative to it) of a file that was copied into the stage; undefined when it did not come from there. */
export function contextPathOf(
  imagePath: string,
  stage: number,
  atInstruction: number | undefined,
  view: StageFilesView,
): string | undefined {
  const origin = originOf(imagePath, stage, atInstruction, view);
  return origin.kind === 'context' ? origin.path : undefined;
}

/** A view never changes; the same paths are asked for again and again. */
const known = new WeakMap<StageFilesView, Map<string, FileOrigin>>();

function trace(path: string, stage: number, before: number, view: StageFilesView, depth: number): FileOrigin {
  const origins = known.get(view) ?? new Map<string, FileOrigin>();
  known.set(view, origins);
  const key = `${stage} ${before} ${path}`;
  const found = origins.get(key) ?? findOrigin(path, stage, before, view, depth);
  origins.set(key, found);
  return found;
}

function findOrigin(path: string, stageIndex: number, before: number, view: StageFilesView, depth: number): FileOrigin {
  const stage = view.stages[stageIndex];
  if (stage === undefined || depth > deepest) return { kind: 'unknown', why: l10n.t('the stages could not be followed') };
  let fallback: FileOrigin | undefined;
  for (const event of stage.events.toReversed()) {
    if (event.instruction >= before) continue;
    const origin = event.kind === 'copy' ? fromCopy(path, event, view, depth) : fromRun(path, event, stageIndex, view, depth);
    if (origin === undefined) continue;
    if (isFinal(origin)) return origin;
    fallback = better(fallback, origin);
  }
  const inherited: FileOrigin =
    stage.parent === undefined ? ofBaseImage(path) : trace(path, stage.parent, Number.POSITIVE_INFINITY, view, depth + 1);
  if (fallback === undefined) return inherited;
  return isFinal(inherited) && inherited.kind !== 'base-image' ? inherited : better(fallback, inherited);
}

/** Nothing that an older instruction does can be more certain. */
function isFinal(origin: FileOrigin): boolean {
  return (origin.kind === 'context' && origin.exists) || origin.kind === 'inline' || (origin.kind === 'absent' && origin.removed === true);
}

const ranks: Readonly<Record<FileOrigin['kind'], number>> = {
  inline: 0,
  context: 1,
  built: 2,
  external: 3,
  unknown: 5,
  absent: 6,
  'base-image': 7,
};

/** `newer` was met first, going backwards. */
function better(newer: FileOrigin | undefined, older: FileOrigin): FileOrigin {
  if (newer === undefined) return older;
  if (newer.kind === 'built' && older.kind === 'context' && !older.exists) return newer;
  return ranks[older.kind] < ranks[newer.kind] ? older : newer;
}

function ofBaseImage(path: string): FileOrigin {
  return /^\/(?:bin|sbin|lib|lib64|etc|usr|opt|nodejs)\//.test(path) && !path.startsWith('/usr/src/')
    ? { kind: 'base-image' }
    : { kind: 'absent', path: undefined, why: l10n.t('no instruction puts it there') };
}

function fromCopy(path: string, event: CopyEvent, view: StageFilesView, depth: number): FileOrigin | undefined {
  const { destination, from } = event;
  if (destination === undefined) return undefined;
  const target = normalisePath(destination);
  for (const { name, text } of event.heredocs) {
    if (path === resolvePath(target, name) || (path === target && !destination.endsWith('/')))
      return { kind: 'inline', text, instruction: event.instruction };
  }
  let best: FileOrigin | undefined;
  for (const source of event.sources) {
    if (/^(?:[a-z+]+:\/\/|git@)/i.test(source)) {
      const named = path === target || path === resolvePath(target, baseName(source.replace(/[?#].*$/, '')));
      if (event.add && (named || (/\.git(?:#|$)/.test(source) && pathBelow(target, path) !== undefined)))
        best = better(best, { kind: 'external', image: source });
      continue;
    }
    if (event.add && from.kind === 'context' && /\.(?:tar|tgz|tbz2?|txz|tar\.\w+)$/.test(source) && pathBelow(target, path))
      best = better(best, { kind: 'unknown', why: l10n.t('it may lie in {0}', source) });
    const sourceFile = from.kind === 'stage' && isFile(normalisePath(`/${source}`), from.index, view, depth);
    for (const candidate of copyCandidates(path, source, event, from.kind === 'context' ? view : undefined)) {
      if (sourceFile && candidate !== normalisePath(`/${source}`).slice(1)) continue;
      const origin =
        from.kind === 'context'
          ? fromContext(candidate, view)
          : from.kind === 'stage'
            ? trace(normalisePath(`/${candidate}`), from.index, Number.POSITIVE_INFINITY, view, depth + 1)
            : imageOrigin(from.image);
      if (isFinal(origin) && origin.kind !== 'absent') return origin;
      best = better(best, origin);
    }
  }
  return best?.kind === 'base-image' && from.kind === 'stage' ? { kind: 'base-image' } : best;
}

/** A file that was copied from the context by its name: nothing lies below it. */
function isFile(path: string, stage: number, view: StageFilesView, depth: number): boolean {
  if (isPattern(path)) return false;
  const origin = trace(path, stage, Number.POSITIVE_INFINITY, view, depth + 1);
  return origin.kind === 'context' && origin.exists;
}

function imageOrigin(image: string): FileOrigin {
  return { kind: 'external', image };
}

function fromContext(contextPath: string, view: StageFilesView): FileOrigin {
  if (contextPath === '' || contextPath.startsWith('..'))
    return { kind: 'absent', path: undefined, why: l10n.t('no file of the build context') };
  if (view.ignores(contextPath))
    return { kind: 'absent', path: contextPath, why: l10n.t('{0} is kept out of the build context by an ignore file', contextPath) };
  switch (fileExists(view.files, resolvePath(view.contextFolder, contextPath))) {
    case 'yes':
      return { kind: 'context', path: contextPath, exists: true };
    case 'unknown':
      return { kind: 'context', path: contextPath, exists: false };
    case 'no':
      return { kind: 'absent', path: contextPath, why: l10n.t('there is no {0} in the build context', contextPath) };
  }
}

function fromRun(path: string, event: RunEvent, stage: number, view: StageFilesView, depth: number): FileOrigin | undefined {
  return effectOnPath(path, event, {
    stage,
    view,
    originBefore: (other) => trace(normalisePath(other), stage, event.instruction, view, depth + 1),
  });
}

/** The folder that holds `imagePath` in the build context, as far as a COPY says so; used to look beside a file. */
export function contextFolderOf(
  imagePath: string,
  stage: number,
  atInstruction: number | undefined,
  view: StageFilesView,
): string | undefined {
  const path = contextPathOf(imagePath, stage, atInstruction, view);
  return path === undefined ? undefined : folderOf(path);
}
