/** Calls of npm in RUN lines: their flags, and which npm it is that takes them. */
import type { ShellWord } from '../shell/ast.ts';
import { commandName, parseOptions } from '../shell/index.ts';
import { isKnownNpmSetting, judgeNpmFlags, npmOptions } from './commands/npm-flags.ts';
import { globalPackage } from './global-tools.ts';
import type { AnalysedCommand, RunAnalysis, StageAnalysis } from './model.ts';

export interface NpmFlags {
  /** npm 12 stops at these. */
  readonly refused: readonly ShellWord[];
  readonly deprecated: readonly ShellWord[];
}

const NONE: NpmFlags = { refused: [], deprecated: [] };

/** The flags that npm itself reads; what stands behind `--` goes to a script. */
export function npmFlagsOf({ command, effect: { effect } }: AnalysedCommand): NpmFlags {
  if (commandName(command) !== 'npm') return NONE;
  const end = command.words.findIndex((word) => word.value === '--');
  const words = command.words.slice(1, end < 0 ? undefined : end);
  const { refusedFlags, deprecatedFlags } = judgeNpmFlags(parseOptions(words, npmOptions), effect.kind === 'dependencies-install');
  // `npm exec tool --flag` hands flags on.
  if (/^(?:exec|x)$/.test(words.find((word) => !word.value.startsWith('-'))?.value ?? '')) return NONE;
  return { refused: refusedFlags, deprecated: deprecatedFlags };
}

/** The setting of `npm config set NAME VALUE` that npm does not know; undefined for all other commands. */
export function unknownNpmSetting({ effect: { effect } }: AnalysedCommand): { readonly key: string; readonly value: string } | undefined {
  if (effect.kind !== 'tool-config' || effect.tool !== 'npm' || effect.key === undefined || effect.value === undefined) return undefined;
  return /[$`]/.test(effect.key) || isKnownNpmSetting(effect.key) ? undefined : { key: effect.key, value: effect.value };
}

/** The major of an npm that the file installs itself before `run`; undefined when the image's own is called. */
export function pinnedNpmMajor(stage: StageAnalysis, run: RunAnalysis): number | undefined {
  return pinsOf(stage).findLast((pin) => pin.index <= run.instruction.index)?.major;
}

interface NpmPin {
  /** `Instruction.index` of the RUN. */
  readonly index: number;
  readonly major: number;
}

const pins = new WeakMap<StageAnalysis, readonly NpmPin[]>();

/** Installations of another npm in a stage and its ancestors, in order. Every npm command asks, so they are collected once. */
function pinsOf(stage: StageAnalysis): readonly NpmPin[] {
  const known = pins.get(stage);
  if (known) return known;
  const found = stage.lineage
    .flatMap((member) => member.runs)
    .flatMap((run) => run.items.flatMap((item) => item.commands.flatMap((command) => pinsIn(command, run.instruction.index))));
  pins.set(stage, found);
  return found;
}

function pinsIn({ effect: { effect } }: AnalysedCommand, index: number): NpmPin[] {
  if (effect.kind !== 'global-install') return [];
  return effect.packages.flatMap(({ text }) => {
    const { name, pin } = globalPackage(text);
    const major = name === 'npm' ? /^[\^~]?v?(\d+)/.exec(pin ?? '')?.[1] : undefined;
    return major === undefined ? [] : [{ index, major: Number(major) }];
  });
}
