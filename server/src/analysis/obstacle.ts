/** Files that look like Dockerfiles and are not ones that Docker can build as they stand. */
import * as l10n from '@vscode/l10n';
import type { Dockerfile } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import type { StageAnalysis } from './model.ts';

interface Obstacle {
  readonly reason: string;
  readonly range: Range;
}

const PATTERNS: readonly (readonly [pattern: RegExp, reason: () => string])[] = [
  [/^(?:<{7} |={7}$|>{7} )/m, () => l10n.t('The file holds merge conflict markers.')],
  [/^[ \t]*(?:\{\{[#^/!>]?[^}]*\}\}|\{%.*?%\}|<%.*?%>)/m, template],
  [/^[ \t]*(?:FROM|RUN|CMD|ENTRYPOINT|COPY|ENV|EXPOSE|USER|WORKDIR)\b[^\n]*(?:\{\{[^}\n]*\}\}|<%[^\n]*?%>)/im, template],
];

function template(): string {
  return l10n.t('The file is a template: what it will say is decided elsewhere.');
}

/** The first thing that keeps the whole file from being converted; undefined when nothing does. */
export function findObstacle(dockerfile: Dockerfile, stages: readonly StageAnalysis[]): Obstacle | undefined {
  const text = dockerfile.text;
  for (const [pattern, reason] of PATTERNS) {
    const match = pattern.exec(text);
    // `docker inspect --format '{{…}}'` inside a RUN or a heredoc is no template, but one cannot tell; only whole instructions count.
    if (match && !insideRunBody(dockerfile, match.index))
      return { reason: reason(), range: { start: match.index, end: match.index + match[0].length } };
  }
  const problem = dockerfile.problems[0];
  if (problem)
    return { reason: l10n.t('Docker would refuse this file: {0} (line {1}).', problem.message, problem.line + 1), range: problem.range };
  const windows = stages.find((stage) => stage.image.kind === 'other' && stage.image.family === 'windows');
  if (windows) return { reason: l10n.t('The file builds a Windows image; Chainguard has Linux images only.'), range: windows.from.range };
  if (dockerfile.escape === '`') {
    const directive = dockerfile.directives.find((candidate) => candidate.name === 'escape');
    if (directive && stages.some((stage) => stage.image.kind !== 'official-node'))
      return { reason: l10n.t('The file is written for Windows containers (backtick escape).'), range: directive.range };
  }
  return undefined;
}

function insideRunBody(dockerfile: Dockerfile, offset: number): boolean {
  return dockerfile.instructions.some(
    (instruction) =>
      (instruction.keyword === 'RUN' || instruction.keyword === 'HEALTHCHECK' || instruction.heredocs.length > 0) &&
      offset > instruction.range.start &&
      offset < instruction.range.end &&
      instruction.keyword !== 'UNKNOWN',
  );
}
