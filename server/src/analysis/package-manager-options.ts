/** The options of npm, npx, yarn, pnpm and bun, as far as they change what is run and where. */
import type { NodePackageManager } from './effects.ts';

/** The part of a word that matters here; `CommandWord` and `ShellWord` both have it. */
export interface CallWord {
  readonly value: string;
  readonly literal: boolean;
}

export interface CallPlace {
  /** `--prefix`, `-C`, `--cwd`: where package.json is looked for, as given. */
  readonly folder: string | undefined;
  /** `-w`, `--filter`, `yarn workspace`: names or folders, as given. */
  readonly workspaces: readonly string[];
  /** Every workspace: `-ws`, `-r`, `yarn workspaces run`, `foreach`. */
  readonly everyWorkspace: boolean;
  /** `-w` of pnpm, `-T` of yarn: the root of the workspaces. */
  readonly atRoot: boolean;
}

export interface OptionTable {
  readonly folder: readonly string[];
  readonly workspace: readonly string[];
  readonly everyWorkspace: readonly string[];
  readonly atRoot: readonly string[];
  readonly otherWithValue: readonly string[];
}

/** Options that matter, by manager. */
export const optionTables: Readonly<Record<NodePackageManager | 'npx', OptionTable>> = {
  npm: {
    folder: ['--prefix', '-C'],
    workspace: ['-w', '--workspace'],
    everyWorkspace: ['-ws', '--workspaces'],
    atRoot: [],
    otherWithValue: [
      '--loglevel',
      '--userconfig',
      '--globalconfig',
      '--cache',
      '--script-shell',
      '--registry',
      '-p',
      '--package',
      '-c',
      '--call',
    ],
  },
  npx: {
    folder: ['--prefix'],
    workspace: ['-w', '--workspace'],
    everyWorkspace: [],
    atRoot: [],
    otherWithValue: [
      '-p',
      '--package',
      '-c',
      '--call',
      '--cache',
      '--userconfig',
      '--registry',
      '--loglevel',
      '-n',
      '--node-arg',
      '--node-options',
    ],
  },
  yarn: {
    folder: ['--cwd'],
    workspace: [],
    everyWorkspace: [],
    atRoot: ['-T', '--top-level'],
    otherWithValue: ['--use-yarnrc', '--cache-folder', '--modules-folder', '--registry', '--network-timeout', '--mutex'],
  },
  pnpm: {
    folder: ['-C', '--dir', '--prefix'],
    workspace: ['-F', '--filter', '--filter-prod'],
    everyWorkspace: ['-r', '--recursive'],
    atRoot: ['-w', '--workspace-root'],
    otherWithValue: ['--loglevel', '--reporter', '--store-dir', '--workspace-concurrency', '--package', '-c', '--config'],
  },
  bun: { folder: ['--cwd'], workspace: ['-F', '--filter'], everyWorkspace: [], atRoot: [], otherWithValue: [] },
};

export interface ScannedCall<W> {
  readonly place: CallPlace;
  readonly positionals: readonly W[];
  /** What stands behind `--`, or behind the point where reading stopped. */
  readonly rest: readonly W[];
  readonly flags: readonly string[];
  readonly text: W | undefined;
  readonly fetched: boolean;
}

/** Reads options up to the `stopAfter`th positional (everything behind it is `rest`), or throughout. */
export function scanCall<W extends CallWord>(words: readonly W[], table: OptionTable, stopAfter: number): ScannedCall<W> {
  let folder: string | undefined;
  const workspaces: string[] = [];
  let everyWorkspace = false;
  let atRoot = false;
  let text: W | undefined;
  let fetched = false;
  const flags: string[] = [];
  const positionals: W[] = [];
  let index = 0;
  for (; index < words.length && positionals.length < stopAfter; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.value === '--') {
      index++;
      break;
    }
    if (!word.value.startsWith('-') || word.value === '-') {
      positionals.push(word);
      continue;
    }
    const equals = word.value.startsWith('--') ? word.value.indexOf('=') : -1;
    const name = equals < 0 ? word.value : word.value.slice(0, equals);
    const takes = [table.folder, table.workspace, table.otherWithValue].some((names) => names.includes(name));
    const next = takes && equals < 0 ? words[++index] : undefined;
    const value = equals < 0 ? next?.value : word.value.slice(equals + 1);
    if (table.folder.includes(name)) folder = value;
    else if (table.workspace.includes(name)) workspaces.push(...(value === undefined ? [] : [value]));
    else if (table.everyWorkspace.includes(name)) everyWorkspace = true;
    else if (table.atRoot.includes(name)) atRoot = true;
    else if (name === '-c' || name === '--call') text = next ?? (value === undefined ? undefined : { ...word, value });
    else if (name === '-p' || name === '--package') fetched = true;
    else flags.push(word.value);
  }
  return { place: { folder, workspaces, everyWorkspace, atRoot }, positionals, rest: words.slice(index), flags, text, fetched };
}
