/** Which files are taken for Dockerfiles by their name: one list for the editor and the command line. */

/** Glob patterns of the same list, for editors and file watchers that take globs. Matching is meant without regard to case. */
export const DOCKERFILE_GLOBS = [
  'Dockerfile',
  'Dockerfile.*',
  'Dockerfile-*',
  'Dockerfile_*',
  'Containerfile',
  'Containerfile.*',
  'Containerfile-*',
  'Containerfile_*',
  '*.dockerfile',
] as const;

/** The same list as one glob for files at any depth, for searches that regard case. */
export const DOCKERFILE_GLOB = `**/{${DOCKERFILE_GLOBS.map(inAnyCase).join(',')}}`;

const DOCKERFILE_NAME = /^(?:(?:dockerfile|containerfile)(?:[._-].+)?|.+\.dockerfile)$/i;
/** `Dockerfile.dockerignore` is BuildKit's per-file ignore list; sources and documents about Dockerfiles are no Dockerfiles. */
const OTHER_KIND = /\.(?:dockerignore|md|[cm]?[jt]sx?)$/i;

/** Folders that are never searched, for Dockerfiles or for what surrounds them. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** `name` is the last part of a path. */
export function isDockerfileName(name: string): boolean {
  return DOCKERFILE_NAME.test(name) && !OTHER_KIND.test(name);
}

function inAnyCase(glob: string): string {
  return glob.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}
