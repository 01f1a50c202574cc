/** .dockerignore: which paths of a build context never reach the builder. */
import type { ProjectFiles } from './files.ts';
import { textOf } from './existence.ts';
import { normalisePath, resolvePath } from './paths.ts';
import { patternToRegExp } from './patterns.ts';

export interface DockerIgnore {
  /** The file that holds, relative to the workspace root; undefined when there is none. */
  readonly path: string | undefined;
  /** Whether `contextPath` (relative to the context) is kept out, itself or through one of its parents. */
  ignores(contextPath: string): boolean;
}

interface IgnorePattern {
  readonly exception: boolean;
  readonly expression: RegExp;
}

/**
 * The ignore file in force: `<Dockerfile>.dockerignore` beside the Dockerfile, else `.dockerignore` at the root of the context.
 * One that exists and cannot be read ignores nothing as far as we know.
 */
export function readDockerIgnore(files: ProjectFiles, contextFolder: string, dockerfilePath: string): DockerIgnore {
  for (const path of [`${normalisePath(dockerfilePath)}.dockerignore`, resolvePath(contextFolder, '.dockerignore')]) {
    const text = textOf(files, path);
    if (text !== undefined) return { path, ignores: ignoredBy(parseDockerIgnore(text)) };
    const { state } = files.state(path);
    if (state === 'unreadable') return { path, ignores: () => false };
  }
  return { path: undefined, ignores: () => false };
}

/** The last pattern that matches a path or one of its parents decides. */
export function parseDockerIgnore(text: string): readonly IgnorePattern[] {
  const patterns: IgnorePattern[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const trimmed = line.trim();
    const exception = trimmed.startsWith('!');
    const pattern = exception ? trimmed.slice(1).trim() : trimmed;
    if (pattern === '') continue;
    const expression = patternToRegExp(cleanPattern(pattern));
    if (expression !== undefined) patterns.push({ exception, expression });
  }
  return patterns;
}

export function ignoredBy(patterns: readonly IgnorePattern[]): (contextPath: string) => boolean {
  return (contextPath) => {
    const parts = normalisePath(contextPath).split('/');
    const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { exception, expression } of patterns) {
      if (ignored === exception && prefixes.some((prefix) => expression.test(prefix))) ignored = !exception;
    }
    return ignored;
  };
}

/** Docker cleans patterns like paths and takes them from the root of the context. */
function cleanPattern(pattern: string): string {
  return normalisePath(pattern).replace(/^\//, '') || '.';
}
