/** The settings that hold for a document: the editor's, and over them those of the repository. */
import * as l10n from '@vscode/l10n';
import { ignoredBy, withFileSettings } from '../configuration/index.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { NearestSettingsFile, SettingsFiles } from './repository-settings.ts';
import type { EditorSettings, SettingsReader } from './settings.ts';

export interface DocumentSettings extends EditorSettings {
  /** Why the document is left in peace, as a sentence; undefined when it is not. */
  readonly ignored: string | undefined;
  /** Where package names are looked up; the bundled snapshot unless given. */
  readonly wolfi: WolfiIndex | undefined;
}

/** Reads the list that was fetched on this machine. A problem is a whole sentence. */
export type RefreshedIndexReader = () => Promise<{ readonly index: WolfiIndex } | { readonly problem: string }>;

export class SettingsOfDocuments {
  readonly #editor: SettingsReader;
  readonly #files: SettingsFiles;
  readonly #readRefreshed: RefreshedIndexReader;
  readonly #warn: (message: string) => void;
  #refreshed: Promise<WolfiIndex | undefined> | undefined;

  constructor(editor: SettingsReader, files: SettingsFiles, readRefreshed: RefreshedIndexReader, warn: (message: string) => void) {
    this.#editor = editor;
    this.#files = files;
    this.#readRefreshed = readRefreshed;
    this.#warn = warn;
  }

  async of(uri: string): Promise<DocumentSettings> {
    const [editor, repository] = await Promise.all([this.#editor.of(uri), this.#files.of(uri)]);
    if (repository === undefined) return { ...editor, ignored: undefined, wolfi: undefined };
    const { settings, folder, path, dockerfile } = repository;
    const pattern = ignoredBy(settings, '', dockerfile);
    const effective = withFileSettings(editor, settings, folder);
    return {
      ...effective,
      ignored: pattern === undefined ? undefined : l10n.t('{0} ignores this file ({1}).', path, JSON.stringify(pattern)),
      wolfi: effective.index === 'refreshed' ? await this.#refreshedIndex() : undefined,
    };
  }

  /** The settings file that speaks for a document, or the one that would. */
  async fileFor(uri: string): Promise<NearestSettingsFile | undefined> {
    return await this.#files.nearest(uri);
  }

  forget(uri: string): void {
    this.#editor.forget(uri);
  }

  /** The fetched list may be another one by now. */
  forgetIndex(): void {
    this.#refreshed = undefined;
  }

  /** Unlike the command line, the editor goes on with the bundled list: a remark in time is worth more than none. */
  async #refreshedIndex(): Promise<WolfiIndex | undefined> {
    this.#refreshed ??= this.#readRefreshed().then((answer) => {
      if ('index' in answer) return answer.index;
      this.#warn(`The settings want the refreshed list of Wolfi packages. ${answer.problem} The bundled list is used.`);
      return undefined;
    });
    return await this.#refreshed;
  }
}
