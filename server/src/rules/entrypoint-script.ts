/** Start scripts: the shell that reads them, the programs that they call, and what they do as root. */
import * as l10n from '@vscode/l10n';
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
  get title() {
    return l10n.t('Start script that needs a shell, other programs or root');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('What the script does is for a person to change; node as the entrypoint needs none.');
  },

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
      return [
        requirement(
          'development-image',
          l10n.t('{0} starts the application and cannot be read, so what it calls is not known.', start.path),
        ),
      ];
    const [rootWork] = needs.rootWork;
    if (rootWork !== undefined && stage.endUser.root) {
      return [
        requirement(
          'not-convertible',
          l10n.t(
            "{0} works as root when the container starts (`{1}`), and Chainguard's image does not run as root. Give the files to uid 65532 when the image is built, or once in an existing volume, and start the application without that step.",
            start.path,
            oneLine(rootWork),
          ),
        ),
      ];
    }
    const behind = needs.handsOver ? handedOver(analysis, stage) : { packages: [], unmet: [] };
    const unmet = [
      ...needs.unmet.map((text) => l10n.t('{0} needs more than the runtime image can be given: {1}.', start.path, text)),
      ...behind.unmet,
    ];
    if (unmet.length > 0) return unmet.map((message) => requirement('development-image', message));
    const packages = [...new Set([...needs.packages, ...behind.packages])].sort();
    return [
      requirement(
        'packages',
        l10n.t('{0} starts the application and needs a shell (on Wolfi {1}).', start.path, packages.join(', ')),
        packages,
      ),
    ];
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
  const needs = scriptNeeds(analysis, stage, {
    path: l10n.t('the start'),
    text,
    interpreter: 'sh',
    ofPackageJson: /\bnode_modules\//.test(text),
  });
  // Services beside the application are service-manager's to explain.
  const rootWork = needs.rootWork.find((work) => !/\b(?:service|systemctl|crond?)\b/.test(work));
  const requirement = requirementAt(range);
  if (rootWork !== undefined && stage.endUser.root)
    return [
      requirement(
        'not-convertible',
        l10n.t(
          "The start works as root (`{0}`), and Chainguard's image does not run as root. Do that when the image is built, and start the application without that step.",
          oneLine(rootWork),
        ),
      ),
    ];
  if (needs.unmet.length > 0)
    return needs.unmet.map((reason) =>
      requirement('development-image', l10n.t('The start needs more than the runtime image can be given: {0}.', reason)),
    );
  const packages = needs.packages.filter((name) => name !== 'busybox');
  return packages.length === 0
    ? []
    : [requirement('packages', l10n.t('The start calls programs beside node (on Wolfi {0}).', packages.join(', ')), packages)];
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
      message: l10n.t(
        '{0} has Windows line ends: the kernel then looks for an interpreter whose name ends in a carriage return.',
        start.path,
      ),
    });
  if (rootWork !== undefined && !(ours && stage.endUser.root)) {
    remarks.push({
      range,
      severity: ours ? 'warning' : 'information',
      message: ours
        ? l10n.t('{0} needs root (`{1}`), and the container runs as uid 65532.', start.path, oneLine(rootWork))
        : l10n.t("{0} needs root (`{1}`): Chainguard's image runs as uid 65532.", start.path, oneLine(rootWork)),
    });
  }
  if (!ours)
    remarks.push({
      range,
      severity: 'hint',
      message: l10n.t(
        '{0} needs a shell at run time; the distroless image promises none (on Wolfi {1}).',
        start.path,
        needs.packages.join(', '),
      ),
    });
  // Programs may have been copied over the whole file system; then nobody can tell.
  else if (
    needs.packages.includes('bash') &&
    stage.contract?.has('bash') === 'no' &&
    !stage.lineage.some((member) => member.writes.some((write) => write.path === '/'))
  ) {
    remarks.push({ range, severity: 'error', message: l10n.t('{0} is written for bash, which this variant does not hold.', start.path) });
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
      unmet:
        start.evidence.kind === 'missing' ? [l10n.t('{0} is started behind the script, but {1}.', start.script, start.evidence.why)] : [],
    };
  if (start.kind === 'development') return { packages: [], unmet: [l10n.t('{0} is a development tool: {1}.', start.tool, start.reason)] };
  // It runs as it stands, with what brings its programs.
  const text = cmd.command.form === 'shell' ? cmd.command.text.text : cmd.command.args.map((word) => quoteWord(word.value)).join(' ');
  const needs = scriptNeeds(analysis, stage, { path: 'CMD', text, interpreter: 'sh' });
  return {
    packages: needs.packages,
    unmet: needs.unmet.map((reason) =>
      l10n.t('CMD, which the script hands over to, needs more than the runtime image can be given: {0}.', reason),
    ),
  };
}

/** The script behind dumb-init; the shell that its first line names came with the packages. */
function scriptStart(analysis: Analysis, target: StageTarget, start: ScriptStart): Operation[] {
  const { stage } = target;
  const entrypoint = commandOf(stage.effectiveEntrypoint);
  const cmd = commandOf(stage.effectiveCmd);
  const old = entrypoint ? withoutInit(entrypoint, start) : execWords(cmd);
  // What `sh` reads needs no leave to be executed, and a file from the build context may have none.
  const asWritten =
    old?.[0]?.includes('/') ||
    (start.readBy.length > 0 && old?.[0] === start.readBy[0]) ||
    old?.some((word) => word.endsWith(start.imagePath));
  const script = asWritten ? old : [...start.readBy, start.imagePath, ...start.arguments];
  const words = (script ?? []).map((word) => moved(target, word));
  const message = l10n.t(
    '{0} starts the application behind dumb-init, which passes signals on; its shell comes from the packages {1}.',
    start.path,
    (needsOf(analysis, stage, start)?.packages ?? target.runtimePackages).join(', '),
  );
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
        `${message} ${l10n.t('It hands over to {0}.', argv.join(' '))}`,
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
