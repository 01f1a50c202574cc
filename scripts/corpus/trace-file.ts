/** Where a file of an image comes from: followed through COPY from stage to stage, down to the build context or to a build step. */
import type { FileState, ProjectFiles } from '../../server/src/project/files.ts';
import { jsonForm, type PlainDockerfile, type PlainStage, splitFlags } from './plain-dockerfile.ts';
import { effectiveStart, expand, lineage, OFFICIAL_NODE, resolvePath, setVariables, unquoted } from './stage-start.ts';

export type Origin =
  | { readonly kind: 'present'; readonly contextPath: string }
  | { readonly kind: 'built'; readonly by: string }
  | { readonly kind: 'dependency'; readonly packageName: string }
  | { readonly kind: 'unresolved'; readonly why: string };

const OUTPUT_FOLDER =
  /(^|\/)(dist|build|out|output|\.next|\.output|\.nuxt|\.svelte-kit|\.medusa|lib|es|esm|cjs|_build|release|bundle|server-build|compiled|target|prod|deploy|pruned)(-\w+)?(\/|$)/;
const BUILD_STEP =
  /\b(build|tsc|compile|bundle|webpack|rollup|esbuild|tsup|vite|nest|next|nuxt|ng|gulp|grunt|babel|turbo|nx|parcel|ncc|swc|generate|dist|deploy|transpile)\b/;
const INSTALL_STEP = /\b(npm (ci|i|install)|yarn( install)?|pnpm (i|install)|bun install)\b/;
const INSTALL_SCRIPT = /"(prepare|postinstall|install|preinstall)"\s*:/;
const EXTENSIONS = ['', '.js', '.cjs', '.mjs', '.json', '/index.js', '/index.mjs', '/index.cjs'];

/** `path` is absolute in the image; `contextRoot` is where the build context lies in `files`. */
export function traceFile(file: PlainDockerfile, stage: PlainStage, path: string, files: ProjectFiles, contextRoot: string): Origin {
  const dependency = /\/node_modules\/(?:\.pnpm\/.*\/node_modules\/)?((?:@[^/]+\/)?[^/.][^/]*)/.exec(path)?.[1];
  if (dependency !== undefined) return { kind: 'dependency', packageName: dependency };
  const found = trace(file, stage, path, files, contextRoot, 0);
  if (found.kind !== 'unresolved') return found;
  // `node .` and `node packages/api` start what `main` of the folder's package.json says.
  const place = resolvePath(path, 'package.json');
  const manifest = trace(file, stage, place, files, contextRoot, 0);
  const state =
    manifest.kind === 'present' ? files.state(manifest.contextPath) : manifest.kind === 'built' ? prunedCopy(place, files) : undefined;
  const main = state?.state === 'present' ? /"main"\s*:\s*"([^"]+)"/.exec(state.text)?.[1] : undefined;
  return main === undefined ? found : trace(file, stage, resolvePath(path, main), files, contextRoot, 0);
}

/** `turbo prune` and its like copy a part of the workspace to another folder: the same file under its own name in the context. */
function prunedCopy(path: string, files: ProjectFiles): FileState | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const names = parts.slice(1, -1).map((_, index) => parts.slice(index + 1).join('/'));
  return names.map((name) => files.state(name)).find(({ state }) => state === 'present');
}

function trace(file: PlainDockerfile, stage: PlainStage, path: string, files: ProjectFiles, contextRoot: string, depth: number): Origin {
  let built: Origin | undefined;
  for (const ancestor of [...lineage(file, stage)].reverse()) {
    for (const { sources, destination, from } of [...copiesOf(file, ancestor)].reverse()) {
      for (const source of sources) {
        for (const candidate of mappings(source, destination, path)) {
          if (from === undefined) {
            const present = inContext(candidate, files, contextRoot);
            if (present !== undefined) return { kind: 'present', contextPath: present };
            continue;
          }
          const origin = file.stages.findLast(
            (other) => other.index < ancestor.index && (other.name?.toLowerCase() === from.toLowerCase() || String(other.index) === from),
          );
          if (origin === undefined || depth > 12) continue;
          const found = trace(file, origin, resolvePath('/', candidate), files, contextRoot, depth + 1);
          if (found.kind === 'present') return found;
          if (found.kind === 'built') built ??= found;
        }
      }
    }
    built ??= builtIn(ancestor, path, files);
  }
  return built ?? { kind: 'unresolved', why: `${path} is neither in the build context nor below an output folder` };
}

interface Copy {
  readonly sources: readonly string[];
  /** Absolute. */
  readonly destination: string;
  readonly from: string | undefined;
}

function* copiesOf(file: PlainDockerfile, stage: PlainStage): Iterable<Copy> {
  const parents = lineage(file, stage).slice(0, -1);
  const inherited = parents.at(-1);
  const start = inherited === undefined ? undefined : effectiveStart(file, inherited, OFFICIAL_NODE);
  const environment = new Map(start?.environment);
  let workdir = start?.workdir ?? (/chainguard|cgr\.dev/.test(stage.image) ? '/app' : '/');
  for (const instruction of stage.instructions) {
    const { keyword, rest } = instruction;
    setVariables(instruction, environment);
    if (keyword === 'WORKDIR') workdir = resolvePath(workdir, expand(unquoted(rest), environment));
    if (keyword !== 'COPY' && keyword !== 'ADD') continue;
    const { flags, arguments: written } = splitFlags(rest);
    const words = (jsonForm(written) ?? written.split(' ')).map((word) => expand(unquoted(word), environment));
    const destination = words.at(-1);
    if (destination === undefined || words.length < 2) continue;
    const folder = destination.endsWith('/') ? '/' : '';
    const absolute = resolvePath(workdir, destination);
    yield { sources: words.slice(0, -1), destination: absolute === '/' ? '/' : absolute + folder, from: flags.get('from') };
  }
}

/** Which paths of the source side `path` may come from: Docker copies a folder's content, and a file under its name or under a new one. */
function* mappings(source: string, destination: string, path: string): Iterable<string> {
  const folder = destination.endsWith('/') ? destination : `${destination}/`;
  if (path === destination) yield source;
  if (!path.startsWith(folder)) return;
  const below = path.slice(folder.length);
  const name = source.slice(source.lastIndexOf('/') + 1);
  if (/[*?[]/.test(name)) {
    const pattern = new RegExp(
      `^${name
        .replace(/[.+^${}()|\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')
        .replaceAll('?', '[^/]')}$`,
    );
    const [first = ''] = below.split('/');
    const parent = source.slice(0, source.length - name.length);
    if (pattern.test(first)) yield parent + below;
    // A folder that the pattern matches is copied by its content: nobody knows which.
    return;
  }
  if (below === name) yield source;
  yield `${source.replace(/\/$/, '')}/${below}`;
}

function inContext(candidate: string, files: ProjectFiles, contextRoot: string): string | undefined {
  const path = resolvePath(`/${contextRoot}`, candidate.replace(/^\/+/, '')).slice(1);
  const listed = new Set(files.list(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''));
  return EXTENSIONS.map((extension) => path + extension).find((name) => listed.has(name) || files.state(name).state === 'present');
}

function builtIn(stage: PlainStage, path: string, files: ProjectFiles): Origin | undefined {
  // `COPY dist ./` and then `node dist/main.js`: the folder's name would have to be there twice.
  if (!OUTPUT_FOLDER.test(path) || /\/(dist|build|out|lib)\/\1\//.test(path)) return undefined;
  for (const { keyword, rest } of stage.instructions) {
    if (keyword !== 'RUN') continue;
    if (BUILD_STEP.test(rest)) return { kind: 'built', by: rest.slice(0, 60) };
    const manifest = files.state('package.json');
    if (INSTALL_STEP.test(rest) && manifest.state === 'present' && INSTALL_SCRIPT.test(manifest.text))
      return { kind: 'built', by: rest.slice(0, 60) };
  }
  return undefined;
}
