/** What BuildKit refuses in the flags of an instruction. */
import * as l10n from '@vscode/l10n';
import type { Flag, Instruction } from './ast.ts';
import { variableReferences } from './expand.ts';
import { parseMount } from './mount.ts';

/** What a flag takes. A list may be given several times; an array names the only values allowed. */
type FlagKind = 'text' | 'list' | 'boolean' | 'duration' | 'count' | readonly string[];
type Flags = ReadonlyMap<string, FlagKind>;

function flags(kinds: Readonly<Record<string, FlagKind>>): Flags {
  return new Map(Object.entries(kinds));
}

/** The flags of each instruction. Source: BuildKit 0.32, frontend/dockerfile/instructions. */
const flagsByKeyword: Readonly<Partial<Record<Instruction['keyword'], Flags>>> = {
  FROM: flags({ platform: 'text' }),
  RUN: flags({ mount: 'list', network: ['default', 'none', 'host'], security: ['sandbox', 'insecure'], device: 'list' }),
  COPY: flags({ from: 'text', chown: 'text', chmod: 'text', link: 'boolean', exclude: 'list', parents: 'boolean' }),
  ADD: flags({
    chown: 'text',
    chmod: 'text',
    link: 'boolean',
    exclude: 'list',
    checksum: 'text',
    'keep-git-dir': 'boolean',
    unpack: 'boolean',
  }),
  HEALTHCHECK: flags({
    interval: 'duration',
    timeout: 'duration',
    'start-period': 'duration',
    'start-interval': 'duration',
    retries: 'count',
  }),
};
const noFlags: Flags = new Map();
/** BuildKit does not look at the flags of these. */
const unchecked: ReadonlySet<Instruction['keyword']> = new Set(['ARG', 'STOPSIGNAL', 'UNKNOWN']);

const millisecondsOf: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6 };
const largestCount = 2 ** 31 - 1;

/** Calls `report` for every flag of the instruction that is unknown, repeated, or has a value that it cannot have. */
export function checkFlags(instruction: Instruction, escape: string, report: (message: string) => void): void {
  if (instruction.flags.length === 0 || unchecked.has(instruction.keyword) || (instruction.keyword === 'HEALTHCHECK' && instruction.none)) {
    return;
  }
  const known = flagsByKeyword[instruction.keyword] ?? noFlags;
  const seen = new Set<string>();
  for (const flag of instruction.flags) {
    const kind = known.get(flag.name);
    if (kind === undefined) {
      report(l10n.t('{0} has no flag --{1}.', instruction.keyword, flag.name));
    } else if (kind !== 'list' && seen.has(flag.name)) {
      report(l10n.t('The flag --{0} may stand only once.', flag.name));
    } else if (!isFitting(flag.value, kind)) {
      report(l10n.t('The value of --{0} is missing or cannot be read.', flag.name));
    } else if (flag.name === 'mount') {
      checkMount(flag, report);
    } else if (flag.name === 'from' && variableReferences(flag.value ?? '', escape).length > 0) {
      report(l10n.t('COPY --from takes no variables.'));
    }
    seen.add(flag.name);
  }
}

function checkMount(flag: Flag, report: (message: string) => void): void {
  const mount = parseMount(flag);
  if (mount === undefined) {
    report(l10n.t('The value of --mount cannot be read.'));
  } else if (/\$./u.test(mount.get('from')?.value ?? '')) {
    report(l10n.t('The "from" of --mount takes no variables.'));
  }
}

function isFitting(value: string | undefined, kind: FlagKind): boolean {
  if (kind === 'boolean') {
    return value === undefined || /^(?:true|false)$/iu.test(value);
  }
  if (value === undefined) {
    return false;
  }
  switch (kind) {
    case 'text':
    case 'list':
      return true;
    case 'duration':
      return isDuration(value);
    case 'count':
      return value === '' || (/^\+?\d+$/u.test(value) && Number(value) <= largestCount);
    default:
      return kind.includes(value);
  }
}

/** `1m30s`: nothing, zero, or at least a millisecond. */
function isDuration(value: string): boolean {
  if (value === '' || /^[+-]?0$/u.test(value)) {
    return true;
  }
  if (!/^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u.test(value)) {
    return false;
  }
  let milliseconds = 0;
  for (const [, amount = '', unit = ''] of value.matchAll(/([\d.]+)([a-zµμ]+)/gu)) {
    milliseconds += Number(amount) * (millisecondsOf[unit] ?? 0);
  }
  return milliseconds === 0 || milliseconds >= 1;
}
