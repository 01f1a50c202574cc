/** Programs that RUN lines call, that the old image brought along without a word, and that the new one does not hold. */
import { commandsOfPackage, type ImageContract } from '../images/index.ts';
import { commandProvider } from '../packages/index.ts';
import { compilesModules } from './compiled-modules.ts';
import type { AnalysedCommand, Analysis, RunAnalysis, StageAnalysis } from './model.ts';
import { type InstalledPackage, installedPackages, wolfiNames } from './os-packages.ts';

export interface LackingTool {
  readonly tool: string;
  /** The first call of it in the stage. */
  readonly run: RunAnalysis;
  readonly command: AnalysedCommand;
  /** No line names it: node-gyp calls it for modules that the command installs. */
  readonly forModules: boolean;
  /** The Wolfi package that brings it; undefined when none is known. */
  readonly provider: string | undefined;
}

/** Commands with these effects fall away or are written anew, so what they call does not matter. */
const FALLS_AWAY = new Set([
  'os-install',
  'os-remove',
  'os-maintenance',
  'os-repository',
  'user-account',
  'locale-and-time-zone',
  'cache-clean',
]);

/**
 * The tools that the RUN lines of `stage` itself need and `contract` lacks; ancestors get theirs where they stand.
 * On an image that the stage leaves only what the old image held counts: everything else came from somewhere that the file names.
 */
export function lackingTools(analysis: Analysis, stage: StageAnalysis, contract: ImageContract): LackingTool[] {
  const seen = new Set<string>();
  const found: LackingTool[] = [];
  const lacks = new Map<string, boolean>();
  const isLacking = (tool: string): boolean => {
    const known = lacks.get(tool) ?? (contract.has(tool) === 'no' && wasHeld(stage, tool));
    lacks.set(tool, known);
    return known;
  };
  let installed: readonly InstalledPackage[] | undefined;
  for (const member of stage.lineage) {
    for (const run of member.runs) {
      // What feeds a step that falls away (`curl … | apt-key add -`) falls away with it.
      for (const command of run.items.filter((item) => !fallsAway(item)).flatMap((item) => item.commands)) {
        if (fallsAway(command)) continue;
        // node-gyp is a Python program that no line names; where the old image had it, an installation may have counted on it.
        const tools =
          !stage.onChainguard && compilesModules(analysis, member, run, command)
            ? [...command.effect.tools, 'python3']
            : command.effect.tools;
        for (const tool of tools) {
          if (seen.has(tool) || !isLacking(tool)) continue;
          installed ??= stage.lineage.flatMap(installedPackages);
          if (isInstalled(installed, tool, run)) continue;
          seen.add(tool);
          if (member === stage)
            found.push({ tool, run, command, forModules: !command.effect.tools.includes(tool), provider: commandProvider(tool) });
        }
      }
    }
  }
  return found;
}

function fallsAway({ effect }: Pick<AnalysedCommand, 'effect'>): boolean {
  return FALLS_AWAY.has(effect.effect.kind);
}

function wasHeld(stage: StageAnalysis, tool: string): boolean {
  return stage.onChainguard ? !mayBeBrought(stage, tool) : stage.contract?.has(tool) === 'yes';
}

const PROGRAM_FOLDER = /^(?:\/usr)?(?:\/local)?\/s?bin$/;

/** The file puts programs where PATH finds them, or makes PATH longer: what is there then, nobody can tell. */
function mayBeBrought(stage: StageAnalysis, tool: string): boolean {
  return stage.lineage.some(
    (member) =>
      member.stage.instructions.some(
        (instruction) => instruction.keyword === 'ENV' && instruction.pairs.some((pair) => pair.key.value === 'PATH'),
      ) || member.writes.some(({ path, tree }) => path.endsWith(`/${tool}`) || (tree && (PROGRAM_FOLDER.test(path) || path === '/'))),
  );
}

/** A package installed up to and with this RUN brings the tool. */
function isInstalled(installed: readonly InstalledPackage[], tool: string, run: RunAnalysis): boolean {
  const provider = commandProvider(tool);
  return installed.some((one) => {
    if (one.run.instruction.index > run.instruction.index) return false;
    return wolfiNames(one.mapping).some((name) => name === provider || commandsOfPackage(name).includes(tool));
  });
}
