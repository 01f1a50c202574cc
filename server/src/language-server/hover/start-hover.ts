/** CMD and ENTRYPOINT: what they come down to, step by step, or why they cannot be followed. */
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
      return [`**Starts** ${code(nodeCommand(start))}`, '', ...steps(start.steps), ...details(start)];
    case 'shell':
      return [
        `**Needs a shell**: ${said(start.reason)}`,
        '',
        ...steps(start.steps),
        ...(start.text === undefined ? [] : [`- What the shell would run: ${code(start.text)}`]),
        ...(start.hint === undefined ? [] : [`- ${said(start.hint)}`]),
      ];
    case 'script-file':
      return [
        `**Starts the script** ${code(start.imagePath)} with ${code(start.interpreter)}`,
        '',
        ...steps(start.steps),
        `- In the build context: ${code(start.path)}`,
      ];
    case 'development':
      return [`**Starts a development server**: ${said(start.reason)}`, '', ...steps(start.steps)];
    case 'program':
      return [`**Starts another program**, ${code(start.program)}: ${said(start.reason)}`, '', ...steps(start.steps)];
    case 'unresolved':
      return [`**Cannot be followed**: ${said(start.reason)}`, '', ...steps(start.steps)];
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
    ...environment.map(([name, value]) => `- Sets ${code(`${name}=${value}`)}`),
    ...(workdir === undefined ? [] : [`- In the folder ${code(workdir)}`]),
    ...(binFolders.length === 0
      ? []
      : [`- With ${binFolders.map(code).join(', ')} on ${code('PATH')}, by ${manager ?? 'the package manager'}`]),
    `- ${where(evidence)}`,
    ...notes.map((note) => `- ${said(note)}`),
  ];
}

function where(evidence: FileEvidence): string {
  switch (evidence.kind) {
    case 'present':
      return `The file is in the build context: ${code(evidence.contextPath)}`;
    case 'built':
      return `The file is made by ${code(evidence.by)} in ${code(evidence.folder)}`;
    case 'dependency':
      return `The file belongs to the dependency ${code(evidence.packageName)}`;
    case 'assumed':
      return `That the file will be there is taken on trust: ${said(evidence.why)}`;
    case 'missing':
      return `The file is missing: ${said(evidence.why)}`;
  }
}

/** Half a sentence of the analysis, ended by a full stop. Code spans in it stay. */
function said(text: string): string {
  const pieces = text.split(/(`[^`]*`)/).map((piece, index) => (index % 2 === 1 ? piece : escapeMarkdown(piece)));
  const whole = pieces.join('');
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
