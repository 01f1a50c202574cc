/** Arguments behind `migrate-to-chainguard verify`. */
import { parseArgs } from 'node:util';
import { DEFAULT_OPTIONS, type PortChoice, type VerifyOptions } from '../../verify/index.ts';
import { filled, type MigrationOptions, MIGRATION_ARGUMENTS, migrationOptions, oneOf, WrongUse } from '../arguments.ts';

export const VERIFY_FORMATS = ['text', 'json'] as const;
const COLOR_CHOICES = ['auto', 'always', 'never'] as const;

export interface VerifyCommand {
  readonly file: string;
  readonly migration: MigrationOptions;
  readonly format: (typeof VERIFY_FORMATS)[number];
  readonly color: (typeof COLOR_CHOICES)[number];
  /** Show what the builds say. */
  readonly verbose: boolean;
  /** Name or path of the program, as given. */
  readonly engine: string | undefined;
  readonly options: VerifyOptions;
}

export type VerifyArguments =
  | { readonly kind: 'verify'; readonly command: VerifyCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

const ARGUMENTS = {
  ...MIGRATION_ARGUMENTS,
  format: { type: 'string' },
  color: { type: 'string' },
  verbose: { type: 'boolean' },
  engine: { type: 'string' },
  port: { type: 'string' },
  path: { type: 'string', multiple: true },
  header: { type: 'string', multiple: true },
  env: { type: 'string', short: 'e', multiple: true },
  'env-file': { type: 'string', multiple: true },
  network: { type: 'string' },
  'build-arg': { type: 'string', multiple: true },
  secret: { type: 'string', multiple: true },
  'build-network': { type: 'string' },
  pull: { type: 'boolean' },
  timeout: { type: 'string' },
  wait: { type: 'string' },
  keep: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `argv` without the word `verify`. Never throws. */
export function readVerifyArguments(argv: readonly string[]): VerifyArguments {
  try {
    return interpret(argv);
  } catch (error) {
    if (error instanceof Error) return { kind: 'wrong', message: error.message };
    throw error;
  }
}

function interpret(argv: readonly string[]): VerifyArguments {
  const { values, positionals } = parseArgs({ args: [...argv], options: ARGUMENTS, allowPositionals: true, strict: true });
  if (values.help === true) return { kind: 'help' };
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new WrongUse(`verify takes one Dockerfile, not ${positionals.length}.`);
  if (file === '-') throw new WrongUse('verify needs a file: standard input has no build context.');
  const wait = wholeSeconds('--wait', values.wait);
  const paths = values.path ?? DEFAULT_OPTIONS.paths;
  for (const path of paths) if (!/^\/[\x21-\x7e]*$/.test(path)) throw new WrongUse(`--path takes a path such as /health, not "${path}".`);
  const headers = (values.header ?? []).map((name) => name.toLowerCase());
  for (const name of headers) if (!/^[\w-]+$/.test(name)) throw new WrongUse(`--header takes the name of a header, not "${name}".`);
  return {
    kind: 'verify',
    command: {
      file,
      migration: migrationOptions(values),
      format: oneOf('--format', values.format, VERIFY_FORMATS) ?? 'text',
      color: oneOf('--color', values.color, COLOR_CHOICES) ?? 'auto',
      verbose: values.verbose === true,
      engine: filled('--engine', values.engine),
      options: {
        ...DEFAULT_OPTIONS,
        port: readPort(values.port),
        paths: [...new Set(paths)],
        headers: [...new Set([...DEFAULT_OPTIONS.headers, ...headers])],
        buildOptions: [
          ...repeated('--build-arg', values['build-arg']),
          ...repeated('--secret', values.secret),
          ...repeated('--network', values['build-network'], '--build-network'),
          ...(values.pull === true ? ['--pull'] : []),
        ],
        runOptions: [
          ...repeated('--env', values.env),
          ...repeated('--env-file', values['env-file']),
          ...repeated('--network', values.network),
        ],
        buildSeconds: wholeSeconds('--timeout', values.timeout) ?? DEFAULT_OPTIONS.buildSeconds,
        startSeconds: wait ?? DEFAULT_OPTIONS.startSeconds,
        workerSeconds: wait ?? DEFAULT_OPTIONS.workerSeconds,
        keep: values.keep === true,
      },
    },
  };
}

/** Each value behind the option that the engine knows it by. */
function repeated(option: string, values: string | readonly string[] | undefined, ours = option): readonly string[] {
  const all = typeof values === 'string' ? [values] : (values ?? []);
  return all.flatMap((value) => [option, filled(ours, value) ?? '']);
}

/** `3000`, `80:8080` (original and migrated) or `none`. */
function readPort(text: string | undefined): PortChoice | undefined {
  if (text === undefined || text === 'none') return text;
  const [, before, after = before] = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isPort = (digits: string | undefined): boolean => Number(digits) > 0 && Number(digits) < 65_536;
  if (!isPort(before) || !isPort(after)) {
    throw new WrongUse(`--port takes a port, as 3000, two of them, as 80:8080 (original and migrated), or none, not "${text}".`);
  }
  return { before: Number(before), after: Number(after) };
}

function wholeSeconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new WrongUse(`${option} takes whole seconds above 0, not "${text}".`);
  return Number(text);
}
