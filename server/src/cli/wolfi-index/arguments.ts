/** Arguments behind `migrate-to-chainguard index`. */
import { parseArgs } from 'node:util';

/** The repository of the free images; its packages are Wolfi's. */
export const DEFAULT_INDEX_URL = 'https://apk.cgr.dev/chainguard/x86_64/APKINDEX.tar.gz';
const DEFAULT_TIMEOUT = 30;
const DEFAULT_LIMIT = 50;

export type IndexCommand =
  | {
      readonly kind: 'update';
      /** URL or file, as given. */
      readonly from: string;
      /** Seconds without a sign of life from the other side. */
      readonly timeout: number;
    }
  | { readonly kind: 'status' }
  | {
      readonly kind: 'search';
      readonly text: string;
      readonly limit: number;
      /** Undefined: the refreshed index if there is one. */
      readonly index: 'bundled' | 'refreshed' | undefined;
    }
  | { readonly kind: 'reset' };

export type IndexArguments = IndexCommand | { readonly kind: 'help' } | { readonly kind: 'wrong'; readonly message: string };

const OPTIONS = {
  from: { type: 'string' },
  timeout: { type: 'string' },
  limit: { type: 'string' },
  index: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Which options go with which command. */
const COMMANDS: Readonly<Record<IndexCommand['kind'], readonly string[]>> = {
  update: ['from', 'timeout'],
  status: [],
  search: ['limit', 'index'],
  reset: [],
};

/** `argv` without the word `index`. Never throws. */
export function readIndexArguments(argv: readonly string[]): IndexArguments {
  const wrong = (message: string): IndexArguments => ({ kind: 'wrong', message });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    if (error instanceof Error) return wrong(error.message);
    throw error;
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  const [word, ...rest] = positionals;
  const command = commandNamed(word);
  if (command === undefined) return wrong('index takes update, status, search TEXT or reset. (A folder of that name is ./index.)');
  const foreign = Object.keys(values).find((name) => !COMMANDS[command].includes(name));
  if (foreign !== undefined) return wrong(`--${foreign} does not go with index ${command}.`);
  if (command === 'search') {
    const text = rest.join(' ').trim();
    if (text === '') return wrong('index search needs a text to look for.');
    const limit = wholeNumber(values.limit, DEFAULT_LIMIT);
    if (limit === undefined) return wrong(`--limit takes a whole number above 0, not "${values.limit}".`);
    const index = values.index;
    if (index !== undefined && index !== 'bundled' && index !== 'refreshed')
      return wrong(`--index takes bundled, refreshed, not "${index}".`);
    return { kind: 'search', text, limit, index };
  }
  if (rest.length > 0) return wrong(`index ${command} takes no further words, such as "${rest[0]}".`);
  if (command !== 'update') return { kind: command };
  const timeout = wholeNumber(values.timeout, DEFAULT_TIMEOUT);
  if (timeout === undefined) return wrong(`--timeout takes whole seconds above 0, not "${values.timeout}".`);
  const from = values.from ?? DEFAULT_INDEX_URL;
  return from.trim() === '' ? wrong('--from needs a value.') : { kind: 'update', from, timeout };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
}

function commandNamed(word: string | undefined): IndexCommand['kind'] | undefined {
  return (['update', 'status', 'search', 'reset'] as const).find((command) => command === word);
}

/** Undefined for what is none. */
function wholeNumber(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
