/** What a person can decide about a migration, and what comes of each answer: asked of the engine, so nothing is promised that it refuses. */
import type { Analysis } from '../analysis/model.ts';
import { latestMajor } from '../images/index.ts';
import { STRATEGY_REQUESTS, type StrategyRequest } from '../settings.ts';
import { convert } from './migrate.ts';
import type { Migration, Strategy } from './result.ts';
import { movedWorkdir } from './split.ts';

export interface StrategyChoice {
  readonly request: StrategyRequest;
  /** Whether asking for it changes the file. */
  readonly available: boolean;
  /** The row that it reaches; undefined when it cannot be had. */
  readonly result: Strategy | undefined;
  /** One sentence why it cannot be had. */
  readonly reason: string | undefined;
}

export interface Choices {
  readonly strategies: readonly StrategyChoice[];
  /** The folder that an application may leave; undefined where nothing is to be decided. */
  readonly workingDirectory: { readonly from: string; readonly to: string } | undefined;
  /** Node's major in the free images, and what the file asks for, where that is a plain version. */
  readonly node: { readonly latest: number | undefined; readonly present: string | undefined };
}

/** All answers for one analysed file, under its settings. `migration` is what came of the present answers. */
export function choicesFor(analysis: Analysis, migration: Migration): Choices {
  return {
    strategies: STRATEGY_REQUESTS.map((request) => strategyChoice(analysis, request)),
    workingDirectory: workingDirectory(analysis, migration),
    node: { latest: latestMajor(), present: presentVersion(analysis) },
  };
}

function strategyChoice(analysis: Analysis, request: StrategyRequest): StrategyChoice {
  const { status, strategy, reason } = convert({ ...analysis, settings: { ...analysis.settings, strategy: request } });
  return { request, available: status === 'migrated', result: strategy, reason };
}

/** Only a final stage of its own moves the application. */
function workingDirectory(analysis: Analysis, { strategy }: Migration): Choices['workingDirectory'] {
  if (strategy !== 'distroless' && strategy !== 'runtime-packages') return undefined;
  const movable: Analysis = { ...analysis, settings: { ...analysis.settings, workingDirectory: 'auto' } };
  for (const stage of analysis.stages) {
    const moved = stage.convertible && stage.role === 'runtime' ? movedWorkdir(movable, stage) : undefined;
    if (moved) return moved;
  }
  return undefined;
}

function presentVersion({ stages }: Analysis): string | undefined {
  for (const { image, convertible } of stages.toReversed()) {
    if (!convertible) continue;
    if (image.kind === 'distroless-node' && image.major !== undefined) return String(image.major);
    const version = image.kind === 'official-node' ? image.tag?.version : undefined;
    if (version?.kind === 'number') return [version.major, version.minor, version.patch].filter((part) => part !== undefined).join('.');
    if (version?.kind === 'codename') return String(version.major);
  }
  return undefined;
}
