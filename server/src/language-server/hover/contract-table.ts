/** What images promise, side by side. */
import * as l10n from '@vscode/l10n';
import { type ImageContract, majorInWolfi, releaseStatus } from '../../images/index.ts';
import { code } from '../markdown.ts';

interface Column {
  /** Markdown. */
  readonly name: string;
  readonly contract: ImageContract;
}

const managers = { apt: 'apt', apk: 'apk', dnf: 'dnf' } as const;

interface Row {
  readonly title: () => string;
  readonly cell: (contract: ImageContract) => string;
  /** Left out where no image has Node. */
  readonly aboutNode?: boolean;
}

const rows: readonly Row[] = [
  { title: () => l10n.t('User'), cell: ({ user }) => `${code(user.name)}, uid ${user.uid}` },
  { title: () => l10n.t('Home'), cell: ({ user }) => code(user.home) },
  { title: () => l10n.t('Working directory'), cell: ({ workdir }) => code(workdir) },
  {
    title: () => l10n.t('Entrypoint'),
    cell: ({ entrypoint }) => (entrypoint.length === 0 ? l10n.t('none') : code(JSON.stringify(entrypoint))),
  },
  { title: () => l10n.t('Command'), cell: ({ cmd }) => (cmd.length === 0 ? l10n.t('none') : code(JSON.stringify(cmd))) },
  { title: () => l10n.t('Shell'), cell: ({ shell }) => (shell === undefined ? l10n.t('none to rely on') : shell) },
  {
    title: () => l10n.t('Package manager'),
    cell: ({ packageManager }) => (packageManager === undefined ? l10n.t('none') : managers[packageManager]),
  },
  { title: () => l10n.t('C library'), cell: ({ libc }) => (libc === 'unknown' ? '?' : libc) },
  {
    title: () => 'Node',
    cell: ({ nodeMajor, nodePath }) => (nodePath === undefined ? l10n.t('none') : nodeMajor === undefined ? '?' : String(nodeMajor)),
    aboutNode: true,
  },
];

/** One column per image, one row per promise. Rows about Node are left out where no image has it. */
export function contractTable(columns: readonly Column[]): string[] {
  const withNode = columns.some(({ contract }) => contract.nodePath !== undefined);
  return [
    `| | ${columns.map(({ name }) => name).join(' | ')} |`,
    `|---|${'---|'.repeat(columns.length)}`,
    ...rows
      .filter(({ aboutNode = false }) => !aboutNode || withNode)
      .map(({ title, cell }) => `| ${title()} | ${columns.map(({ contract }) => cell(contract)).join(' | ')} |`),
  ];
}

/** Until when the Node of the image is looked after; nothing where that is not known. */
export function versionLine({ nodeMajor }: ImageContract): string[] {
  if (nodeMajor === undefined) return [];
  const { status, end } = releaseStatus(nodeMajor);
  if (status === 'unknown' || end === undefined) return [];
  switch (status) {
    case 'current':
      return [l10n.t('Node {0} is current and ends on {1}.', nodeMajor, end), ''];
    case 'lts':
      return [l10n.t('Node {0} is in long-term support and ends on {1}.', nodeMajor, end), ''];
    case 'maintenance':
      return [l10n.t('Node {0} is in maintenance and ends on {1}.', nodeMajor, end), ''];
    case 'eol': {
      const ended = l10n.t('Node {0} ended on {1}: nobody mends it any more.', nodeMajor, end);
      return [majorInWolfi(nodeMajor) ? ended : `${ended} ${l10n.t('Public Wolfi has no package of it.')}`, ''];
    }
  }
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
