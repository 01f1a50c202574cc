/** `nest start`: compiles, then runs `node dist/main`. After a `nest build` only the second is needed. */
import * as l10n from '@vscode/l10n';
import { parse as parseJsonc } from 'jsonc-parser';
import { textOf } from '../../project/existence.ts';
import { isRecord } from '../../project/package-json.ts';
import { relativeToFolder, resolvePath } from '../../project/paths.ts';
import { type CommandWord, plainWord } from '../command-word.ts';
import { evidenceFor } from './evidence.ts';
import { manifestIn } from './manifests.ts';
import type { Follow, Outcome } from './outcome.ts';
import type { StartRequest } from './request.ts';
import { type Trail, withNote, withStep } from './trail.ts';

/** Follows `nest start [PROJECT]` in `folder`; `given` begins with `start`. */
export function followNest(given: readonly CommandWord[], folder: string, trail: Trail, follow: Follow): Outcome {
  const [project] = given.slice(1).filter((word) => !word.value.startsWith('-'));
  const main = mainFile(folder, project?.value, trail.request);
  const evidence = evidenceFor(resolvePath(folder, /\.[cm]?js$/.test(main.file) ? main.file : `${main.file}.js`), trail);
  if (evidence.kind === 'missing')
    return { kind: 'development', trail, tool: 'nest', reason: l10n.t('`nest start` compiles the sources each time it starts') };
  const relative =
    trail.workdir === undefined || trail.workdir === folder ? main.file : relativeToFolder(trail.workdir, resolvePath(folder, main.file));
  const next = withStep(trail, 'nest start', `node ${relative}`, main.source);
  const told =
    main.source === undefined
      ? withNote(
          next,
          l10n.t('{0} is where Nest puts its main file by default; with TypeScript files outside src/ it is dist/src/main.', relative),
        )
      : next;
  return follow([plainWord('node'), plainWord(relative)], told);
}

interface MainFile {
  /** Relative to the project, with or without extension. */
  readonly file: string;
  /** Where that is written; undefined for Nest's default. */
  readonly source: string | undefined;
}

/** A script of package.json that runs the output with node (`start:prod`) knows it best, then nest-cli.json. */
function mainFile(folder: string, project: string | undefined, request: StartRequest): MainFile {
  const settings = nestSettings(folder, request);
  const projects = isRecord(settings?.['projects']) ? settings['projects'] : {};
  const monorepo = settings?.['monorepo'] === true;
  if (!monorepo && project === undefined) {
    const manifest = manifestIn(folder, request);
    const scripts = manifest.kind === 'read' ? Object.values(manifest.manifest.packageJson.scripts) : [];
    for (const text of scripts) {
      const file = /(?:^|\s)node\s+(?:--\S+\s+)*((?:\.\/)?dist\/\S*main(?:\.js)?)(?=\s|$)/.exec(text)?.[1];
      if (file !== undefined) return { file, source: 'package.json' };
    }
  }
  const root = typeof settings?.['root'] === 'string' ? settings['root'] : undefined;
  const named = project ?? root?.split('/').at(-1);
  const own = named !== undefined && isRecord(projects[named]) ? projects[named] : undefined;
  const entry = own?.['entryFile'] ?? settings?.['entryFile'];
  const file = typeof entry === 'string' ? entry : 'main';
  if (monorepo || project !== undefined)
    return { file: `dist/apps/${named ?? 'app'}/${file}`, source: settings === undefined ? undefined : 'nest-cli.json' };
  return { file: `dist/${file}`, source: typeof entry === 'string' ? 'nest-cli.json' : undefined };
}

function nestSettings(folder: string, request: StartRequest): Readonly<Record<string, unknown>> | undefined {
  const origin = request.originOf(resolvePath(folder, 'nest-cli.json'));
  const text = origin.kind === 'context' ? textOf(request.files, resolvePath(request.contextFolder, origin.path)) : undefined;
  const value: unknown = text === undefined ? undefined : parseJsonc(text, [], { allowTrailingComma: true });
  return isRecord(value) ? value : undefined;
}
