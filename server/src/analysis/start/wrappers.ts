/** Programs in front of the real one: init processes, `env`, `exec`, cross-env, dotenv, and those that change the user. */
import * as l10n from '@vscode/l10n';
import { resolvePath } from '../../project/paths.ts';
import { baseName } from '../../shell/index.ts';
import { type CommandWord, plainWord, printWords } from '../command-word.ts';
import type { NodeStart } from '../start.ts';
import { type Follow, type Outcome, unresolved } from './outcome.ts';
import { followText } from './shell-text.ts';
import { type Assignment, type Trail, withNote, withStep } from './trail.ts';

interface InitProcess {
  readonly name: NonNullable<NodeStart['init']>;
  readonly withValue: readonly string[];
}

const inits: Readonly<Record<string, InitProcess>> = {
  tini: { name: 'tini', withValue: ['-p', '-e'] },
  'tini-static': { name: 'tini', withValue: ['-p', '-e'] },
  'dumb-init': { name: 'dumb-init', withValue: ['-r', '--rewrite'] },
  'docker-init': { name: 'other', withValue: ['-p', '-e'] },
  catatonit: { name: 'other', withValue: [] },
  pid1: { name: 'other', withValue: [] },
};

/** Strips one wrapper and follows what stands behind it; undefined when `words` begin with none. */
export function followWrapper(words: readonly CommandWord[], trail: Trail, follow: Follow): Outcome | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const name = baseName(first.value);
  const init = Object.hasOwn(inits, name) ? inits[name] : undefined;
  if (init !== undefined) {
    const behind = skipOptions(rest, init.withValue);
    if (behind.length === 0) return unresolved(trail, l10n.t('`{0}` has no command behind it', name), first.range);
    const options = rest.slice(0, rest.length - behind.length);
    const rewrites = init.name === 'dumb-init' && options.some((word) => /^(?:-r|--rewrite)/.test(word.value));
    return follow(behind, {
      ...(rewrites ? withNote(trail, l10n.t('dumb-init rewrote signals in the old image.')) : trail),
      init: init.name,
    });
  }
  switch (name) {
    case 'exec':
    case 'command':
    case 'nohup':
      return follow(skipOptions(rest, name === 'exec' ? ['-a'] : []), trail);
    case 'env':
      return followEnv(rest, trail, follow);
    case 'gosu':
    case 'su-exec':
    case 'setuidgid':
    case 's6-setuidgid': {
      const [user, ...command] = skipOptions(rest, []);
      return user === undefined || command.length === 0
        ? undefined
        : follow(command, withNote(trail, l10n.t('It was run as {0} through {1}.', user.value, name)));
    }
    case 'cross-env':
    case 'cross-env-shell':
      return followCrossEnv(name, words, rest, trail, follow);
    case 'dotenv':
      return followDotenv(words, rest, trail, follow);
    case 'dotenvx':
      return followDotenvx(words, rest, trail, follow);
    case 'env-cmd':
      return followEnvCmd(words, rest, trail, follow);
    default:
      return undefined;
  }
}

function skipOptions(words: readonly CommandWord[], withValue: readonly string[]): readonly CommandWord[] {
  let index = 0;
  for (; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (value === '--') return words.slice(index + 1);
    if (!value.startsWith('-')) break;
    if (withValue.includes(value)) index++;
  }
  return words.slice(index);
}

interface Assigned {
  readonly environment: readonly Assignment[];
  readonly command: readonly CommandWord[];
}

function takeAssignments(words: readonly CommandWord[]): Assigned {
  const environment: Assignment[] = [];
  for (const [index, word] of words.entries()) {
    const match = /^([A-Za-z_]\w*)=/.exec(word.value);
    if (match?.[1] === undefined) return { environment, command: words.slice(index) };
    const value = word.value.slice(match[0].length);
    environment.push({
      name: match[1],
      value: word.literal ? { ...plainWord(value), range: word.range } : { ...word, value, raw: word.raw.replace(/^[^=]*=/, '') },
    });
  }
  return { environment, command: [] };
}

function withEnvironment(trail: Trail, environment: readonly Assignment[]): Trail {
  return { ...trail, environment: [...trail.environment, ...environment] };
}

function followEnv(rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const options = rest.slice(
    0,
    rest.findIndex((word) => !word.value.startsWith('-')),
  );
  if (options.some((word) => word.value !== '--'))
    return unresolved(
      trail,
      l10n.t('`env {0}` changes the environment in a way that is not followed', printWords(options)),
      rest[0]?.range,
    );
  const { environment, command } = takeAssignments(rest.filter((word, index) => index > 0 || word.value !== '--'));
  return command.length === 0
    ? unresolved(trail, l10n.t('`env` has no command behind it'))
    : follow(command, withEnvironment(trail, environment));
}

function followCrossEnv(name: string, words: readonly CommandWord[], rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const { environment, command } = takeAssignments(rest);
  if (command.length === 0) return unresolved(trail, l10n.t('`{0}` has no command behind it', name));
  const next = withEnvironment(
    withStep(
      trail,
      printWords(words),
      printWords([...environment.map((entry) => plainWord(`${entry.name}=${entry.value.value}`)), ...command]),
      undefined,
    ),
    environment,
  );
  // cross-env-shell hands what follows to a shell.
  return name === 'cross-env' ? follow(command, next) : followText(command.map((word) => word.value).join(' '), next, follow);
}

/** dotenv-cli: `dotenv -e FILE … -- command`. Node reads such files itself since 20.6; its own option has the same precedence, variables of the environment win. */
function followDotenv(words: readonly CommandWord[], rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome | undefined {
  const files: string[] = [];
  const environment: Assignment[] = [];
  let index = 0;
  for (; index < rest.length; index++) {
    const value = rest[index]?.value ?? '';
    if (value === '--') {
      index++;
      break;
    }
    if (value === '-e' || value === '--env') files.push(rest[++index]?.value ?? '');
    else if (value.startsWith('-e=') || value.startsWith('--env=')) files.push(value.slice(value.indexOf('=') + 1));
    else if (value === '-v') environment.push(...takeAssignments([rest[++index] ?? plainWord('')]).environment);
    else if (value === '--quiet' || value === '-q' || value === '--no-expand') continue;
    else if (value.startsWith('-')) return undefined;
    else break;
  }
  const command = rest.slice(index);
  if (command.length === 0) return undefined;
  const next = withFiles(withEnvironment(trail, environment), files.length === 0 ? ['.env'] : files, printWords(words), command);
  return follow(command, next);
}

/** `dotenvx run -f FILE -- command`; files with encrypted values need dotenvx itself, which cannot be told from here. */
function followDotenvx(words: readonly CommandWord[], rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome | undefined {
  const dashes = rest.findIndex((word) => word.value === '--');
  if (rest[0]?.value !== 'run' || dashes < 0) return undefined;
  const options = rest.slice(1, dashes).map((word) => word.value);
  const files: string[] = [];
  for (let index = 0; index < options.length; index++) {
    const option = options[index];
    if (option === '-f' || option === '--env-file') files.push(options[++index] ?? '');
    else if (option?.startsWith('--env-file=') === true) files.push(option.slice('--env-file='.length));
    else if (option !== '--quiet' && option !== '-q') return undefined;
  }
  const command = rest.slice(dashes + 1);
  const next = withFiles(trail, files.length === 0 ? ['.env'] : files, printWords(words), command);
  return follow(command, withNote(next, l10n.t('dotenvx would also decrypt values; node does not.')));
}

function followEnvCmd(words: readonly CommandWord[], rest: readonly CommandWord[], trail: Trail, follow: Follow): Outcome | undefined {
  const file = rest[0]?.value === '-f' ? rest[1]?.value : undefined;
  const command =
    file === undefined
      ? rest[0]?.value.startsWith('-') === true
        ? []
        : rest
      : rest.slice(2).filter((word, index) => index > 0 || word.value !== '--');
  if (command.length === 0) return undefined;
  return follow(command, withFiles(trail, [file ?? '.env'], printWords(words), command));
}

/** The first file named wins with dotenv-cli, the last one with node. */
function withFiles(trail: Trail, files: readonly string[], from: string, command: readonly CommandWord[]): Trail {
  const base = trail.workdir ?? '/';
  const nodeOptions = files.toReversed().map((file) => plainWord(`--env-file-if-exists=${file}`));
  const missing = files.filter((file) => ['absent', 'base-image'].includes(trail.request.originOf(resolvePath(base, file)).kind));
  const next: Trail = {
    ...withStep(trail, from, printWords(command), undefined),
    nodeOptions: [...trail.nodeOptions, ...nodeOptions],
    reads: [...trail.reads, ...files],
  };
  return missing.length === 0
    ? next
    : withNote(next, l10n.t('{0} is not in the image; node reads it if it is mounted when the container starts.', missing.join(', ')));
}
