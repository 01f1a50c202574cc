/** Programs that RUN lines call and that Docker's image brought along silently: curl, python3, xz, openssl, … */
import * as l10n from '@vscode/l10n';
import { lackingTools, type LackingTool } from '../analysis/lacking-tools.ts';
import type { RunAnalysis, StageAnalysis } from '../analysis/model.ts';
import { developmentContract } from '../analysis/target-image.ts';
import { mapsToNode } from '../analysis/users.ts';
import { imageCause } from './causes.ts';
import type { NewInstruction, Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const missingTool: Rule = {
  id: 'missing-tool',
  get title() {
    return l10n.t('Command that the image does not hold');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Install what brings the command');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      const contract = stage.onChainguard ? stage.contract : developmentContract(analysis.settings);
      if (!contract) continue;
      for (const lacking of lackingTools(analysis, stage, contract))
        remarks.push(remarkOn(stage, lacking, contract.packageManager === 'apk'));
    }
    return remarks;
  },

  requirements(analysis, stage) {
    return lackingTools(analysis, stage, developmentContract(analysis.settings))
      .filter(({ provider }) => provider === undefined)
      .map(({ tool, command }) => ({
        rule: 'missing-tool',
        range: command.command.range,
        level: 'not-convertible',
        packages: [],
        message: l10n.t("{0} came with Docker's image; Chainguard's does not hold it, and no Wolfi package is known that brings it.", tool),
      }));
  },

  convert(analysis, target) {
    if (target.contract.packageManager !== 'apk') return [];
    const byRun = new Map<RunAnalysis, LackingTool[]>();
    for (const lacking of lackingTools(analysis, target.stage, target.contract)) {
      if (lacking.provider === undefined || !target.instructions.includes(lacking.run.instruction)) continue;
      byRun.set(lacking.run, [...(byRun.get(lacking.run) ?? []), lacking]);
    }
    return [...byRun].map(([run, lacking]): Operation => installation(target, run, lacking));
  },
};

function remarkOn(stage: StageAnalysis, { tool, command, provider, forModules }: LackingTool, canInstall: boolean): Remark {
  const name = command.command.words[0];
  const range = name?.value.endsWith(tool) ? name.range : command.command.range;
  const help =
    provider === undefined
      ? l10n.t('No Wolfi package is known that brings it.')
      : canInstall || !stage.onChainguard
        ? l10n.t('The package {0} brings it.', provider)
        : l10n.t('The package {0} brings it, but this variant has no apk.', provider);
  if (!stage.onChainguard)
    return {
      range,
      severity: 'hint',
      message: [
        l10n.t("Docker's image brings {0} along, Chainguard's does not.", tool),
        ...(forModules ? [l10n.t('The modules that are compiled here need it.')] : []),
        help,
      ].join(' '),
      related: [imageCause(stage, l10n.t('This image brings {0} along.', tool))],
    };
  return {
    range,
    severity: 'error',
    message: `${l10n.t('The image does not hold {0}.', tool)} ${help}`,
    related: [imageCause(stage, l10n.t('This image does not hold {0}.', tool))],
    ...(provider !== undefined && canInstall ? { fix: { stage } } : {}),
  };
}

/** Where the old step was root's, the rule about root steps sees to it that this one is, too. */
function installation(target: StageTarget, run: RunAnalysis, lacking: readonly LackingTool[]): Operation {
  const packages = [...new Set(lacking.flatMap(({ provider }) => (provider === undefined ? [] : [provider])))].sort();
  const install: NewInstruction = { keyword: 'RUN', rest: `apk add --no-cache ${packages.join(' ')}` };
  const asRoot = run.user.root || !run.user.known;
  const lines = asRoot ? [install] : [{ keyword: 'USER', rest: 'root' }, install, { keyword: 'USER', rest: userBehind(target.stage, run) }];
  const tools = lacking.map(({ tool }) => tool).join(', ');
  return {
    kind: 'insert-before',
    rule: 'missing-tool',
    instruction: run.instruction,
    lines,
    message: whyAdded(
      target.repair,
      lacking.every(({ forModules }) => forModules),
      { added: install.rest.replace(' --no-cache', ''), line: run.instruction.line + 1, tools },
    ),
  };
}

function whyAdded(
  onChainguard: boolean,
  forModules: boolean,
  { added, line, tools }: { readonly added: string; readonly line: number; readonly tools: string },
): string {
  if (onChainguard)
    return forModules
      ? l10n.t('{0} is added: line {1} installs modules that are compiled with {2}, which the image does not hold.', added, line, tools)
      : l10n.t('{0} is added: line {1} calls {2}, which the image does not hold.', added, line, tools);
  return forModules
    ? l10n.t(
        "{0} is added: line {1} installs modules that are compiled with {2}, which Docker's image brought along and Chainguard's does not.",
        added,
        line,
        tools,
      )
    : l10n.t("{0} is added: line {1} calls {2}, which Docker's image brought along and Chainguard's does not.", added, line, tools);
}

/** The user that the lines behind are meant to run as. */
function userBehind(stage: StageAnalysis, run: RunAnalysis): string {
  const { name } = run.user;
  return name === 'node' || mapsToNode(stage, name) ? '65532' : name;
}
