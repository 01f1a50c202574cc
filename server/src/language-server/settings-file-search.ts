/** Where the settings file of a document is: in the folder that is open, or above it in the same repository. */
import { URI, Utils } from 'vscode-uri';
import { findSettingsFile, isSettingsFile, SETTINGS_FILE_NAME, type SettingsSearch } from '../configuration/index.ts';
import type { FileState } from '../project/files.ts';
import { pathBelow, resolvePath } from '../project/paths.ts';
import type { ProjectCache } from './project-files.ts';
import type { Place, Workspace } from './workspace.ts';

export type SettingsFileContent = Exclude<FileState, { readonly state: 'absent' | 'unknown' }>;

export interface SettingsFilePlace {
  readonly uri: string;
  /** Relative to the workspace folder; above it with `..`. */
  readonly path: string;
  readonly folder: string;
  /** The document, relative to the folder of the settings file. */
  readonly dockerfile: string;
  readonly content: SettingsFileContent;
}

export class SettingsFileSearch {
  readonly #workspace: Workspace;
  readonly #openState: (uri: string) => SettingsFileContent | undefined;
  readonly #watch: (folder: string) => void;
  readonly #watched = new Set<string>();

  /**
   * `openState` knows what is being edited. `watch` is told of folders outside the workspace in which a settings file would count, of each
   * of them once.
   */
  constructor(workspace: Workspace, openState: (uri: string) => SettingsFileContent | undefined, watch: (folder: string) => void) {
    this.#workspace = workspace;
    this.#openState = openState;
    this.#watch = watch;
  }

  /** From the document's folder up to the root of the repository, as the command line looks for it; undefined when there is none. */
  async find(documentUri: string): Promise<SettingsFilePlace | undefined> {
    const place = this.#workspace.placeOf(documentUri);
    if (!place.readable) return undefined;
    const { found, inRepository } = await this.#search(place.root, place.project, place.path);
    if (found === undefined) return inRepository ? undefined : await this.#findAbove(documentUri, place);
    const { path, folder, content } = found;
    return { uri: normalised(place.uriOf(path)), path, folder, dockerfile: pathBelow(folder, place.path) ?? place.path, content };
  }

  /** What is known of folders outside the workspace is read anew. @returns whether there is any such folder. */
  forgetOutside(): boolean {
    for (const folder of this.#watched) this.#workspace.forgetFolder(folder);
    return this.#watched.size > 0;
  }

  /** What lies above counts only where it is in the same repository. */
  async #findAbove(documentUri: string, place: Place): Promise<SettingsFilePlace | undefined> {
    const passed = place.inWorkspace ? [] : [place.root];
    let nearest: SettingsFilePlace | undefined;
    let folder = '';
    for (const { uri, project, path: dockerfile } of this.#workspace.above(documentUri)) {
      folder = resolvePath(folder, '..');
      passed.push(uri);
      const { found, inRepository } = await this.#search(uri, project, '');
      if (found !== undefined) {
        const path = resolvePath(folder, SETTINGS_FILE_NAME);
        nearest ??= { uri: addressIn(uri, SETTINGS_FILE_NAME), path, folder, dockerfile, content: found.content };
      }
      if (!inRepository) continue;
      for (const one of passed) this.#watchOnce(one.toString());
      return nearest;
    }
    return undefined;
  }

  async #search(root: URI, project: ProjectCache, path: string): Promise<SettingsSearch> {
    const open = (name: string): SettingsFileContent | undefined =>
      isSettingsFile(name) ? this.#openState(addressIn(root, name)) : undefined;
    return await project.run((files) => findSettingsFile({ state: (name) => open(name) ?? files.state(name) }, path), never);
  }

  #watchOnce(folder: string): void {
    if (this.#watched.has(folder)) return;
    this.#watched.add(folder);
    this.#watch(folder);
  }
}

/** Clients differ in what they escape. */
export function normalised(uri: string): string {
  return URI.parse(uri).toString();
}

function addressIn(folder: URI, path: string): string {
  return normalised(Utils.joinPath(folder, path).toString());
}

const never = (): boolean => false;
