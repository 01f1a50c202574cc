/** What the old file starts, followed through package.json as far as plain words go. Where a shell would be needed nothing is said. */
import type { ProjectFiles } from '../../server/src/project/files.ts';
import type { PlainDockerfile } from './plain-dockerfile.ts';
import { defaultsOf, effectiveStart, lineage } from './stage-start.ts';
import { traceFile } from './trace-file.ts';

export interface OldStart {
  readonly words: readonly string[];
  /** Set by the scripts that were passed through. */
  readonly environment: ReadonlyMap<string, string>;
}

const SHELL_SYNTAX = /[$`|&;<>(){}*?~\\]/;

export function oldStart(file: PlainDockerfile, files: ProjectFiles, contextRoot: string): OldStart | undefined {
  const last = file.stages.at(-1);
  if (last === undefined) return undefined;
  const { command, shellText, workdir, inherited } = effectiveStart(file, last, defaultsOf(lineage(file, last)[0]?.image ?? ''));
  if (inherited) return undefined;
  const words = command ?? (shellText === undefined ? undefined : plainWords(shellText));
  if (words === undefined) return undefined;

  const manifest = traceFile(file, last, `${workdir === '/' ? '' : workdir}/package.json`, files, contextRoot);
  const state = manifest.kind === 'present' ? files.state(manifest.contextPath) : undefined;
  const scripts = state?.state === 'present' ? scriptsOf(state.text) : new Map<string, string>();
  const environment = new Map<string, string>();
  return follow([...words], scripts, environment, 0);
}

function follow(
  words: string[],
  scripts: ReadonlyMap<string, string>,
  environment: Map<string, string>,
  depth: number,
): OldStart | undefined {
  while (/(^|\/)(docker-entrypoint\.sh|dumb-init|tini|exec|cross-env|env)$/.test(words[0] ?? '') || /^\w+=/.test(words[0] ?? '')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(words[0] ?? '') ?? [];
    if (name !== undefined) environment.set(name, (value ?? '').replace(/^(["'])(.*)\1$/, '$2'));
    words.shift();
    while (/^(--|-[gsv]+|--single-child)$/.test(words[0] ?? '')) words.shift();
  }
  const [program, ...rest] = words;
  if (program === undefined || depth > 6) return undefined;
  if (program === 'npx') {
    while (/^(--yes|-y|--no-install|--no|--offline|--)$/.test(rest[0] ?? '')) rest.shift();
    return follow(rest, scripts, environment, depth + 1);
  }
  // Nest's command line starts what it has built, under a name that stands in its own configuration: nothing to compare with.
  if (program === 'nest') return undefined;
  const script = scriptName(program, rest);
  if (script === undefined) {
    // The official entrypoint starts a file that is no command with node.
    return { words: /\.[cm]?js$/.test(program) && !program.startsWith('node_modules') ? ['node', ...words] : words, environment };
  }
  const text = scripts.get(script.name);
  const next = text === undefined ? undefined : plainWords(text);
  if (next === undefined || scripts.has(`pre${script.name}`) || scripts.has(`post${script.name}`)) return undefined;
  return follow([...next, ...script.arguments], scripts, environment, depth + 1);
}

function scriptName(
  program: string,
  rest: readonly string[],
): { readonly name: string; readonly arguments: readonly string[] } | undefined {
  if (!/^(npm|yarn|pnpm)$/.test(program)) return undefined;
  const words = rest.filter((word) => !/^(--silent|-s|--quiet|-q|--no-update-notifier)$/.test(word));
  if (words[0] === 'run' || words[0] === 'run-script') words.shift();
  const [name = '', ...args] = words;
  if (name.startsWith('-') || /^(exec|dlx|node|workspace|--.*)$/.test(name)) return undefined;
  return { name, arguments: args[0] === '--' ? args.slice(1) : args };
}

function plainWords(text: string): readonly string[] | undefined {
  const found = [...text.trim().matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word);
  if (SHELL_SYNTAX.test(text)) return undefined;
  return found.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

function scriptsOf(text: string): ReadonlyMap<string, string> {
  try {
    const { scripts }: { scripts?: Readonly<Record<string, string>> } = JSON.parse(text);
    return new Map(Object.entries(scripts ?? {}));
  } catch {
    return new Map();
  }
}
