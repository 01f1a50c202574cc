/** Open documents, and what the engine found in them: computed once per version, settings and surroundings. */
import * as l10n from '@vscode/l10n';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CancellationToken, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis/model.ts';
import { isSettingsFile } from '../configuration/index.ts';
import type { Migration } from '../migration/result.ts';
import type { StrategyRequest } from '../settings.ts';
import type { DecisionState, MigrateParams } from '../protocol.ts';
import { decide, decisionState } from './decisions.ts';
import type { DocumentSettings, SettingsOfDocuments } from './document-settings.ts';
import type { Edits, Engine, Finding } from './engine.ts';
import { type RecordingFiles, recordingFiles } from '../project/memory-files.ts';
import { VersionedCache } from './versioned-cache.ts';
import type { NearestSettingsFile } from './repository-settings.ts';
import type { Workspace } from './workspace.ts';

/** Larger ones are no Dockerfiles that a person wrote: nothing is said about them, and they are not converted. In UTF-16 code units. */
const maximumLength = 512 * 1024;

/** A document as it was when the engine looked at it. The text document never changes. */
export interface CheckedDocument {
  readonly document: TextDocument;
  readonly settings: DocumentSettings;
  /** Empty when the extension is switched off for the document, or a settings file ignores it. */
  readonly findings: readonly Finding[];
  /** The address of a file, `path` relative to the workspace folder. */
  readonly uriOf: (path: string) => string;
}

export interface MigratedDocument {
  readonly migration: Migration;
  /** What there is to decide; undefined unless somebody asked. */
  readonly decisions: DecisionState | undefined;
  /** The address of a file, `path` relative to the workspace folder. */
  readonly uriOf: (path: string) => string;
}

export class Documents {
  readonly #open: TextDocuments<TextDocument>;
  readonly #engine: Engine;
  readonly #settings: SettingsOfDocuments;
  readonly #workspace: Workspace;
  readonly #rulePages: string | undefined;
  readonly #analysed = new Map<string, { readonly version: number; readonly analysis: Analysis; readonly files: RecordingFiles }>();
  readonly #migrations = new VersionedCache<Migration>();
  readonly #checked = new Map<string, { readonly version: number; readonly result: Promise<CheckedDocument> }>();

  constructor(
    open: TextDocuments<TextDocument>,
    engine: Engine,
    settings: SettingsOfDocuments,
    workspace: Workspace,
    rulePages: string | undefined,
  ) {
    this.#open = open;
    this.#engine = engine;
    this.#settings = settings;
    this.#workspace = workspace;
    this.#rulePages = rulePages;
  }

  uris(): readonly string[] {
    return this.#open.keys().filter((uri) => !isSettingsFile(uri));
  }

  /** A copy of the open document that does not change with later edits; undefined when it is not open. */
  snapshot(uri: string): TextDocument | undefined {
    const live = this.#live(uri);
    return live && TextDocument.create(live.uri, live.languageId, live.version, live.getText());
  }

  async settingsOf(uri: string): Promise<DocumentSettings> {
    return await this.#settings.of(uri);
  }

  /** The settings file that speaks for a document, or the one that would. */
  async settingsFileFor(uri: string): Promise<NearestSettingsFile | undefined> {
    return await this.#settings.fileFor(uri);
  }

  /** What the engine says about the document as it is now; undefined when it is not open. */
  async check(uri: string): Promise<CheckedDocument | undefined> {
    const live = this.#live(uri);
    if (live === undefined) return undefined;
    const known = this.#checked.get(uri);
    if (known?.version === live.version) return await known.result;
    const document = this.snapshot(uri);
    if (document === undefined) return undefined;
    const result = this.#check(document);
    const entry = { version: document.version, result };
    this.#checked.set(uri, entry);
    result.catch(() => {
      if (this.#checked.get(uri) === entry) this.#checked.delete(uri);
    });
    return await result;
  }

  /**
   * Asks something of the analysis of the document as it is now. Files that the question wishes for are loaded, and it is asked again.
   * Undefined when the document is not open, too large, or when the extension is switched off for it.
   */
  async ask<T>(uri: string, question: (analysis: Analysis, document: TextDocument) => T, token: CancellationToken): Promise<T | undefined> {
    const document = this.snapshot(uri);
    if (document === undefined || isTooLarge(document)) return undefined;
    const settings = await this.#settings.of(uri);
    if (!settings.enable || settings.ignored !== undefined) return undefined;
    const known = this.#analysed.get(uri);
    if (known?.version === document.version) {
      const wishes = known.files.wishes.size;
      const answer = question(known.analysis, document);
      if (known.files.wishes.size === wishes) return answer;
    }
    const { path, project } = this.#workspace.placeOf(uri);
    const answer = await project.run(
      (snapshot) => {
        const files = recordingFiles(snapshot);
        const analysis = this.#engine.analyse(document.getText(), path, settings, files);
        this.#analysed.set(uri, { version: document.version, analysis, files });
        return question(analysis, document);
      },
      () => token.isCancellationRequested,
    );
    throwIfCancelled(token);
    return answer;
  }

  /** Converts a snapshot. Without a strategy the setting decides. */
  async migrate(document: TextDocument, strategy: StrategyRequest | undefined, token: CancellationToken): Promise<Migration> {
    return (await this.migrateAsDecided(document, strategy === undefined ? {} : { strategy }, token)).migration;
  }

  /** The same with decisions of a person; `decisions`, be they empty, ask for what there is to decide. */
  async migrateAsDecided(
    document: TextDocument,
    { strategy, decisions }: Pick<MigrateParams, 'strategy' | 'decisions'>,
    token: CancellationToken,
  ): Promise<MigratedDocument> {
    const { path, project, uriOf } = this.#workspace.placeOf(document.uri);
    if (isTooLarge(document)) return { migration: notLookedAt(document.getText()), decisions: undefined, uriOf };
    const own = await this.#settings.of(document.uri);
    if (own.ignored !== undefined) return { migration: leftInPeace(document.getText(), own.ignored), decisions: undefined, uriOf };
    const { settings, problems } = decide(own, { ...(strategy && { strategy }), ...decisions });
    const cancelled = (): boolean => token.isCancellationRequested;
    if (decisions === undefined) {
      const run = (stopped: () => boolean): Promise<Migration> =>
        project.run((files) => this.#engine.migrate(document.getText(), path, settings, files, settings.strategy), stopped);
      const migration = await (this.#isOpen(document)
        ? this.#migrations.get(document.uri, document.version, settings.strategy, () => run(() => !this.#isOpen(document)))
        : run(cancelled));
      throwIfCancelled(token);
      return { migration, decisions: undefined, uriOf };
    }
    const { migration, choices } = await project.run((files) => this.#engine.choices(document.getText(), path, settings, files), cancelled);
    throwIfCancelled(token);
    return { migration, decisions: decisionState(settings, problems, choices, own.nodeVersion), uriOf };
  }

  /** What `source.fixAll` would change in a snapshot. */
  async fixAll(document: TextDocument, token: CancellationToken): Promise<Edits> {
    const settings = await this.#settings.of(document.uri);
    if (settings.ignored !== undefined) return [];
    const { path, project } = this.#workspace.placeOf(document.uri);
    const edits = await project.run(
      (files) => this.#engine.fixAll(document.getText(), path, settings, files),
      () => token.isCancellationRequested,
    );
    throwIfCancelled(token);
    return edits;
  }

  /** Settings or files changed: every finding is computed anew when it is asked for. */
  forgetFindings(): void {
    this.#checked.clear();
    this.#analysed.clear();
    this.#migrations.clear();
  }

  close(uri: string): void {
    this.#checked.delete(uri);
    this.#analysed.delete(uri);
    this.#migrations.delete(uri);
    this.#settings.forget(uri);
  }

  /** Settings files are open here, too. */
  #live(uri: string): TextDocument | undefined {
    return isSettingsFile(uri) ? undefined : this.#open.get(uri);
  }

  /** Whether a snapshot is what the editor shows. */
  #isOpen(document: TextDocument): boolean {
    const live = this.#live(document.uri);
    return live?.version === document.version && live.getText() === document.getText();
  }

  async #check(document: TextDocument): Promise<CheckedDocument> {
    const settings = await this.#settings.of(document.uri);
    const { path, project, uriOf } = this.#workspace.placeOf(document.uri);
    if (!settings.enable || settings.ignored !== undefined || isTooLarge(document)) return { document, settings, findings: [], uriOf };
    const superseded = (): boolean => this.#open.get(document.uri)?.version !== document.version;
    const findings = await project.run((files) => this.#engine.check(document.getText(), path, settings, files), superseded);
    return { document, settings, findings: findings.map((finding) => this.#withPage(finding)), uriOf };
  }

  #withPage(finding: Finding): Finding {
    return this.#rulePages === undefined ? finding : { ...finding, docs: `${this.#rulePages}${finding.rule}.md` };
  }
}

function isTooLarge(document: TextDocument): boolean {
  return document.getText().length > maximumLength;
}

function notLookedAt(text: string): Migration {
  const reason = l10n.t('The file is larger than {0} KB: it is not looked at.', maximumLength / 1024);
  return { status: 'failed', strategy: undefined, text, edits: [], report: [], reason, outside: [], nextSteps: [] };
}

function leftInPeace(text: string, reason: string): Migration {
  return { status: 'unchanged', strategy: undefined, text, edits: [], report: [], reason, outside: [], nextSteps: [] };
}

/** Turns a cancelled request into the error that the protocol has for it. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled by the client.');
}
