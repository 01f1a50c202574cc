/** Well-known command-line tools of node_modules: the JavaScript file behind each, and how each behaves as a start. */
import table from '../../../data/command-line-tools.json' with { type: 'json' };

export type ToolKind = 'program' | 'task' | 'wrapper' | 'spawns' | 'typescript' | 'development';

export interface ToolRow {
  readonly command: string;
  readonly package: string;
  /** Below the package's folder. */
  readonly file: string;
  readonly kind: ToolKind;
  /** First major that the row holds for. */
  readonly from: number | undefined;
  /** First major that it no longer holds for. */
  readonly below: number | undefined;
}

const kinds: ReadonlySet<string> = new Set<ToolKind>(['program', 'task', 'wrapper', 'spawns', 'typescript', 'development']);

function isToolKind(kind: string): kind is ToolKind {
  return kinds.has(kind);
}

const rows: readonly ToolRow[] = table.tools.flatMap((row) => {
  if (!isToolKind(row.kind)) return [];
  return [{ command: row.command, package: row.package, file: row.file, kind: row.kind, from: row.from, below: row.below }];
});

/** The rows of a command; several when packages share its name or moved the file. */
export function toolRows(command: string): readonly ToolRow[] {
  return rows.filter((row) => row.command === command);
}

/** Whether a row holds for the range that package.json names (`^7.1.0`). `latest` and `*` are the newest; of another range without a number nothing is known. */
export function rowHolds(row: ToolRow, range: string): boolean {
  if (row.from === undefined && row.below === undefined) return true;
  if (/^(?:latest|next|\*|x|)$/.test(range)) return row.below === undefined;
  const major = /^[^\d/]*(\d+)/.exec(range.replace(/^npm:.*@/, ''))?.[1];
  if (major === undefined) return false;
  const number = Number(major);
  return number >= (row.from ?? 0) && number < (row.below ?? Number.POSITIVE_INFINITY);
}

/** The command of a package that only development uses (nodemon), or that runs TypeScript as it is (tsx). */
export function developmentToolOfPackage(packageName: string): string | undefined {
  return rows.find((row) => row.package === packageName && (row.kind === 'development' || row.kind === 'typescript'))?.command;
}

/** The kind of a package's tools as far as the table knows it. */
export function kindOfPackage(packageName: string): ToolKind | undefined {
  return rows.find((row) => row.package === packageName)?.kind;
}

/** Runners of tests and checks: they end, and no application runs. */
const testRunners = new Set([
  'jest',
  'vitest',
  'mocha',
  'ava',
  'tap',
  'nyc',
  'c8',
  'cypress',
  'playwright',
  'karma',
  'lab',
  'eslint',
  'jasmine',
  'wdio',
]);

export function runsTests(command: string): boolean {
  return testRunners.has(command);
}

interface DevelopmentUse {
  /** First words after the command. '' stands for none. */
  readonly subcommands?: readonly string[];
  readonly options?: readonly string[];
}

/** Calls of tools that watch files or serve while developing. */
const developmentUses: Readonly<Record<string, DevelopmentUse>> = {
  next: { subcommands: ['dev', ''] },
  nest: { options: ['--watch', '-w', '--debug', '-d'] },
  nuxt: { subcommands: ['dev', ''] },
  nuxi: { subcommands: ['dev', ''] },
  astro: { subcommands: ['dev', 'start'] },
  vite: { subcommands: ['', 'dev', 'serve'] },
  remix: { subcommands: ['dev', 'vite:dev', 'watch'] },
  'react-router': { subcommands: ['dev'] },
  'react-scripts': { subcommands: ['start', 'test'] },
  'vue-cli-service': { subcommands: ['serve'] },
  gatsby: { subcommands: ['develop', 'start'] },
  strapi: { subcommands: ['develop', 'dev', 'watch-admin'] },
  medusa: { subcommands: ['develop'] },
  keystone: { subcommands: ['dev'] },
  ng: { subcommands: ['serve', 's', 'dev'] },
  expo: { subcommands: ['start', ''] },
  storybook: { subcommands: ['dev'] },
  'start-storybook': {},
  meteor: { subcommands: ['run', ''] },
  webpack: { subcommands: ['serve', 'watch'], options: ['--watch', '-w'] },
  parcel: { subcommands: ['serve', 'watch', ''] },
  tsc: { options: ['--watch', '-w'] },
  tsx: { subcommands: ['watch'], options: ['--watch'] },
  'ts-node': { options: ['--watch'] },
  'vite-node': { options: ['--watch', '-w'] },
  esno: { options: ['--watch'] },
  pm2: { subcommands: ['dev'] },
  'pm2-dev': {},
  nodemon: {},
  'ts-node-dev': {},
  tsnd: {},
  'tsc-watch': {},
  'node-dev': {},
  'webpack-dev-server': {},
  'live-server': {},
  'browser-sync': {},
  supervisor: {},
  'start-server-and-test': {},
  fastify: { options: ['-w', '--watch'] },
  wrangler: { subcommands: ['dev', 'pages'] },
  vercel: { subcommands: ['dev'] },
  netlify: { subcommands: ['dev'] },
  docusaurus: { subcommands: ['start'] },
  hexo: { subcommands: ['server', 's'] },
  eleventy: { options: ['--serve', '--watch'] },
  gulp: { subcommands: ['watch', 'serve', 'dev'] },
  nx: { subcommands: ['serve'] },
  ace: { subcommands: ['serve'] },
};

/** The call as it should be named when it is one for developing (`next dev`), else undefined. */
export function developmentUse(command: string, words: readonly string[]): string | undefined {
  const use = Object.hasOwn(developmentUses, command) ? developmentUses[command] : undefined;
  if (use === undefined) return undefined;
  if (use.subcommands === undefined && use.options === undefined) return command;
  const option = use.options?.find((name) => words.some((word) => word === name || word.startsWith(`${name}=`)));
  if (option !== undefined) return `${command} ${option}`;
  const subcommand = words.find((word) => !word.startsWith('-')) ?? '';
  // A folder (`next ./web`, `vite app`) is no subcommand, and `next -p 80` has none.
  return use.subcommands?.includes(subcommand) === true && !words.some((word) => word === '--help' || word === '--version')
    ? `${command} ${subcommand}`.trim()
    : undefined;
}
