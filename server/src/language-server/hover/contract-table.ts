/** What images promise, side by side. */
import { type ImageContract, majorInWolfi, releaseStatus } from '../../images/index.ts';
import { code } from '../markdown.ts';

interface Column {
  /** Markdown. */
  readonly name: string;
  readonly contract: ImageContract;
}

const managers = { apt: 'apt', apk: 'apk', dnf: 'dnf' } as const;

const rows: readonly { readonly title: string; readonly cell: (contract: ImageContract) => string }[] = [
  { title: 'User', cell: ({ user }) => `${code(user.name)}, uid ${user.uid}` },
  { title: 'Home', cell: ({ user }) => code(user.home) },
  { title: 'Working directory', cell: ({ workdir }) => code(workdir) },
  { title: 'Entrypoint', cell: ({ entrypoint }) => (entrypoint.length === 0 ? 'none' : code(JSON.stringify(entrypoint))) },
  { title: 'Command', cell: ({ cmd }) => (cmd.length === 0 ? 'none' : code(JSON.stringify(cmd))) },
  { title: 'Shell', cell: ({ shell }) => (shell === undefined ? 'none to rely on' : shell) },
  { title: 'Package manager', cell: ({ packageManager }) => (packageManager === undefined ? 'none' : managers[packageManager]) },
  { title: 'C library', cell: ({ libc }) => (libc === 'unknown' ? '?' : libc) },
  {
    title: 'Node',
    cell: ({ nodeMajor, nodePath }) => (nodePath === undefined ? 'none' : nodeMajor === undefined ? '?' : String(nodeMajor)),
  },
];

/** One column per image, one row per promise. Rows about Node are left out where no image has it. */
export function contractTable(columns: readonly Column[]): string[] {
  const withNode = columns.some(({ contract }) => contract.nodePath !== undefined);
  return [
    `| | ${columns.map(({ name }) => name).join(' | ')} |`,
    `|---|${'---|'.repeat(columns.length)}`,
    ...rows
      .filter(({ title }) => title !== 'Node' || withNode)
      .map(({ title, cell }) => `| ${title} | ${columns.map(({ contract }) => cell(contract)).join(' | ')} |`),
  ];
}

const statuses = { eol: 'ended', maintenance: 'in maintenance', lts: 'in long-term support', current: 'current' } as const;

/** Until when the Node of the image is looked after; nothing where that is not known. */
export function versionLine({ nodeMajor }: ImageContract): string[] {
  if (nodeMajor === undefined) return [];
  const { status, end } = releaseStatus(nodeMajor);
  if (status === 'unknown' || end === undefined) return [];
  if (status !== 'eol') return [`Node ${nodeMajor} is ${statuses[status]} and ends on ${end}.`, ''];
  const wolfi = majorInWolfi(nodeMajor) ? '' : ' Public Wolfi has no package of it.';
  return [`Node ${nodeMajor} ended on ${end}: nobody mends it any more.${wolfi}`, ''];
}

/** Programs that Dockerfiles of Node applications call most. */
const tools: readonly string[] = [
  'npm',
  'npx',
  'yarn',
  'pnpm',
  'corepack',
  'sh',
  'bash',
  'curl',
  'wget',
  'git',
  'make',
  'gcc',
  'python3',
  'openssl',
  'ssh',
  'tar',
  'xz',
  'unzip',
];

/** Of the programs that Dockerfiles call most: those that one image has and the other is known not to have. */
export function missingTools(now: ImageContract, then: ImageContract): string[] {
  return tools.filter((tool) => now.has(tool) === 'yes' && then.has(tool) === 'no');
}
