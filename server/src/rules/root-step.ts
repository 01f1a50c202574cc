/** Steps that need root on an image that starts as uid 65532, and the way back. */
import * as l10n from '@vscode/l10n';
import { fallsAway, globalInstalls } from '../analysis/global-tools.ts';
import { lackingTools } from '../analysis/lacking-tools.ts';
import { wolfiNames, installedPackages, INIT_PACKAGES } from '../analysis/os-packages.ts';
import type { Analysis, RunAnalysis, RunItem, StageAnalysis } from '../analysis/model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import { parseMount } from '../dockerfile/index.ts';
import { fileExists } from '../project/existence.ts';
import { readPackageJson } from '../project/package-json.ts';
import { userCause } from './causes.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const rootStep: Rule = {
  id: 'root-step',
  get title() {
    return l10n.t('Step that needs root while the user is 65532');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Take root for this step and give it back');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard) continue;
      for (const run of stage.runs) {
        if (run.user.root || !run.user.known) continue;
        const item = run.items.find((candidate) => cannotBeDoneAsNode(candidate));
        if (item)
          remarks.push({
            range: item.item.pipeline.range,
            severity: 'error',
            message: l10n.t('This needs root; the stage runs as uid 65532 here. USER root before it, and USER 65532 behind.'),
            related: [userCause(stage, run.user)],
            fix: { stage },
          });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.contract.packageManager === undefined) return [];
    if (target.repair) return aroundSteps(target, (run) => run.items.some(cannotBeDoneAsNode) && !run.user.root && run.user.known);
    // What the old file did as a user of its own it can do as 65532, too.
    const installsTools = new Set(lackingTools(analysis, target.stage, target.contract).map(({ run }) => run));
    const needs = (run: RunAnalysis): boolean =>
      run.user.root && (installsTools.has(run) || run.items.some((item) => needsRoot(analysis, target, run, item)));
    const hopeless = (run: RunAnalysis): boolean =>
      !run.user.root && run.user.known && run.items.some((item) => cannotBeDoneAsNode(item) && commandsNeedRoot(analysis, target, item));
    if (target.starts) return aroundSteps(target, (run) => needs(run) || hopeless(run));
    return [...fromTheStart(target, needs), ...aroundSteps(target, hopeless)];
  },
};

/** Only what fails for sure: packages, accounts, global installs, other people's files. */
function cannotBeDoneAsNode(item: RunItem): boolean {
  const { kind } = item.effect.effect;
  return (
    item.effect.needsRoot &&
    (kind === 'os-install' ||
      kind === 'os-remove' ||
      kind === 'os-maintenance' ||
      kind === 'user-account' ||
      kind === 'global-install' ||
      kind === 'corepack')
  );
}

function needsRoot(analysis: Analysis, target: StageTarget, run: RunAnalysis, item: RunItem): boolean {
  return cacheOfRoot(run) || commandsNeedRoot(analysis, target, item) || item.effect.effect.kind === 'unknown';
}

function commandsNeedRoot(analysis: Analysis, target: StageTarget, item: RunItem): boolean {
  return item.commands.some((command) => commandNeedsRoot(analysis, target, item, command.effect.effect.kind, command.effect.needsRoot));
}

function commandNeedsRoot(
  analysis: Analysis,
  target: StageTarget,
  item: RunItem,
  kind: RunItem['effect']['effect']['kind'],
  asTold: boolean,
): boolean {
  switch (kind) {
    case 'os-install':
      return installedPackages(target.stage).some(
        (one) => one.item === item && wolfiNames(one.mapping).length > 0 && !INIT_PACKAGES.has(one.mapping.name) && !isHeld(one.mapping),
      );
    case 'os-maintenance':
    case 'os-remove':
    case 'os-repository':
    case 'user-account':
    case 'locale-and-time-zone':
    case 'nothing':
      return false;
    case 'global-install':
      return asTold && globalInstalls(target.stage, target.contract).some((install) => install.item === item && !fallsAway(install));
    // It writes below folders that COPY made, and those are root's.
    case 'script':
      return !target.starts;
    case 'dependencies-install':
      return asTold || (!target.starts && hasWorkspaces(analysis));
    case 'unknown':
      return true;
    default:
      return asTold;
  }
}

function isHeld(mapping: ReturnType<typeof installedPackages>[number]['mapping']): boolean {
  return (mapping.kind === 'mapped' || mapping.kind === 'same-name') && mapping.inImage !== undefined;
}

/** Workspaces get node_modules folders inside folders that COPY made. */
function hasWorkspaces(analysis: Analysis): boolean {
  const { context, files } = analysis;
  const prefix = context.folder === '' ? '' : `${context.folder}/`;
  if (fileExists(files, `${prefix}pnpm-workspace.yaml`) === 'yes') return true;
  const manifest = readPackageJson(files, `${prefix}package.json`);
  return manifest.kind === 'read' && manifest.packageJson.workspaces.length > 0;
}

/** A cache mount below /root is only there for root. */
function cacheOfRoot(run: RunAnalysis): boolean {
  return run.instruction.flags.some((flag) => {
    const mount = flag.name === 'mount' ? parseMount(flag) : undefined;
    if (!mount) return false;
    const target = mount.get('target')?.value ?? mount.get('dst')?.value ?? mount.get('destination')?.value ?? '';
    return mount.get('type')?.value === 'cache' && !mount.has('uid') && !/^\/(?:var\/(?:cache|lib)\/(?:apt|apk|yum|dnf))/.test(target);
  });
}

/** A build stage works as root from its start, as it did before. */
function fromTheStart(target: StageTarget, needs: (run: RunAnalysis) => boolean): Operation[] {
  if (target.startsAsRoot) return [];
  const first = runsIn(target).find(needs);
  if (!first) return [];
  const explicit = first.user.instruction;
  if (explicit && target.stage.stage.instructions.includes(explicit)) return [];
  return [
    {
      kind: 'insert-after',
      rule: 'root-step',
      instruction: target.stage.from,
      lines: [{ keyword: 'USER', rest: 'root' }],
      message: l10n.t(
        'USER root is added: the image starts as uid 65532, and line {0} needs root, as it had before.',
        first.instruction.line + 1,
      ),
    },
  ];
}

/** Where the application starts, root is taken for the steps that need it, and given back. */
function aroundSteps(target: StageTarget, needs: (run: RunAnalysis) => boolean): Operation[] {
  const operations: Operation[] = [];
  const instructions = target.instructions;
  let asRoot = target.startsAsRoot;
  for (const [index, instruction] of instructions.entries()) {
    if (instruction.keyword === 'USER')
      asRoot = target.stage.scopeAt(instruction) !== undefined && /^(?:root|0)(?::|$)/.test(instruction.words[0]?.value ?? '');
    const run = target.stage.runs.find((candidate) => candidate.instruction === instruction);
    if (!run || !needs(run) || asRoot) continue;
    if (!needsBefore(target, instructions[index - 1], needs)) {
      operations.push({
        kind: 'insert-before',
        rule: 'root-step',
        instruction,
        lines: [{ keyword: 'USER', rest: 'root' }],
        message: l10n.t('USER root is added for a step that needs it, and USER 65532 behind it.'),
      });
    }
    if (!needsBefore(target, instructions[index + 1], needs)) {
      operations.push({
        kind: 'insert-after',
        rule: 'root-step',
        instruction,
        lines: [{ keyword: 'USER', rest: '65532' }],
        message: undefined,
      });
    }
  }
  return operations;
}

function needsBefore(target: StageTarget, neighbour: Instruction | undefined, needs: (run: RunAnalysis) => boolean): boolean {
  const run = neighbour && target.stage.runs.find((candidate) => candidate.instruction === neighbour);
  return run !== undefined && needs(run);
}

function runsIn(target: StageTarget): readonly RunAnalysis[] {
  return (target.stage satisfies StageAnalysis).runs.filter((run) => target.instructions.includes(run.instruction));
}
