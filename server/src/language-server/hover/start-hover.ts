/** CMD and ENTRYPOINT: what they come down to, step by step, or why they cannot be followed. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../../analysis/model.ts';
import type { FileEvidence, NodeStart, StartResolution, StartStep } from '../../analysis/start.ts';
import type { Range } from '../../dockerfile/text.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { covers, type OwnHover } from './own-hover.ts';

export function startHover(analysis: Analysis, offset: number): OwnHover | undefined {
  for (const stage of analysis.stages) {
    if (!stage.convertible && !stage.onChainguard) continue;
    const range = commandRange(stage, offset);
    if (!range) continue;
    const lines = describe(analysis.startOf(stage));
    return lines.length === 0 ? undefined : { range, markdown: lines.join('\n') };
  }
  return undefined;
}

/** The command of a line in force; what an inherited line starts is told where it stands. */
function commandRange({ stage, effectiveCmd, effectiveEntrypoint }: StageAnalysis, offset: number): Range | undefined {
  for (const instruction of [effectiveCmd, effectiveEntrypoint]) {
    if (instruction?.keyword !== 'CMD' && instruction?.keyword !== 'ENTRYPOINT') continue;
    if (stage.instructions.includes(instruction) && covers(instruction.command.range, offset)) return instruction.command.range;
  }
  return undefined;
}

function describe(start: StartResolution): string[] {
  switch (start.kind) {
    case 'node':
      return [l10n.t('**Starts** {0}', code(nodeCommand(start))), '', ...steps(start.steps), ...details(start)];
    case 'shell':
      return [
        l10n.t('**Needs a shell**: {0}', said(start.reason)),
        '',
        ...steps(start.steps),
        ...(start.text === undefined ? [] : [`- ${l10n.t('What the shell would run: {0}', code(start.text))}`]),
        ...(start.hint === undefined ? [] : [`- ${said(start.hint)}`]),
      ];
    case 'script-file':
      return [
        l10n.t('**Starts the script** {0} with {1}', code(start.imagePath), code(start.interpreter)),
        '',
        ...steps(start.steps),
        `- ${l10n.t('In the build context: {0}', code(start.path))}`,
      ];
    case 'development':
      return [l10n.t('**Starts a development server**: {0}', said(start.reason)), '', ...steps(start.steps)];
    case 'program':
      return [l10n.t('**Starts another program**, {0}: {1}', code(start.program), said(start.reason)), '', ...steps(start.steps)];
    case 'unresolved':
      return [l10n.t('**Cannot be followed**: {0}', said(start.reason)), '', ...steps(start.steps)];
    case 'inherited':
      return [];
  }
}

function nodeCommand({ nodeOptions, script, arguments: words }: NodeStart): string {
  return ['node', ...nodeOptions, script, ...words].join(' ');
}

function steps(all: readonly StartStep[]): string[] {
  return all.map(({ from, to, source }) => `- ${code(from)} → ${code(to)}${source === undefined ? '' : ` (${code(source)})`}`);
}

function details(start: NodeStart): string[] {
  const { environment, workdir, binFolders, throughPackageManager: manager, evidence, notes } = start;
  return [
    ...environment.map(([name, value]) => `- ${l10n.t('Sets {0}', code(`${name}=${value}`))}`),
    ...(workdir === undefined ? [] : [`- ${l10n.t('In the folder {0}', code(workdir))}`]),
    ...(binFolders.length === 0
      ? []
      : [
          `- ${l10n.t('With {0} on {1}, by {2}', binFolders.map(code).join(', '), code('PATH'), manager ?? l10n.t('the package manager'))}`,
        ]),
    `- ${where(evidence)}`,
    ...notes.map((note) => `- ${said(note)}`),
  ];
}

function where(evidence: FileEvidence): string {
  switch (evidence.kind) {
    case 'present':
      return l10n.t('The file is in the build context: {0}', code(evidence.contextPath));
    case 'built':
      return l10n.t('The file is made by {0} in {1}', code(evidence.by), code(evidence.folder));
    case 'dependency':
      return l10n.t('The file belongs to the dependency {0}', code(evidence.packageName));
    case 'assumed':
      return l10n.t('That the file will be there is taken on trust: {0}', said(evidence.why));
    case 'missing':
      return l10n.t('The file is missing: {0}', said(evidence.why));
  }
}

/** Half a sentence of the analysis, ended by a full stop. Code spans in it stay. */
function said(text: string): string {
  const pieces = text.split(/(`[^`]*`)/).map((piece, index) => (index % 2 === 1 ? piece : escapeMarkdown(piece)));
  const whole = pieces.join('');
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
