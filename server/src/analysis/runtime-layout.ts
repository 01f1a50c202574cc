/** Whether a stage in which the application starts can do without RUN, and what of it would have to be copied. */
import * as l10n from '@vscode/l10n';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { EffectOfCommand, WrittenPath } from './effects.ts';
import type { RunItem, StageAnalysis } from './model.ts';
import { isWithin } from './path.ts';

/** Something that cannot leave the runtime stage. */
export interface Sticking {
  readonly range: Range;
  readonly reason: string;
}

/** How a runtime stage can be laid out on an image without a shell. */
export interface RuntimeLayout {
  /** Nothing has to be built in the stage: its RUN lines fall away, the rest stays in place. */
  readonly inPlace: boolean;
  /** What nobody can move; empty when the stage can be split. */
  readonly sticking: readonly Sticking[];
  /** Absolute paths that the split copies, none below another. */
  readonly paths: readonly string[];
  /** The author told files of different owners apart (chown, --chown). */
  readonly ownersToldApart: boolean;
}

/** Folders whose content nobody takes along: caches, package databases, temporary files. */
const LEFT_BEHIND = [
  '/tmp',
  '/var/tmp',
  '/var/cache',
  '/var/lib/apt',
  '/var/lib/dpkg',
  '/var/log/apt',
  '/etc/apt',
  '/etc/apk',
  '/lib/apk',
  '/usr/share/keyrings',
  '/proc',
  '/dev',
  '/sys',
  '/run',
];
/** Folders that an instruction may write into by name, but that cannot be copied as a whole over another system. */
export const TOO_BROAD: ReadonlySet<string> = new Set([
  '/',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local',
  '/usr/sbin',
  '/usr/share',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/etc',
  '/var',
  '/var/lib',
  '/home',
  '/root',
]);
/** Where global installs go; whether a start needs them is another rule's business. */
const GLOBAL_INSTALLS = new Set(['/usr/local/bin', '/usr/local/lib/node_modules', '/usr/local/lib', '/usr/local/share']);
const HOME_CACHES =
  /^\/(?:root|home\/[^/]+)(?:$|\/\.(?:npm|cache|yarn|npmrc|yarnrc|gitconfig|config|local|pnpm-store|node-gyp|ssh|pnpm|bun|wget-hsts|bashrc|profile)(?:\/|$))/;

export function runtimeLayout(stage: StageAnalysis): RuntimeLayout {
  const sticking: Sticking[] = [];
  let inPlace = true;
  let ownersToldApart = false;
  for (const member of stage.lineage) {
    for (const run of member.runs) {
      for (const item of run.items) {
        const verdict = verdictOn(item.effect);
        if (verdict === 'sticks') sticking.push({ range: item.item.pipeline.range, reason: reasonOf(item) });
        if (verdict === 'moves' && !isIdleFileWork(item, member)) inPlace = false;
        if (item.commands.some(({ effect: { effect } }) => effect.kind === 'file-work' && effect.verb === 'chown')) ownersToldApart = true;
      }
    }
    if (member !== stage && member.stage.instructions.some(isCopy)) inPlace = false;
    if (member.stage.instructions.some((instruction) => isCopy(instruction) && instruction.flags.some((flag) => flag.name === 'chown')))
      ownersToldApart = true;
  }
  if (needsEmptyFolders(stage)) inPlace = false;
  const paths = copiedPaths(stage);
  // Where nothing has to be moved, nothing has to be copied.
  for (const broad of inPlace ? [] : paths.filter((path) => TOO_BROAD.has(path))) {
    const by = stage.lineage.flatMap((member) => member.writes).find((write) => write.path === broad)?.by ?? stage.from;
    sticking.push({
      range: by.range,
      reason:
        broad === '/' && stage.noWorkdir
          ? l10n.t('there is no WORKDIR, so the application lies directly in /')
          : l10n.t('it writes into {0}, which cannot be copied as a whole', broad),
    });
  }
  return { inPlace: inPlace && sticking.length === 0, sticking, paths, ownersToldApart };
}

/** What becomes of a command when its stage loses its shell. */
export function verdictOn({ effect }: EffectOfCommand): 'falls-away' | 'moves' | 'sticks' {
  switch (effect.kind) {
    case 'nothing':
    case 'os-maintenance':
    case 'os-install':
    case 'os-remove':
    case 'os-repository':
    case 'user-account':
    case 'cache-clean':
    case 'tool-config':
    case 'corepack':
    case 'locale-and-time-zone':
      return 'falls-away';
    case 'dependencies-install':
    case 'dependencies-prune':
    case 'global-install':
    case 'script':
    case 'file-work':
    case 'download':
      return 'moves';
    case 'service':
    case 'unknown':
      return 'sticks';
  }
}

/** Making the working directory by hand: WORKDIR does that anyway. */
function isIdleFileWork(item: RunItem, stage: StageAnalysis): boolean {
  const { effect, writes } = item.effect;
  if (effect.kind !== 'file-work') return false;
  if (effect.verb === 'rm' || effect.verb === 'rmdir')
    return writes.every((write) => LEFT_BEHIND.some((folder) => isWithin(write.path, folder)) || HOME_CACHES.test(write.path));
  return effect.verb === 'mkdir' && writes.every((write) => write.path === stage.endWorkdir);
}

function reasonOf(item: RunItem): string {
  const { effect } = item.effect;
  if (effect.kind === 'unknown') return effect.reason;
  return l10n.t('it works with services of the system');
}

function isCopy(instruction: Instruction): boolean {
  return instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
}

/** VOLUME folders that no COPY fills must be made, with their owner, where there is a shell. */
function needsEmptyFolders(stage: StageAnalysis): boolean {
  return stage.lineage.some((member) => member.stage.instructions.some((instruction) => instruction.keyword === 'VOLUME'));
}

/** Paths to copy, none below another; the working directory as a whole. */
function copiedPaths(stage: StageAnalysis): string[] {
  const own = stage.stage.instructions;
  const cut = own.findLastIndex((instruction) => isCopy(instruction) || instruction.keyword === 'RUN');
  // A WORKDIR behind the last step goes to the final stage, which makes the folder itself: in front there is none.
  const later = new Set(own.slice(cut + 1));
  const all: WrittenPath[] = stage.lineage.flatMap((member) =>
    member.writes.filter((write) => !isLeftBehind(write, write.by) && !later.has(write.by)),
  );
  const volumes = stage.lineage.flatMap((member) =>
    member.stage.instructions.flatMap((instruction) =>
      instruction.keyword === 'VOLUME' ? instruction.words.map((word) => word.value) : [],
    ),
  );
  const workdirWritten =
    stage.endWorkdir !== undefined && stage.endWorkdir !== '/' && all.some((write) => isWithin(write.path, stage.endWorkdir ?? '/'));
  const paths = [
    ...all.filter((write) => write.tree || !write.created || hasNothingInside(write)).map((write) => write.path),
    ...volumes.filter((path) => path.startsWith('/') && !path.includes('$')),
  ];
  if (workdirWritten && stage.endWorkdir) paths.push(stage.endWorkdir);
  const sorted = [...new Set(paths)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const kept: string[] = [];
  for (const path of sorted) if (!kept.some((folder) => isWithin(path, folder))) kept.push(path);
  return kept.sort((a, b) => Number(b === stage.endWorkdir) - Number(a === stage.endWorkdir));
}

/** mkdir makes folders by name: they count on their own. */
function hasNothingInside(write: WrittenPath): boolean {
  return write.created;
}

function isLeftBehind(write: WrittenPath, by: Instruction): boolean {
  if (LEFT_BEHIND.some((folder) => isWithin(write.path, folder))) return true;
  if (by.keyword === 'WORKDIR') return write.path === '/';
  if (by.keyword !== 'RUN') return false;
  return GLOBAL_INSTALLS.has(write.path) || HOME_CACHES.test(write.path);
}
