/** Which workspace folder a document belongs to, and what is known about that folder's files. */
import type { WorkspaceFolder } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { type FolderReader, ProjectCache } from './project-files.ts';

/** Where a document stands. */
export interface Place {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly project: ProjectCache;
  /** The folder that `path` is relative to. */
  readonly root: URI;
  /** Whether that is a folder of the workspace: the client watches what is in it. */
  readonly inWorkspace: boolean;
  /** False where no file of the folder can be read: then nothing is known about any. */
  readonly readable: boolean;
  /** The address of another file of the same folder, `path` relative to it. */
  readonly uriOf: (path: string) => string;
}

/** A folder above the one that is open. */
export interface FolderAbove {
  readonly uri: URI;
  readonly project: ProjectCache;
  /** The document, relative to it. */
  readonly path: string;
}

/** Makes the reader for a folder, or undefined where its files are out of reach. */
export type FolderReaders = (folder: URI) => FolderReader | undefined;

/** Answers for folders that cannot be read: nothing is known, nothing can be listed. */
const unreachable: FolderReader = {
  read: () => Promise.resolve({ state: 'unreadable', reason: 'this workspace cannot be read from here' }),
  list: () => Promise.resolve(undefined),
};

export class Workspace {
  readonly #readers: FolderReaders;
  readonly #projects = new Map<string, ProjectCache>();
  readonly #unreadable = new WeakSet<ProjectCache>();
  #folders: readonly URI[];

  constructor(readers: FolderReaders, folders: readonly WorkspaceFolder[]) {
    this.#readers = readers;
    this.#folders = folders.map((folder) => URI.parse(folder.uri));
  }

  /** The innermost workspace folder that holds the document, else the document's own folder. */
  placeOf(documentUri: string): Place {
    const uri = URI.parse(documentUri);
    const folder = this.#folders.filter((candidate) => holds(candidate, uri)).toSorted((a, b) => b.path.length - a.path.length)[0];
    const root = folder ?? Utils.dirname(uri);
    const project = this.#project(root);
    return {
      path: relativePath(root, uri),
      project,
      root,
      inWorkspace: folder !== undefined,
      readable: !this.#unreadable.has(project),
      uriOf: (path) => Utils.joinPath(root, path).toString(),
    };
  }

  /**
   * The folders above the one that a document belongs to, nearest first. None in a virtual file system: there a workspace is all that can be
   * relied on, and looking above it may be a call to somebody's service.
   */
  *above(documentUri: string): Generator<FolderAbove> {
    const { root } = this.placeOf(documentUri);
    if (root.scheme !== 'file') return;
    const document = URI.parse(documentUri);
    for (let folder = parentOf(root); folder !== undefined; folder = parentOf(folder)) {
      const project = this.#project(folder);
      if (this.#unreadable.has(project)) return;
      yield { uri: folder, project, path: relativePath(folder, document) };
    }
  }

  /** What is known about the files of one folder is read anew at the next question. */
  forgetFolder(folderUri: string): void {
    this.#projects.get(folderUri)?.clear();
  }

  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map((folder) => URI.parse(folder.uri).toString()));
    const kept = this.#folders.filter((folder) => !gone.has(folder.toString()));
    this.#folders = [...kept, ...added.map((folder) => URI.parse(folder.uri))];
    for (const folder of gone) this.#projects.delete(folder);
  }

  /**
   * A file changed on disk.
   * @returns whether a finding may depend on it.
   */
  fileChanged(fileUri: string, cameOrWent: boolean): boolean {
    const uri = URI.parse(fileUri);
    let concerned = false;
    for (const [root, project] of this.#projects) {
      const folder = URI.parse(root);
      if (holds(folder, uri) && project.invalidate(relativePath(folder, uri), cameOrWent)) concerned = true;
    }
    return concerned;
  }

  /** For clients that do not watch files: everything is read anew at the next question. */
  forgetFiles(): void {
    for (const project of this.#projects.values()) project.clear();
  }

  #project(root: URI): ProjectCache {
    const key = root.toString();
    const known = this.#projects.get(key);
    if (known !== undefined) return known;
    const reader = this.#readers(root);
    const project = new ProjectCache(reader ?? unreachable);
    if (reader === undefined) this.#unreadable.add(project);
    this.#projects.set(key, project);
    return project;
  }
}

function holds(folder: URI, uri: URI): boolean {
  const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return folder.scheme === uri.scheme && folder.authority === uri.authority && uri.path.startsWith(prefix);
}

/** Undefined for the root of the file system, or of a drive. */
function parentOf(folder: URI): URI | undefined {
  if (folder.path === '/' || /^\/[a-z]:\/?$/i.test(folder.path)) return undefined;
  const parent = Utils.dirname(folder);
  return /^\/[a-z]:$/i.test(parent.path) ? parent.with({ path: `${parent.path}/` }) : parent;
}

function relativePath(folder: URI, uri: URI): string {
  return holds(folder, uri) ? uri.path.slice(folder.path.length).replace(/^\/+/, '') : Utils.basename(uri);
}
