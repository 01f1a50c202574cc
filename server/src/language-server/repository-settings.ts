/** Settings files of repositories, as they are on disk or in the editor, and what is wrong with them. */
import * as l10n from '@vscode/l10n';
import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfiguredSettings, type Mistake, mistakeSentence, readSettingsFile, SETTINGS_FILE_NAME } from '../configuration/index.ts';
import { diagnosticSource } from './diagnostics.ts';
import { normalised, type SettingsFileContent, SettingsFileSearch } from './settings-file-search.ts';
import type { Workspace } from './workspace.ts';

/** What a repository says about one document. */
export interface RepositorySettings {
  /** Of the settings file. */
  readonly uri: string;
  /** Of the settings file, relative to the workspace folder: above it with `..`. */
  readonly path: string;
  readonly folder: string;
  /** The document, relative to the folder of the settings file. */
  readonly dockerfile: string;
  readonly settings: ConfiguredSettings;
}

/** The settings file that speaks for a document, or the one that would. */
export interface NearestSettingsFile {
  readonly uri: string;
  /** As it is in the editor, else on disk; undefined when there is none yet. */
  readonly text: string | undefined;
  /** Of the open document. */
  readonly version: number | undefined;
}

interface Evaluated {
  readonly content: SettingsFileContent;
  readonly settings: ConfiguredSettings | undefined;
  readonly problems: readonly Problem[];
}

export class SettingsFiles {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #checksJson: boolean;
  readonly #failed: (error: unknown) => void;
  readonly #search: SettingsFileSearch;
  /** What is being edited counts before it is saved, as every open document of a language server does. */
  readonly #open = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #evaluated = new Map<string, Evaluated>();
  /** What a file said before somebody began to break it. */
  readonly #lastGood = new Map<string, ConfiguredSettings>();
  readonly #published = new Map<string, string>();

  /** `watch` is told of folders outside the workspace in which a settings file counts, each of them once. For `checksJson` see `ClientFeatures`. */
  constructor(
    connection: Connection,
    workspace: Workspace,
    checksJson: boolean,
    failed: (error: unknown) => void,
    watch: (folder: string) => void,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#checksJson = checksJson;
    this.#failed = failed;
    this.#search = new SettingsFileSearch(workspace, (uri) => this.#openState(uri), watch);
  }

  /** What the nearest settings file says about a document; undefined when there is none. Mistakes are published on the way. */
  async of(documentUri: string): Promise<RepositorySettings | undefined> {
    const found = await this.#search.find(documentUri);
    if (found === undefined) return undefined;
    const { uri, path, folder, dockerfile } = found;
    // Somebody may have typed while files were read.
    const settings = this.#evaluate(uri, this.#openState(uri) ?? found.content);
    return settings && { uri, path, folder, dockerfile, settings };
  }

  /** Undefined where nothing can be read, or the file is out of reach. Without a file it is the one at the root of the workspace folder. */
  async nearest(documentUri: string): Promise<NearestSettingsFile | undefined> {
    const place = this.#workspace.placeOf(documentUri);
    if (!place.readable) return undefined;
    const found = await this.#search.find(documentUri);
    const uri = found?.uri ?? normalised(place.uriOf(SETTINGS_FILE_NAME));
    if (found?.content.state === 'unreadable') return undefined;
    return { uri, text: found?.content.text, version: this.#open.get(uri)?.version };
  }

  /** @returns whether other settings hold now than before. */
  documentChanged(document: TextDocument): boolean {
    const uri = normalised(document.uri);
    const before = this.#evaluated.get(uri)?.settings ?? this.#lastGood.get(uri);
    const isNew = !this.#evaluated.has(uri);
    this.#open.set(uri, { text: document.getText(), version: document.version });
    const after = this.#evaluate(uri, { state: 'present', text: document.getText() });
    return isNew || JSON.stringify(before) !== JSON.stringify(after);
  }

  /** From now on the file on disk counts. */
  async documentClosed(documentUri: string): Promise<void> {
    this.#open.delete(normalised(documentUri));
    await this.fileChanged(documentUri);
  }

  /**
   * For clients that do not watch folders outside the workspace: settings files there are read anew at the next question.
   * @returns whether there is any such folder.
   */
  forgetOutside(): boolean {
    return this.#search.forgetOutside();
  }

  /** The file came, changed or went on disk. */
  async fileChanged(fileUri: string): Promise<void> {
    const uri = normalised(fileUri);
    const place = this.#workspace.placeOf(uri);
    if (this.#open.has(uri) || !place.readable) return;
    const state = await place.project.run((files) => files.state(place.path), never);
    if (this.#open.has(uri)) return;
    if (state.state === 'present' || state.state === 'unreadable') this.#evaluate(uri, state);
    else if (state.state === 'absent') this.#forget(uri);
  }

  #openState(uri: string): SettingsFileContent | undefined {
    const open = this.#open.get(uri);
    return open && { state: 'present', text: open.text };
  }

  #evaluate(uri: string, content: SettingsFileContent): ConfiguredSettings | undefined {
    const known = this.#evaluated.get(uri);
    if (known !== undefined && isSame(known.content, content)) {
      this.#tell(uri);
      return known.settings;
    }
    const { settings, problems } = evaluate(uri, content);
    if (settings !== undefined) this.#lastGood.set(uri, settings);
    const good = this.#lastGood.get(uri);
    this.#evaluated.set(uri, { content, settings: good, problems });
    this.#tell(uri);
    return good;
  }

  #forget(uri: string): void {
    this.#evaluated.delete(uri);
    this.#lastGood.delete(uri);
    this.#publish(uri, []);
  }

  /** What is open in an editor of JSON is checked there, too: each fault is told by one of the two. */
  #tell(uri: string): void {
    const { problems = [], settings } = this.#evaluated.get(uri) ?? {};
    const told = this.#checksJson && this.#open.has(uri) ? problems.filter(({ isJson }) => !isJson) : problems;
    this.#publish(uri, toDiagnostics(told, settings !== undefined));
  }

  #publish(uri: string, diagnostics: readonly Diagnostic[]): void {
    const text = JSON.stringify(diagnostics);
    if (text === (this.#published.get(uri) ?? '[]')) return;
    this.#published.set(uri, text);
    this.#connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] }).catch(this.#failed);
  }
}

interface Problem extends Pick<Mistake, 'isJson'> {
  readonly range: Diagnostic['range'];
  readonly message: string;
}

function evaluate(
  uri: string,
  content: SettingsFileContent,
): { readonly settings?: ConfiguredSettings; readonly problems: readonly Problem[] } {
  if (content.state === 'unreadable') {
    const start = { line: 0, character: 0 };
    return {
      problems: [
        { range: { start, end: start }, message: l10n.t('This settings file cannot be read: {0}.', content.reason), isJson: false },
      ],
    };
  }
  const reading = readSettingsFile(content.text);
  if (reading.kind === 'read') return { settings: reading.settings, problems: [] };
  const document = TextDocument.create(uri, 'jsonc', 0, content.text);
  const problems = reading.mistakes.map((mistake) => ({
    range: { start: document.positionAt(mistake.range.start), end: document.positionAt(mistake.range.end) },
    message: capitalised(mistakeSentence(mistake)),
    isJson: mistake.isJson,
  }));
  return { problems };
}

/** The first one says what counts meanwhile. */
function toDiagnostics(problems: readonly Problem[], hasGood: boolean): readonly Diagnostic[] {
  const consequence = hasGood
    ? l10n.t('Until it is mended, what this file said before the mistake goes on to count.')
    : l10n.t('Until it is mended, nothing of this file counts.');
  return problems.map(({ range, message }, index) => ({
    source: diagnosticSource,
    code: 'settings-file',
    severity: DiagnosticSeverity.Error,
    range,
    message: index === 0 ? `${message} ${consequence}` : message,
  }));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isSame(a: SettingsFileContent, b: SettingsFileContent): boolean {
  if (a.state === 'present') return b.state === 'present' && a.text === b.text;
  return b.state === 'unreadable' && a.reason === b.reason;
}

const never = (): boolean => false;
