/** npm, yarn and pnpm called by a start script: as packages of the runtime, and with the scripts of package.json that they run. */
import * as l10n from '@vscode/l10n';
import { own, readPackageJson } from '../project/package-json.ts';
import { resolvePath } from '../project/paths.ts';
import type { SimpleCommand } from '../shell/ast.ts';
import { commandName } from '../shell/index.ts';
import { shellWord } from './command-word.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import { packageManagerCall } from './package-manager-call.ts';
import { resolveImagePath } from './path.ts';
import { originInStage } from './stage-start.ts';
import { developmentUse } from './start/tool-table.ts';

export interface ManagerNeeds {
  readonly packages: readonly string[];
  /** Half a sentence each. */
  readonly unmet: readonly string[];
  /** Texts that the manager hands to /bin/sh, each in its folder of the image. */
  readonly scripts: readonly { readonly path: string; readonly text: string; readonly folder: string | undefined }[];
}

const PACKAGE_OF: Readonly<Record<string, string>> = { npm: 'npm', npx: 'npm', yarn: 'yarn', yarnpkg: 'yarn', pnpm: 'pnpm', pnpx: 'pnpm' };
/** The majors in Wolfi (2026-08-22). npm's does not matter for running scripts. */
const MAJOR_IN_WOLFI: Readonly<Record<string, number>> = { yarn: 1, pnpm: 11 };

export function callsPackageManager(command: SimpleCommand): boolean {
  return /^(?:npm|npx|yarn|yarnpkg|pnpm|pnpx|bun|bunx|corepack)$/.test(commandName(command) ?? '');
}

/** `workdir` is the folder of the image (absolute) in which the command runs. */
export function managerNeeds(analysis: Analysis, stage: StageAnalysis, command: SimpleCommand, workdir: string | undefined): ManagerNeeds {
  const name = commandName(command) ?? '';
  const wolfi = Object.hasOwn(PACKAGE_OF, name) ? PACKAGE_OF[name] : undefined;
  const call = packageManagerCall(command.words.map((word) => shellWord(word, false)));
  const refuse = (reason: string): ManagerNeeds => ({ packages: [], unmet: [reason], scripts: [] });
  if (wolfi === undefined || call === undefined) return refuse(l10n.t('it calls {0}, which the runtime image cannot be given', name));
  if (call.workspaces.length > 0 || call.everyWorkspace || call.folder !== undefined || workdir === undefined)
    return refuse(l10n.t('it calls {0} for another folder, which cannot be followed', name));
  const manifest = manifestAt(analysis, stage, workdir);
  const pinned = /^(\w+)@(\d+)/.exec(manifest?.packageManager ?? '');
  if (pinned && pinned[1] === wolfi && MAJOR_IN_WOLFI[wolfi] !== undefined && Number(pinned[2]) !== MAJOR_IN_WOLFI[wolfi])
    return refuse(l10n.t('it calls {0}, which package.json wants in another version ({1}) than Wolfi has', name, pinned[0]));
  switch (call.kind) {
    case 'script': {
      if (!manifest) return refuse(l10n.t('it calls {0} {1}, and the package.json there is not at hand', name, call.script.value));
      const texts = [`pre${call.script.value}`, call.script.value, `post${call.script.value}`].flatMap((script) => {
        const text = own(manifest.scripts, script);
        return text === undefined
          ? []
          : [
              {
                path: l10n.t('{0} of package.json', script),
                text: script === call.script.value ? [text, ...call.arguments.map((word) => word.raw)].join(' ') : text,
                folder: workdir,
              },
            ];
      });
      if (texts.length === 0 && !call.binaryToo && !call.ifPresent)
        return refuse(l10n.t('it calls {0} {1}, and package.json has no such script', name, call.script.value));
      const watcher =
        texts.map(({ text }) => developing(text)).find((use) => use !== undefined) ??
        (texts.length === 0 ? developing([call.script, ...call.arguments].map((word) => word.value).join(' ')) : undefined);
      return watcher === undefined
        ? { packages: [wolfi], unmet: [], scripts: texts }
        : refuse(l10n.t('it calls {0} {1}, which runs `{2}`, for developing', name, call.script.value, watcher));
    }
    case 'tool': {
      const watcher = developing(call.command.map((word) => word.value).join(' '));
      return watcher === undefined
        ? { packages: [wolfi], unmet: [], scripts: [] }
        : refuse(l10n.t('it runs `{0}`, for developing', watcher));
    }
    case 'text':
      return { packages: [wolfi], unmet: [], scripts: [{ path: name, text: call.text.value, folder: workdir }] };
    case 'other':
      return /^(?:config|cache|-v|--version|get|set|root|prefix|bin|pkg)$/.test(call.subcommand ?? '--version')
        ? { packages: [wolfi], unmet: [], scripts: [] }
        : refuse(l10n.t('it calls {0} {1} when the container starts, which may need compilers', name, call.subcommand ?? ''));
  }
}

function manifestAt(
  analysis: Analysis,
  stage: StageAnalysis,
  workdir: string,
): { readonly scripts: Readonly<Record<string, string>>; readonly packageManager: string | undefined } | undefined {
  const origin = originInStage(analysis, stage, resolveImagePath(workdir, 'package.json'));
  if (origin.kind !== 'context') return undefined;
  const result = readPackageJson(analysis.files, resolvePath(analysis.context.folder, origin.path));
  return result.kind === 'read' ? result.packageJson : undefined;
}

/** The part of a script that watches or serves while developing. */
function developing(text: string): string | undefined {
  for (const part of text.split(/&&|\|\||;|\|/)) {
    const words = part
      .trim()
      .split(/\s+/)
      .filter((word) => !/^(?:\w+=.*|cross-env|npx|exec|yarn|pnpm)$/.test(word));
    const use = developmentUse(words[0] ?? '', words.slice(1));
    if (use !== undefined) return use;
  }
  return undefined;
}
