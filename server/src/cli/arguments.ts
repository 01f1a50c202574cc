/** Arguments of the command line → what is asked for, or why it cannot be understood. */
import { parseArgs } from 'node:util';
import { isPinnedVersion, type NodeVersionRequest, STRATEGY_REQUESTS, type StrategyRequest, type WolfiIndexChoice } from '../settings.ts';
import { type IndexCommand, readIndexArguments } from './wolfi-index/arguments.ts';

export const OUTPUT_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
export const WORKING_DIRECTORIES = ['auto', 'keep'] as const;
export const INDEX_CHOICES = ['bundled', 'refreshed'] as const satisfies readonly WolfiIndexChoice[];
const COLOR_CHOICES = ['auto', 'always', 'never'] as const;

/** What happens with the result: shown, written to the files, judged by the exit code, or printed as the bare text. */
export type Mode = 'show' | 'write' | 'check' | 'stdout';

/** How to migrate; the same for every command that does. */
export interface MigrationOptions {
  /** One settings file for all inputs, in place of those that are found. */
  readonly configFile: string | undefined;
  /** False with `--no-config`. */
  readonly useSettingsFiles: boolean;
  /** Build context as given, relative to the current directory. */
  readonly context: string | undefined;
  readonly strategy: StrategyRequest | undefined;
  readonly organization: string | undefined;
  readonly registry: string | undefined;
  readonly nodeVersion: NodeVersionRequest | undefined;
  readonly workingDirectory: 'auto' | 'keep' | undefined;
  readonly index: WolfiIndexChoice | undefined;
}

export interface Options extends MigrationOptions {
  /** Files, folders, globs and `-`, as given. */
  readonly inputs: readonly string[];
  readonly mode: Mode;
  readonly format: OutputFormat;
  readonly color: (typeof COLOR_CHOICES)[number];
  /** The path that standard input stands for. */
  readonly stdinPath: string | undefined;
}

export type Arguments =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'index'; readonly command: IndexCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string };

/** Options of every command that migrates. */
export const MIGRATION_ARGUMENTS = {
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  context: { type: 'string' },
  strategy: { type: 'string' },
  organization: { type: 'string' },
  registry: { type: 'string' },
  'node-version': { type: 'string' },
  'working-directory': { type: 'string' },
  index: { type: 'string' },
} as const;

const ARGUMENTS = {
  ...MIGRATION_ARGUMENTS,
  write: { type: 'boolean', short: 'w' },
  check: { type: 'boolean' },
  stdout: { type: 'boolean' },
  format: { type: 'string' },
  color: { type: 'string' },
  'stdin-path': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Never throws. `--stdio` is not looked at here: see `asksForLanguageServer`. */
export function readArguments(argv: readonly string[]): Arguments {
  if (argv[0] === 'index') {
    const command = readIndexArguments(argv.slice(1));
    return command.kind === 'help' || command.kind === 'wrong' ? command : { kind: 'index', command };
  }
  try {
    return interpret(argv);
  } catch (error) {
    if (error instanceof Error) return { kind: 'wrong', message: error.message };
    throw error;
  }
}

/** Editors add arguments of their own (`--clientProcessId=…`), so nothing else on the line is judged. */
export function asksForLanguageServer(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes('--stdio');
}

/** Its message is for the person. */
export class WrongUse extends Error {}

function interpret(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({ args: [...argv], options: ARGUMENTS, allowPositionals: true, strict: true });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const modes = (['write', 'check', 'stdout'] as const).filter((mode) => values[mode] === true);
  if (modes.length > 1) throw new WrongUse(`${modes.map((mode) => `--${mode}`).join(' and ')} exclude each other.`);
  const mode = modes[0] ?? 'show';
  const format = oneOf('--format', values.format, OUTPUT_FORMATS) ?? 'text';
  if (mode === 'stdout' && format !== 'text')
    throw new WrongUse(`--stdout prints the converted file and nothing else: it excludes --format ${format}.`);
  if (positionals.length === 0) throw new WrongUse('Name at least one file, folder or glob, or - for standard input.');
  if (mode === 'write' && positionals.includes('-')) throw new WrongUse('--write cannot write to standard input; use --stdout.');
  const stdinPath = filled('--stdin-path', values['stdin-path']);
  if (stdinPath !== undefined && !positionals.includes('-')) throw new WrongUse('--stdin-path needs - among the files.');
  return {
    kind: 'run',
    options: {
      inputs: positionals,
      mode,
      format,
      color: oneOf('--color', values.color, COLOR_CHOICES) ?? 'auto',
      stdinPath,
      ...migrationOptions(values),
    },
  };
}

type Values<Keys extends string, Value> = { readonly [Key in Keys]?: Value | undefined };

/** What `parseArgs` read of MIGRATION_ARGUMENTS. Throws WrongUse. */
export function migrationOptions(
  values: Values<Exclude<keyof typeof MIGRATION_ARGUMENTS, 'no-config'>, string> & Values<'no-config', boolean>,
): MigrationOptions {
  if (values['no-config'] === true && values.config !== undefined) throw new WrongUse('--config and --no-config exclude each other.');
  return {
    configFile: filled('--config', values.config),
    useSettingsFiles: values['no-config'] !== true,
    context: filled('--context', values.context),
    strategy: oneOf('--strategy', values.strategy, STRATEGY_REQUESTS),
    organization: filled('--organization', values.organization),
    registry: filled('--registry', values.registry),
    nodeVersion: nodeVersion(values['node-version']),
    workingDirectory: oneOf('--working-directory', values['working-directory'], WORKING_DIRECTORIES),
    index: oneOf('--index', values.index, INDEX_CHOICES),
  };
}

/** The value, if it holds anything. Throws WrongUse. */
export function filled(option: string, value: string | undefined): string | undefined {
  if (value?.trim() === '') throw new WrongUse(`${option} needs a value.`);
  return value;
}

function nodeVersion(value: string | undefined): NodeVersionRequest | undefined {
  if (value === undefined || value === 'keep' || value === 'latest' || isPinnedVersion(value)) return value;
  throw new WrongUse(`--node-version takes keep, latest, or a version such as 22 or 22.15, not "${value}".`);
}

/** The value, if it is one of those. Throws WrongUse. */
export function oneOf<const T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((item) => item === value);
  if (found === undefined) throw new WrongUse(`${option} takes ${allowed.join(', ')}, not "${value}".`);
  return found;
}
