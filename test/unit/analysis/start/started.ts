/** What a Dockerfile starts, in one line, so that a table of examples can say it. */
import { analyse } from '../../../../server/src/analysis/analyse.ts';
import type { NodeStart, StartResolution } from '../../../../server/src/analysis/start.ts';
import { parseDockerfile } from '../../../../server/src/dockerfile/index.ts';
import { memoryFiles, type MemoryFilesOptions } from '../../../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS } from '../../../../server/src/settings.ts';

/** Path → text; null for a file whose content does not matter. */
export type Files = Readonly<Record<string, string | null>>;

/** The start of the last stage. `Dockerfile` is the path of the Dockerfile, the context the root. */
export function startOf(dockerfile: string, files: Files, options: MemoryFilesOptions = {}): StartResolution {
  const snapshot = memoryFiles({ Dockerfile: dockerfile, ...files }, options);
  const analysis = analyse('Dockerfile', parseDockerfile(dockerfile), snapshot, { ...DEFAULT_SETTINGS, context: '' });
  const last = analysis.stages.at(-1);
  if (last === undefined) throw new Error('no stage');
  return analysis.startOf(last);
}

/** One line: `NODE_ENV=production node dist/main.js [built]`, `shell: …`, `development: nodemon`. */
export function started(dockerfile: string, files: Files, options: MemoryFilesOptions = {}): string {
  return inOneLine(startOf(dockerfile, files, options));
}

export function inOneLine(start: StartResolution): string {
  switch (start.kind) {
    case 'node':
      return nodeLine(start);
    case 'shell':
      return `shell: ${start.text ?? '-'}`;
    case 'script-file':
      return `script: ${start.path} by ${start.interpreter} [${start.arguments.join(' ')}] [${start.cmd?.join(' ') ?? ''}]`;
    case 'development':
      return `development: ${start.tool}`;
    case 'program':
      return `program: ${start.program}`;
    case 'unresolved':
      return `unresolved: ${start.reason}`;
    case 'inherited':
      return 'inherited';
  }
}

function nodeLine(start: NodeStart): string {
  const environment = start.environment.map(([name, value]) => `${name}=${value} `).join('');
  const command = ['node', ...start.nodeOptions, start.script, ...start.arguments].join(' ');
  const place = start.workdir === undefined ? '' : ` in ${start.workdir}`;
  const tool = start.developmentTool === undefined ? '' : ` by ${start.developmentTool}`;
  return `${environment}${command}${place}${tool} [${start.evidence.kind}]`;
}

/** A stage that copies everything and ends with these lines. */
export function copyingAll(...lines: readonly string[]): string {
  return ['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', ...lines].join('\n');
}

/** A package.json with these scripts. */
export function manifest(scripts: Readonly<Record<string, string>>, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name: 'app', scripts, ...more });
}
