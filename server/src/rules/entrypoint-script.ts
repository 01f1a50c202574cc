/** Start scripts: the shell that reads them, the programs that they call, and what they do as root. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { scriptNeeds, type ScriptNeeds } from '../analysis/script-needs.ts';
import { startOfCmd } from '../analysis/stage-start.ts';
import type { StartResolution } from '../analysis/start.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import { quoteWord } from '../shell/index.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';
import { commandOf, DUMB_INIT, execWords, moved, startEnvironment, withoutInit, writeStart } from './start-lines.ts';

type ScriptStart = Extract<StartResolution, { kind: 'script-file' }>;
type ShellStart = Extract<StartResolution, { kind: 'shell' }>;

export const entrypointScript: Rule = {
  id: 'entrypoint-script',
  title: 'Start script that needs a shell, other programs or root',
  defaultSeverity: 'hint',
  noFix: 'What the script does is for a person to change; node as the entrypoint needs none.',

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.role !== 'runtime' || (!stage.convertible && !stage.onChainguard)) continue;
      const start = analysis.startOf(stage);
      const at = scriptInstruction(stage);
      if (start.kind !== 'script-file' || !at || !stage.stage.instructions.includes(at)) continue;
      const needs = needsOf(analysis, stage, start);
      if (needs) remarks.push(...remarksOn(stage, start, needs, at));
    }
    return remarks;
  },

  requirements(analysis, stage, start) {
    if (stage.role !== 'runtime') return [];
    if (start.kind === 'shell') return calledByShell(analysis, stage, start);
    if (start.kind !== 'script-file') return [];
    const { range } = scriptInstruction(stage) ?? stage.from;
    const requirement = requirementAt(range);
    const needs = needsOf(analysis, stage, start);
    if (!needs)
      return [requirement('development-image', `${start.path} starts the application and cannot be read, so what it calls is not known.`)];
    const [rootWork] = needs.rootWork;
    if (rootWork !== undefined && stage.endUser.root) {
      return [
        requirement(
          'not-convertible',
          `${start.path} works as root when the container starts (\`${oneLine(rootWork)}\`), and Chainguard's image does not run as root. Give the files to uid 65532 when the image is built, or once in an existing volume, and start the application without that step.`,
        ),
      ];
    }
    const behind = needs.handsOver ? handedOver(analysis, stage) : { packages: [], unmet: [] };
    const unmet = [...needs.unmet.map((text) => `${start.path} needs more than the runtime image can be given: ${text}.`), ...behind.unmet];
    if (unmet.length > 0) return unmet.map((message) => requirement('development-image', message));
    const packages = [...new Set([...needs.packages, ...behind.packages])].sort();
    return [requirement('packages', `${start.path} starts the application and needs a shell (on Wolfi ${packages.join(', ')}).`, packages)];
  },

  convert(analysis, target) {
    const { start } = target;
    if (!target.starts || target.repair || target.contract.packageManager !== undefined || start?.kind !== 'script-file') return [];
    return scriptStart(analysis, target, start);
  },
};

/** The line that names the script: ENTRYPOINT where there is one. */
function scriptInstruction(stage: StageAnalysis): Instruction | undefined {
  return stage.effectiveEntrypoint ?? stage.effectiveCmd;
}

function needsOf(analysis: Analysis, stage: StageAnalysis, start: ScriptStart): ScriptNeeds | undefined {
  return start.text === undefined
    ? undefined
    : scriptNeeds(analysis, stage, { path: start.imagePath, text: start.text, interpreter: start.interpreter });
}

/** Makes requirements of this rule that point at `range`. */
function requirementAt(range: Range): (level: Requirement['level'], message: string, packages?: readonly string[]) => Requirement {
  return (level, message, packages = []) => ({ rule: 'entrypoint-script', range, level, packages, message });
}

/** What a line for a shell calls, beside the shell itself, which start-command asks for. */
function calledByShell(analysis: Analysis, stage: StageAnalysis, start: ShellStart): Requirement[] {
  const text = start.text ?? writtenStart(stage);
  if (text === undefined) return [];
  const { range } = stage.effectiveCmd ?? stage.effectiveEntrypoint ?? stage.from;
  const needs = scriptNeeds(analysis, stage, { path: 'the start', text, interpreter: 'sh', ofPackageJson: /\bnode_modules\//.test(text) });
  // Services beside the application are service-manager's to explain.
  const rootWork = needs.rootWork.find((work) => !/\b(?:service|systemctl|crond?)\b/.test(work));
  const requirement = requirementAt(range);
  if (rootWork !== undefined && stage.endUser.root)
    return [
      requirement(
        'not-convertible',
        `The start works as root (\`${oneLine(rootWork)}\`), and Chainguard's image does not run as root. Do that when the image is built, and start the application without that step.`,
      ),
    ];
  if (needs.unmet.length > 0)
    return needs.unmet.map((reason) =>
      requirement('development-image', `The start needs more than the runtime image can be given: ${reason}.`),
    );
  const packages = needs.packages.filter((name) => name !== 'busybox');
  return packages.length === 0
    ? []
    : [requirement('packages', `The start calls programs beside node (on Wolfi ${packages.join(', ')}).`, packages)];
}

/** CMD as it stands, for a shell; undefined behind an ENTRYPOINT, and where only the container knows which script npm runs. */
function writtenStart(stage: StageAnalysis): string | undefined {
  const cmd = commandOf(stage.effectiveCmd);
  if (!cmd || stage.effectiveEntrypoint) return undefined;
  const text = cmd.command.form === 'shell' ? cmd.command.text.text : cmd.command.args.map((word) => quoteWord(word.value)).join(' ');
  return /\bnpm\s+(?:run\s+)?["']?\$/.test(text) ? undefined : text;
}

function remarksOn(stage: StageAnalysis, start: ScriptStart, needs: ScriptNeeds, { range }: Instruction): Remark[] {
  const remarks: Remark[] = [];
  const ours = stage.onChainguard;
  const [rootWork] = needs.rootWork;
  if (needs.windowsLineEnds)
    remarks.push({
      range,
      severity: ours ? 'warning' : 'information',
      message: `${start.path} has Windows line ends: the kernel then looks for an interpreter whose name ends in a carriage return.`,
    });
  if (rootWork !== undefined && !(ours && stage.endUser.root)) {
    remarks.push({
      range,
      severity: ours ? 'warning' : 'information',
      message: ours
        ? `${start.path} needs root (\`${oneLine(rootWork)}\`), and the container runs as uid 65532.`
        : `${start.path} needs root (\`${oneLine(rootWork)}\`): Chainguard's image runs as uid 65532.`,
    });
  }
  if (!ours)
    remarks.push({
      range,
      severity: 'hint',
      message: `${start.path} needs a shell at run time; the distroless image promises none (on Wolfi ${needs.packages.join(', ')}).`,
    });
  // Programs may have been copied over the whole file system; then nobody can tell.
  else if (
    needs.packages.includes('bash') &&
    stage.contract?.has('bash') === 'no' &&
    !stage.lineage.some((member) => member.writes.some((write) => write.path === '/'))
  ) {
    remarks.push({ range, severity: 'error', message: `${start.path} is written for bash, which this variant does not hold.` });
  }
  return remarks;
}

/** What CMD needs behind a script that ends with `exec "$@"`. */
function handedOver(analysis: Analysis, stage: StageAnalysis): { readonly packages: readonly string[]; readonly unmet: readonly string[] } {
  const start = startOfCmd(analysis, stage);
  const cmd = commandOf(stage.effectiveCmd);
  if (start.kind === 'inherited' || !cmd) return { packages: [], unmet: [] };
  if (start.kind === 'node')
    return {
      packages: [],
      unmet: start.evidence.kind === 'missing' ? [`${start.script} is started behind the script, but ${start.evidence.why}.`] : [],
    };
  if (start.kind === 'development') return { packages: [], unmet: [`${start.tool} is a development tool: ${start.reason}.`] };
  // It runs as it stands, with what brings its programs.
  const text = cmd.command.form === 'shell' ? cmd.command.text.text : cmd.command.args.map((word) => quoteWord(word.value)).join(' ');
  const needs = scriptNeeds(analysis, stage, { path: 'CMD', text, interpreter: 'sh' });
  return {
    packages: needs.packages,
    unmet: needs.unmet.map((reason) => `CMD, which the script hands over to, needs more than the runtime image can be given: ${reason}.`),
  };
}

/** The script behind dumb-init; the shell that its first line names came with the packages. */
function scriptStart(analysis: Analysis, target: StageTarget, start: ScriptStart): Operation[] {
  const { stage } = target;
  const entrypoint = commandOf(stage.effectiveEntrypoint);
  const cmd = commandOf(stage.effectiveCmd);
  const old = entrypoint ? withoutInit(entrypoint, start) : execWords(cmd);
  const script =
    old?.[0]?.includes('/') || old?.some((word) => word.endsWith(start.imagePath)) ? old : [start.imagePath, ...start.arguments];
  const words = (script ?? []).map((word) => moved(target, word));
  const message = `${start.path} starts the application behind dumb-init, which passes signals on; its shell comes from the packages ${target.runtimePackages.join(', ')}.`;
  if (!entrypoint) return writeStart('entrypoint-script', target, { entrypoint: DUMB_INIT, cmd: words }, message);
  const behind = cmd ? startOfCmd(analysis, stage) : undefined;
  const plain = execWords(cmd);
  if (behind?.kind === 'node' && (plain?.[0] !== 'node' || behind.environment.length > 0)) {
    const argv = [
      'node',
      ...behind.nodeOptions,
      moved(target, behind.script),
      ...behind.arguments.map((argument) => moved(target, argument)),
    ];
    return [
      ...startEnvironment('entrypoint-script', target, behind),
      ...writeStart(
        'entrypoint-script',
        target,
        { entrypoint: [...DUMB_INIT, ...words], cmd: argv },
        `${message} It hands over to ${argv.join(' ')}.`,
      ),
    ];
  }
  const wanted = cmd && !plain ? ['/bin/sh', '-c', cmd.body.text] : plain?.map((word) => moved(target, word));
  return writeStart('entrypoint-script', target, { entrypoint: [...DUMB_INIT, ...words], cmd: wanted }, message);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
