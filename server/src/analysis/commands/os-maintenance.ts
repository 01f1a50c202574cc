/** Cleaning up: removing package indexes, documentation and caches with rm. */
import type { ShellWord } from '../../shell/index.ts';
import type { CommandSurroundings, EffectOfCommand } from '../effects.ts';
import { isWithin } from '../path.ts';
import type { Call } from './call.ts';
import { expandWord } from './expansion.ts';
import { outcome } from './outcome.ts';
import { absolutePath } from './written-paths.ts';

/** Below these stands only what an operating system's package manager put there. */
const packageFolders = [
  '/var/lib/apt/lists',
  '/var/cache/apt',
  '/var/cache/apk',
  '/etc/apk/cache',
  '/lib/apk/db',
  '/var/cache/yum',
  '/var/cache/dnf',
  '/var/lib/dnf',
  '/var/cache/debconf',
  '/var/lib/dpkg',
  '/var/log',
  '/usr/share/doc',
  '/usr/share/doc-base',
  '/usr/share/man',
  '/usr/share/info',
  '/usr/share/lintian',
  '/usr/share/linda',
  '/usr/share/locale',
  '/var/cache/man',
  '/var/cache/ldconfig',
];

/** Caches of Node's tools, below HOME. */
const homeCaches = [
  '.npm',
  '.cache',
  '.yarn',
  '.node-gyp',
  '.pnpm-store',
  '.local/share/pnpm',
  '.bun/install/cache',
  '.pnpm-state',
  '.v8flags',
  '.electron',
  '.electron-gyp',
];

/** Caches elsewhere: yarn's as root, pnpm's stores. */
const otherCaches = [
  '/usr/local/share/.cache',
  '/root/.npm',
  '/root/.cache',
  '/root/.yarn',
  '/root/.node-gyp',
  '/root/.pnpm-store',
  '/root/.local/share/pnpm',
  '/tmp/.npm',
  '/tmp/.cache',
  '/tmp/v8-compile-cache-0',
  '/tmp/node-compile-cache',
];

/**
 * What an `rm` with these operands is when it only cleans: package folders give `os-maintenance`, caches and all of /tmp `cache-clean`.
 * Undefined when anything else is removed. A single file below /tmp is left alone: a later step may expect it gone.
 */
export function cleaning(call: Call, operands: readonly ShellWord[]): EffectOfCommand | undefined {
  if (operands.length === 0) return undefined;
  let system = false;
  let needsRoot = false;
  for (const operand of operands) {
    const kind = kindOf(operand, call.around);
    if (kind === undefined) return undefined;
    system ||= kind === 'package-folder';
    needsRoot ||= kind !== 'own-cache';
  }
  return outcome(system ? { kind: 'os-maintenance', upgrade: false } : { kind: 'cache-clean' }, { needsRoot, tools: [call.name] });
}

function kindOf(word: ShellWord, around: CommandSurroundings): 'package-folder' | 'system-cache' | 'own-cache' | undefined {
  const text = expandWord(word, around)?.text;
  if (text === undefined) return undefined;
  const path = absolutePath(text.replace(/\/(?:\.?\*|\*\*|\{[^/]*|\.\[[^/]*)$/, ''), around);
  if (path === undefined) return undefined;
  if (packageFolders.some((folder) => isWithin(path, folder))) return 'package-folder';
  if (path === '/tmp' || path === '/var/tmp') return 'own-cache';
  if (around.home !== undefined && around.home !== '/' && homeCaches.some((cache) => isWithin(path, `${around.home}/${cache}`)))
    return 'own-cache';
  return otherCaches.some((cache) => isWithin(path, cache)) ? 'system-cache' : undefined;
}
