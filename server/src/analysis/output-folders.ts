/** Does a file lie where a build step writes? */
import { folderExists } from '../project/existence.ts';
import type { ProjectFiles } from '../project/files.ts';
import { folderOf, pathBelow, resolvePath } from '../project/paths.ts';

/** What one command of a build writes. Paths are absolute in the image. */
export type BuildOutput =
  | { readonly kind: 'folder'; readonly folder: string; readonly tool: string }
  | { readonly kind: 'file'; readonly path: string; readonly tool: string }
  /** The tool's settings cannot be read: one of the usual output folders below `base`, if the context has no such folder. */
  | { readonly kind: 'usual'; readonly base: string; readonly tool: string }
  /** JavaScript beside its TypeScript. */
  | { readonly kind: 'beside-sources'; readonly base: string; readonly tool: string };

export interface OutputSurroundings {
  readonly files: ProjectFiles;
  /** Relative to the workspace root. */
  readonly contextFolder: string;
  /** The path in the build context of an image file that was copied from there and exists. */
  contextPathAt(imagePath: string): string | undefined;
}

const usualFolders =
  /^(?:dist|build|lib|out|output|\.output|\.next|server|\.build|bundle|compiled|release|esm|cjs|es|\.vercel|\.svelte-kit|(?:dist|build)[-_.]\w+)$/;

/** The output folder (absolute in the image) that `path` lies in, or undefined when this output does not explain it. */
export function mayBeOutput(path: string, output: BuildOutput, surroundings: OutputSurroundings): string | undefined {
  switch (output.kind) {
    case 'folder': {
      const below = pathBelow(output.folder, path);
      return below === undefined || below.startsWith('node_modules/') ? undefined : output.folder;
    }
    case 'file':
      return output.path === path ? folderOf(path) : undefined;
    case 'usual':
      return usualFolder(path, output.base, surroundings);
    case 'beside-sources': {
      if (pathBelow(output.base, path) === undefined || !/\.[cm]?js$/.test(path)) return undefined;
      const source = path.replace(/js$/, 'ts');
      return [source, `${source}x`].some((candidate) => surroundings.contextPathAt(candidate) !== undefined) ? folderOf(path) : undefined;
    }
  }
}

function usualFolder(path: string, base: string, surroundings: OutputSurroundings): string | undefined {
  const below = pathBelow(base, path);
  if (below === undefined || below.includes('node_modules/')) return undefined;
  const manifest = surroundings.contextPathAt(resolvePath(base, 'package.json'));
  const contextBase = manifest === undefined ? undefined : folderOf(manifest);
  const parts = below.split('/').slice(0, -1);
  for (const [index, part] of parts.entries()) {
    if (!usualFolders.test(part)) continue;
    const folder = parts.slice(0, index + 1).join('/');
    const inContext =
      contextBase !== undefined &&
      folderExists(surroundings.files, resolvePath(resolvePath(surroundings.contextFolder, contextBase), folder)) === 'yes';
    if (!inContext) return resolvePath(base, folder);
  }
  return undefined;
}
