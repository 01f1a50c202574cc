/** Settings `migrateToChainguard.*`: asked for per resource, cached until the client says that they changed, never global. */
import type { Connection } from 'vscode-languageserver';
import { DEFAULT_SETTINGS, type Settings, type Severity } from '../settings.ts';

export interface EditorSettings extends Settings {
  readonly enable: boolean;
  /** Whether hover, completion, formatting and the like are served. */
  readonly languageFeatures: 'auto' | 'on' | 'off';
}

export const defaultSettings: EditorSettings = { ...DEFAULT_SETTINGS, enable: true, languageFeatures: 'auto' };

/**
 * Makes settings of whatever a client sent. What is missing or not understood keeps its default: a typing error in one
 * setting must not silence the others.
 */
export function readSettings(raw: unknown): EditorSettings {
  const record = isRecord(raw) ? raw : {};
  return {
    enable: typeof record['enable'] === 'boolean' ? record['enable'] : defaultSettings.enable,
    registry: imageName(record['registry']) ?? defaultSettings.registry,
    organization: imageName(record['organization']),
    nodeVersion: oneOf(record['nodeVersion'], ['keep', 'latest'], defaultSettings.nodeVersion),
    strategy: oneOf(record['strategy'], ['auto', 'distroless', 'dev', 'direct'], defaultSettings.strategy),
    workingDirectory: oneOf(record['workingDirectory'], ['auto', 'keep'], defaultSettings.workingDirectory),
    context: text(record['context']),
    languageFeatures: oneOf(record['languageFeatures'], ['auto', 'on', 'off'], defaultSettings.languageFeatures),
    severities: severities(record['severity']),
  };
}

export interface SettingsReader {
  /** Settings that hold for a document. Never rejects: a client that does not answer gets the defaults. */
  of(uri: string): Promise<EditorSettings>;
  /** Drops what is cached. `pushed` is what a client without `workspace/configuration` sent along with its notification. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
}

/** `canPull` says whether the client answers `workspace/configuration`; `initial` are the settings of clients that cannot. */
export function createSettingsReader(connection: Connection, canPull: boolean, initial: unknown): SettingsReader {
  const cache = new Map<string, Promise<EditorSettings>>();
  let fallback = readSettings(initial);
  const ask = async (uri: string): Promise<EditorSettings> => {
    try {
      return readSettings(await connection.workspace.getConfiguration({ scopeUri: uri, section: 'migrateToChainguard' }));
    } catch (error) {
      connection.console.warn(`Settings of ${uri} could not be read, using the defaults: ${String(error)}`);
      return fallback;
    }
  };
  return {
    async of(uri) {
      if (!canPull) return fallback;
      const cached = cache.get(uri) ?? ask(uri);
      cache.set(uri, cached);
      return await cached;
    },
    changed(pushed) {
      cache.clear();
      if (isRecord(pushed) && 'migrateToChainguard' in pushed) fallback = readSettings(pushed['migrateToChainguard']);
    },
    forget(uri) {
      cache.delete(uri);
    },
  };
}

function severities(raw: unknown): Settings['severities'] {
  if (!isRecord(raw)) return {};
  const known: Record<string, Severity | 'off'> = {};
  for (const [rule, value] of Object.entries(raw)) {
    const severity = oneOf(value, ['error', 'warning', 'information', 'hint', 'off'], undefined);
    if (severity !== undefined) known[rule] = severity;
  }
  return known;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for an empty one: that is how settings say that nothing is set. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Ends up in FROM lines: nothing gets through that would end the word or the line. */
function imageName(value: unknown): string | undefined {
  const name = text(value)?.replace(/\/+$/, '');
  return name !== undefined && /^[\w.:/-]+$/.test(name) ? name : undefined;
}

function oneOf<const T extends string, D>(value: unknown, allowed: readonly T[], otherwise: D): T | D {
  return allowed.find((item) => item === value) ?? otherwise;
}
