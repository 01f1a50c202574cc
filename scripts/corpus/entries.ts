/** Which Dockerfiles a folder holds, each with its surroundings. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { findInputs } from '../../server/src/cli/inputs.ts';
import { NodeFiles } from '../../server/src/cli/node-files.ts';
import { pathInside, projectRoot } from '../../server/src/cli/project-root.ts';
import type { ProjectFiles } from '../../server/src/project/files.ts';
import { memoryFiles } from '../../server/src/project/memory-files.ts';

export interface CorpusEntry {
  readonly id: string;
  /** Relative to the root of `files`. */
  readonly path: string;
  readonly text: string;
  readonly files: ProjectFiles;
  /** Build context inside `files`; undefined when the engine is to find it. */
  readonly context: string | undefined;
  /** What the manifest says about it. */
  readonly facts: EntryFacts;
}

export interface EntryFacts {
  /** Class of the file, e.g. `official`, `negative`; `unknown` without a manifest. */
  readonly cls: string;
  /** Last stage's base as the manifest names it. */
  readonly finalBase: string | undefined;
}

const UNKNOWN_FACTS: EntryFacts = { cls: 'unknown', finalBase: undefined };

/**
 * Two layouts: folders ID/ with Dockerfile, files.txt (names of the whole build context) and context/ (what is known of its contents), or any
 * tree of Dockerfiles with their sources around them. Sorted by id.
 */
export async function findEntries(folder: string, manifest: Manifest | undefined): Promise<readonly CorpusEntry[]> {
  const top = resolve(folder);
  const listed = readdirSync(top).filter((name) => existsSync(join(top, name, 'files.txt')) && existsSync(join(top, name, 'Dockerfile')));
  if (listed.length > 0) return listed.sort().map((id) => listedEntry(join(top, id), manifest?.get(id)));
  const inputs = await findInputs([top], top);
  return inputs.flatMap((input) => (input.kind === 'file' ? [treeEntry(input.absolutePath, input.path, top)] : []));
}

interface ManifestEntry extends EntryFacts {
  readonly pathInContext: string | undefined;
}
export type Manifest = ReadonlyMap<string, ManifestEntry>;

/** Reads `{ files: [{ id, path, context, cls, finalBase }] }`; ids as folder names. */
export function readManifest(path: string): Manifest {
  const { files }: { files: readonly { id: string; path: string; context: string; cls: string; finalBase: string | null }[] } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  return new Map(
    files.map(({ id, path: file, context, cls, finalBase }) => {
      const pathInContext = context === '.' || context === '' ? file : pathInside(`/${context}`, `/${file}`);
      return [id.replace(/[^\w.-]+/g, '__'), { cls, finalBase: finalBase ?? undefined, pathInContext }];
    }),
  );
}

function listedEntry(folder: string, known: ManifestEntry | undefined): CorpusEntry {
  const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  const names = readFileSync(join(folder, 'files.txt'), 'utf8')
    .split('\n')
    .filter((name) => name !== '' && !/(^|\/)(node_modules|\.git)\//.test(name));
  const path = known?.pathInContext ?? 'Dockerfile';
  const contents = Object.fromEntries([...contentsBelow(join(folder, 'context'), ''), [path, text]]);
  return {
    id: basename(folder),
    path,
    text,
    files: memoryFiles(contents, { listing: names, authoritative: true }),
    context: '',
    facts: known ?? UNKNOWN_FACTS,
  };
}

/** A lock file without content was too large to be kept: only its name is known. */
function* contentsBelow(folder: string, prefix: string): Iterable<[path: string, text: string | null]> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    const place = join(folder, name);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (statSync(place).isDirectory()) yield* contentsBelow(place, path);
    else {
      const bytes = readFileSync(place);
      const cutOff = bytes.length === 0 && /lock/.test(name);
      yield [path, cutOff || bytes.includes(0) ? null : bytes.toString('utf8')];
    }
  }
}

function treeEntry(file: string, id: string, top: string): CorpusEntry {
  const root = projectRoot(file, top);
  return {
    id,
    path: pathInside(root, file) ?? basename(file),
    text: readFileSync(file, 'utf8'),
    files: new NodeFiles(root),
    context: undefined,
    facts: UNKNOWN_FACTS,
  };
}
