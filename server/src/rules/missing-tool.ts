/** Programs that RUN lines call and that Docker's image brought along silently: curl, python3, xz, openssl, … */
import { lackingTools, type LackingTool } from '../analysis/lacking-tools.ts';
import type { RunAnalysis, StageAnalysis } from '../analysis/model.ts';
import { developmentContract } from '../analysis/target-image.ts';
import { mapsToNode } from '../analysis/users.ts';
import { imageCause } from './causes.ts';
import type { NewInstruction, Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const missingTool: Rule = {
  id: 'missing-tool',
  title: 'Command that the image does not hold',
  defaultSeverity: 'hint',
  fixTitle: 'Install what brings the command',

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
        message: `${tool} came with Docker's image; Chainguard's does not hold it, and no Wolfi package is known that brings it.`,
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
      ? 'No Wolfi package is known that brings it.'
      : canInstall || !stage.onChainguard
        ? `The package ${provider} brings it.`
        : `The package ${provider} brings it, but this variant has no apk.`;
  const use = forModules ? ' The modules that are compiled here need it.' : '';
  if (!stage.onChainguard)
    return {
      range,
      severity: 'hint',
      message: `Docker's image brings ${tool} along, Chainguard's does not.${use} ${help}`,
      related: [imageCause(stage, `This image brings ${tool} along.`)],
    };
  return {
    range,
    severity: 'error',
    message: `The image does not hold ${tool}. ${help}`,
    related: [imageCause(stage, `This image does not hold ${tool}.`)],
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
  const verb = lacking.every(({ forModules }) => forModules) ? 'installs modules that are compiled with' : 'calls';
  const why = target.repair ? 'which the image does not hold' : "which Docker's image brought along and Chainguard's does not";
  return {
    kind: 'insert-before',
    rule: 'missing-tool',
    instruction: run.instruction,
    lines,
    message: `apk add ${packages.join(' ')} is added: line ${run.instruction.line + 1} ${verb} ${tools}, ${why}.`,
  };
}

/** The user that the lines behind are meant to run as. */
function userBehind(stage: StageAnalysis, run: RunAnalysis): string {
  const { name } = run.user;
  return name === 'node' || mapsToNode(stage, name) ? '65532' : name;
}
