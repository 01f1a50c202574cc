/** What a stage is for, from what the file does with it. */
import type { ComposeService } from '../project/compose.ts';
import type { StageAnalysis, StageRole } from './model.ts';

const DEVELOPMENT_NAME = /(?:^|[-_.])(?:dev|devel|develop|development|test|tests|testing|debug|lint|storybook|e2e|ci)(?:[-_.]|$)/i;

/** `stage` has its links already; stages are in document order. */
export function roleOf(stage: StageAnalysis, stages: readonly StageAnalysis[], services: readonly ComposeService[]): StageRole {
  const name = stage.stage.name;
  const named = name !== undefined && DEVELOPMENT_NAME.test(name);
  if (stage.isLast) return named && stages.length > 1 ? 'development' : 'runtime';
  if (stage.children.length > 0) return 'shared-base';
  const starts = stage.stage.instructions.some((instruction) => instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT');
  // A stage with a command of its own starts something, whoever takes files from it.
  if (named && starts) return 'development';
  if (stage.copiedBy.length > 0) return 'build';
  if (named) return 'development';
  const isTarget = name !== undefined && services.some((service) => service.target?.toLowerCase() === name.toLowerCase());
  return starts || isTarget ? 'runtime' : 'build';
}
