/** Browsers for tests and rendering: playwright, puppeteer, cypress download them below HOME and may call the system's package manager. */
import * as l10n from '@vscode/l10n';
import type { ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand } from '../effects.ts';
import { entry, type Call } from './call.ts';
import { outcome, tree, unknown } from './outcome.ts';
import { absolutePath, needRoot, outsideHome } from './written-paths.ts';

interface Cache {
  /** Variable that names another folder. */
  readonly variable: string;
  /** Below HOME. */
  readonly folder: string;
}

const caches: Readonly<Record<string, Cache>> = {
  playwright: { variable: 'PLAYWRIGHT_BROWSERS_PATH', folder: '.cache/ms-playwright' },
  'playwright-core': { variable: 'PLAYWRIGHT_BROWSERS_PATH', folder: '.cache/ms-playwright' },
  puppeteer: { variable: 'PUPPETEER_CACHE_DIR', folder: '.cache/puppeteer' },
  cypress: { variable: 'CYPRESS_CACHE_FOLDER', folder: '.cache/Cypress' },
};

/** What `TOOL ARGUMENTS` does when it installs browsers; undefined when it does something else. A kind `script` is to be replaced by the caller's own. */
export function browserInstall(call: Call, tool: string, args: readonly ShellWord[]): EffectOfCommand | undefined {
  const name = tool.replace(/(.)@.*$/, '$1');
  const cache = entry(caches, name);
  const words = args.map(({ value }) => value);
  if (cache === undefined || !words.some((word) => word === 'install' || word === 'install-deps')) return undefined;
  const given = call.around.variable(cache.variable);
  const folder =
    given === undefined
      ? call.around.home === undefined
        ? undefined
        : `${call.around.home}/${cache.folder}`
      : given === '0'
        ? call.around.workdir
        : absolutePath(given, call.around);
  if (folder === undefined) return unknown(l10n.t('where `{0}` puts its browsers is not known', name), call.name);
  const writes = [tree(folder)];
  if (words.includes('install-deps') || words.includes('--with-deps') || words.includes('--install-deps')) {
    return outcome(
      { kind: 'os-install', ecosystem: 'debian', packages: [], virtual: undefined, unknownPackages: true, foreignRepository: false },
      { writes: words.includes('install-deps') ? [] : writes, needsRoot: true, tools: [call.name] },
    );
  }
  return outcome(
    { kind: 'script', manager: 'npx', script: tool, arguments: words, workspaces: [] },
    { writes, needsRoot: needRoot(outsideHome(writes, call.around), call.around), tools: [call.name] },
  );
}
