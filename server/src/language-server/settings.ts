/** Settings `migrateToChainguard.*`: asked for per resource, cached until the client says that they changed, never global. */
import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import { choice, type ConfiguredSettings, flag, type Kind, readValue, SETTING_KEYS } from '../configuration/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';

export interface EditorSettings extends Settings {
  readonly enable: boolean;
  /** Whether hover, completion, formatting and the like are served. */
  readonly languageFeatures: 'auto' | 'on' | 'off';
  /** Whether a lens above the first FROM offers the migration. */
  readonly codeLens: boolean;
}

export const defaultSettings: EditorSettings = { ...DEFAULT_SETTINGS, enable: true, languageFeatures: 'auto', codeLens: true };

/** A setting that was not understood. `message` is a whole sentence that says what counts in its place. */
export interface SettingProblem {
  /** As people write it, behind `migrateToChainguard.`. */
  readonly name: string;
  readonly value: unknown;
  readonly message: string;
}

/** No schema is made of it: package.json describes the settings of the editor. */
const noMeaning = (): string => '';
const LANGUAGE_FEATURES = choice({ auto: noMeaning, on: noMeaning, off: noMeaning });

/** Settings that are called otherwise in the editor than in the engine and in a repository's file. */
const EDITOR_NAMES: Readonly<Partial<Record<keyof Settings, string>>> = { severities: 'severity' };
/** What only a repository or the command line decides. */
const NOT_IN_EDITOR: readonly string[] = ['ignore', 'index', 'packages', 'images'];

/**
 * Makes settings of whatever a client sent. What is missing or not understood keeps its default: a typing error in one
 * setting must not silence the others.
 */
export function readSettings(raw: unknown, note: (problem: SettingProblem) => void = () => {}): EditorSettings {
  const record = isRecord(raw) ? raw : {};
  const read = <T>(name: string, kind: Kind<T>, otherwise: unknown): T | undefined => {
    const value = tidy(record[name]);
    if (value === undefined) return undefined;
    const result = readValue(kind, name, value);
    const { problems } = result;
    if (problems.length > 0) note({ name, value, message: problemSentence(name, value, problems, result.value, otherwise) });
    return result.value;
  };
  const own = new Map<string, unknown>();
  for (const [key, { kind }] of Object.entries<{ readonly kind: Kind<unknown> }>(SETTING_KEYS)) {
    if (NOT_IN_EDITOR.includes(key)) continue;
    const value: unknown = read(EDITOR_NAMES[key as keyof Settings] ?? key, kind, defaultSettings[key as keyof Settings]);
    if (value !== undefined) own.set(key, value);
  }
  return {
    ...defaultSettings,
    ...(Object.fromEntries(own) as Omit<ConfiguredSettings, 'images'>),
    enable: read('enable', flag(), defaultSettings.enable) ?? defaultSettings.enable,
    languageFeatures: read('languageFeatures', LANGUAGE_FEATURES, defaultSettings.languageFeatures) ?? defaultSettings.languageFeatures,
    codeLens: read('codeLens', flag(), defaultSettings.codeLens) ?? defaultSettings.codeLens,
  };
}

export interface SettingsReader {
  /** Settings that hold for a document. Never rejects: a client that does not answer gets the defaults. */
  of(uri: string): Promise<EditorSettings>;
  /** Drops what is cached. `pushed` is what a client without `workspace/configuration` sent along with its notification. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
}

/**
 * `canPull` says whether the client answers `workspace/configuration`; `initial` are the initialization options: they hold where the client
 * cannot answer, and for what it does not say.
 */
export function createSettingsReader(connection: Connection, canPull: boolean, initial: unknown): SettingsReader {
  const cache = new Map<string, Promise<EditorSettings>>();
  const told = new Set<string>();
  /** Once per value, however many documents it holds for. */
  const warn = ({ name, value, message }: SettingProblem): void => {
    const key = `${name} ${JSON.stringify(value)}`;
    if (!told.has(key)) connection.console.warn(message);
    told.add(key);
  };
  let given = ownSection(initial);
  const ask = async (uri: string): Promise<EditorSettings> => {
    try {
      const answer: unknown = await connection.workspace.getConfiguration({ scopeUri: uri, section: 'migrateToChainguard' });
      // Editors in which nobody wrote such a section answer null or {}, whatever they handed over at initialization.
      return readSettings({ ...(isRecord(given) && given), ...(isRecord(answer) && answer) }, warn);
    } catch (error) {
      connection.console.warn(`Settings of ${uri} could not be read, using the initial ones: ${String(error)}`);
      return readSettings(given, warn);
    }
  };
  return {
    async of(uri) {
      if (!canPull) return readSettings(given, warn);
      const cached = cache.get(uri) ?? ask(uri);
      cache.set(uri, cached);
      return await cached;
    },
    changed(pushed) {
      cache.clear();
      if (isRecord(pushed) && 'migrateToChainguard' in pushed) given = pushed['migrateToChainguard'];
    },
    forget(uri) {
      cache.delete(uri);
    },
  };
}

/** Initialization options are the settings, or an object that has them as its section: editors differ in what they hand over. */
export function ownSection(options: unknown): unknown {
  return isRecord(options) && 'migrateToChainguard' in options ? options['migrateToChainguard'] : options;
}

function problemSentence(name: string, value: unknown, problems: readonly string[], read: unknown, otherwise: unknown): string {
  const [setting, written, wrong] = [`migrateToChainguard.${name}`, JSON.stringify(value) ?? 'undefined', problems.join('; ')];
  if (read !== undefined) return l10n.t('The setting {0} is {1}: {2}. The rest of it counts.', setting, written, wrong);
  return l10n.t('The setting {0} is {1}: {2}. The default {3} is used.', setting, written, wrong, JSON.stringify(otherwise ?? ''));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for an empty text: that is how settings say that nothing is set. Blanks around a value are no part of it, and a slash at the end of a host means nothing. */
function tidy(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'string') return value;
  const text = value.trim().replace(/(?<=.)\/+$/, '');
  return text === '' ? undefined : text;
}
