/** Settings of each file of a run: defaults, then the settings file that speaks for it, then the options. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type ConfiguredSettings,
  findSettingsFile,
  type FoundSettingsFile,
  ignoredBy,
  type Mistake,
  mistakeSentence,
  organizationProblem,
  readSettingsFile,
  registryProblem,
  withFileSettings,
} from '../configuration/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { MigrationOptions } from './arguments.ts';
import { describeError, errorCode } from './file-errors.ts';
import { shownPath } from './inputs.ts';
import { NodeFiles } from './node-files.ts';
import { createPositions } from './positions.ts';
import { pathInside, projectRoot } from './project-root.ts';

/** What holds for one Dockerfile. */
export type FileSettings =
  | {
      readonly kind: 'settings';
      /** Without the build context, which depends on each file's project. */
      readonly settings: Settings;
      /** Absolute. */
      readonly context: string | undefined;
      /** Why the file is left in peace, as a sentence. */
      readonly ignored: string | undefined;
    }
  | {
      readonly kind: 'wrong';
      /** The settings file, as it is shown; undefined where options and settings do not go together. */
      readonly file: string | undefined;
      /** Whole lines, with path and position where there is one. */
      readonly messages: readonly string[];
    };

interface SettingsFile {
  /** Absolute. */
  readonly path: string;
  readonly reading:
    | { readonly kind: 'read'; readonly settings: ConfiguredSettings }
    | { readonly kind: 'mistaken'; readonly lines: readonly string[] };
}

export class SettingsOfFiles {
  readonly #options: MigrationOptions;
  readonly #currentDirectory: string;
  /** What `--config` names speaks for all. */
  readonly #given: SettingsFile | undefined;
  /** Files of one project mostly come one after the other: the last project is enough. */
  #project: { readonly root: string; readonly files: NodeFiles; readonly read: Map<string, SettingsFile> } | undefined;

  private constructor(options: MigrationOptions, currentDirectory: string, given: SettingsFile | undefined) {
    this.#options = options;
    this.#currentDirectory = currentDirectory;
    this.#given = given;
  }

  /** Reads what `--config` names. What is wrong for every file is told at once. */
  static open(
    options: MigrationOptions,
    currentDirectory: string,
  ): SettingsOfFiles | { readonly problem: readonly string[] } | { readonly mistakes: readonly string[] } {
    const problem = optionProblems(options);
    if (problem.length > 0) return { problem };
    if (options.configFile === undefined) return new SettingsOfFiles(options, currentDirectory, undefined);
    const path = resolve(currentDirectory, options.configFile);
    const shown = shownPath(path, currentDirectory);
    try {
      const reading = readText(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)), shown);
      return reading.kind === 'mistaken' ? { mistakes: reading.lines } : new SettingsOfFiles(options, currentDirectory, { path, reading });
    } catch (error) {
      const reason = errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not valid UTF-8' : describeError(error);
      return { mistakes: [`${shown}: cannot be read: ${reason}.`] };
    }
  }

  /** `file` is the absolute path of a Dockerfile. Never throws. */
  of(file: string): FileSettings {
    const found = this.#given ?? (this.#options.useSettingsFiles ? this.#find(file) : undefined);
    const shown = found && shownPath(found.path, this.#currentDirectory);
    if (found?.reading.kind === 'mistaken') return { kind: 'wrong', file: shown, messages: found.reading.lines };
    const configured: ConfiguredSettings = found?.reading.settings ?? {};
    const folder = found === undefined ? undefined : dirname(found.path);
    const settings = this.#withOptions(withFileSettings(DEFAULT_SETTINGS, configured, ''));
    if (settings.nodeVersion !== 'latest' && settings.organization === undefined)
      return { kind: 'wrong', file: undefined, messages: [versionNeedsOrganization(settings.nodeVersion)] };
    const path = folder === undefined ? undefined : pathInside(folder, file);
    const pattern = path === undefined ? undefined : ignoredBy(configured, '', path);
    return {
      kind: 'settings',
      settings,
      context: this.#context(configured, folder),
      ignored: pattern === undefined ? undefined : `${shown} ignores it (${JSON.stringify(pattern)}).`,
    };
  }

  #context(configured: ConfiguredSettings, folder: string | undefined): string | undefined {
    if (this.#options.context !== undefined) return resolve(this.#currentDirectory, this.#options.context);
    return folder === undefined || configured.context === undefined ? undefined : resolve(folder, configured.context);
  }

  #withOptions(settings: Settings): Settings {
    const { organization, registry, strategy, nodeVersion, workingDirectory, index } = this.#options;
    return {
      ...settings,
      ...(organization !== undefined && { organization }),
      ...(registry !== undefined && { registry }),
      ...(strategy !== undefined && { strategy }),
      ...(nodeVersion !== undefined && { nodeVersion }),
      ...(workingDirectory !== undefined && { workingDirectory }),
      ...(index !== undefined && { index }),
      context: undefined,
    };
  }

  #find(file: string): SettingsFile | undefined {
    const root = projectRoot(file, this.#currentDirectory);
    const relativePath = pathInside(root, file);
    if (relativePath === undefined) return undefined;
    if (this.#project?.root !== root) this.#project = { root, files: new NodeFiles(root), read: new Map() };
    const { files, read: known } = this.#project;
    const { found } = findSettingsFile(files, relativePath);
    if (found === undefined) return undefined;
    const settingsFile = known.get(found.path) ?? openFound(resolve(root, found.path), found.content, this.#currentDirectory);
    known.set(found.path, settingsFile);
    return settingsFile;
  }
}

function versionNeedsOrganization(version: string): string {
  return `--node-version ${version} needs --organization: the free images have the tags latest and latest-dev only.`;
}

function openFound(path: string, content: FoundSettingsFile['content'], currentDirectory: string): SettingsFile {
  const shown = shownPath(path, currentDirectory);
  if (content.state === 'present') return { path, reading: readText(content.text, shown) };
  return { path, reading: { kind: 'mistaken', lines: [`${shown}: cannot be read: ${content.reason}.`] } };
}

function readText(text: string, shown: string): SettingsFile['reading'] {
  const reading = readSettingsFile(text);
  return reading.kind === 'read' ? reading : { kind: 'mistaken', lines: mistakeLines(text, reading.mistakes, shown) };
}

/** `path:line:column: message.`, both 1-based, as compilers write them. */
function mistakeLines(text: string, mistakes: readonly Mistake[], shown: string): readonly string[] {
  const at = createPositions(text);
  return mistakes.map((mistake) => {
    const { line, column } = at(mistake.range).start;
    return `${shown}:${line}:${column}: ${mistakeSentence(mistake)}`;
  });
}

function optionProblems({ organization, registry }: MigrationOptions): readonly string[] {
  const registryWrong = registry === undefined ? undefined : registryProblem(registry);
  const organizationWrong = organization === undefined ? undefined : organizationProblem(organization);
  return [
    ...(registryWrong === undefined ? [] : [`--registry ${registryWrong}.`]),
    ...(organizationWrong === undefined ? [] : [`--organization ${organizationWrong}.`]),
  ];
}
