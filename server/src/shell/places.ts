/** Finds the simple commands of a script, wherever they stand. */
import type { CommandPlace, CompoundCommand, ListItem, Pipeline, ShellScript, ShellWord, SimpleCommand } from './ast.ts';
import { commandName } from './command-name.ts';
import { nestedScript } from './nested-script.ts';

export interface PlaceOptions {
  /** Also the commands of scripts given to a shell as text: `sh -c "…"`, `eval "…"`. They follow the command that runs them. */
  readonly intoNestedScripts?: boolean;
}

type Surroundings = Omit<CommandPlace, 'command' | 'item'>;

interface Walk {
  readonly intoNestedScripts: boolean;
  /** Ranges of the substitutions seen: the text of `sh -c "$(a)"` holds one that the outer shell has already run. */
  readonly substitutions: Set<string>;
}

const topLevel: Surroundings = { conditional: false, piped: false, depth: 0, substitution: false, nested: false };

/** Every simple command of `script` at every depth, in the order written; those of a substitution follow the command they stand in. */
export function* commandsIn(script: ShellScript, options: PlaceOptions = {}): Generator<CommandPlace> {
  const walk: Walk = { intoNestedScripts: options.intoNestedScripts === true, substitutions: new Set() };
  for (const [item, listItem, conditional] of withConditions(script.items)) {
    yield* inPipeline(listItem.pipeline, item, { ...topLevel, conditional }, walk);
  }
}

function* inScript(script: ShellScript, item: number, around: Surroundings, walk: Walk): Generator<CommandPlace> {
  for (const [, listItem, conditional] of withConditions(script.items)) {
    yield* inPipeline(listItem.pipeline, item, { ...around, conditional: around.conditional || conditional }, walk);
  }
}

function* inPipeline(pipeline: Pipeline, item: number, around: Surroundings, walk: Walk): Generator<CommandPlace> {
  const here = pipeline.commands.length > 1 ? { ...around, piped: true } : around;
  for (const command of pipeline.commands) {
    if (command.kind === 'simple') yield* inSimple(command, item, here, walk);
    else yield* inCompound(command, item, here, walk);
  }
}

function* inSimple(command: SimpleCommand, item: number, around: Surroundings, walk: Walk): Generator<CommandPlace> {
  yield { command, item, ...around };
  const assigned = command.assignments.flatMap(({ value }) => (value === undefined ? [] : [value]));
  yield* inSubstitutions([...assigned, ...command.words], command.redirects, item, around, walk);
  if (!walk.intoNestedScripts || around.depth > deepestDescent) return;
  const script = nestedScript(command);
  if (script !== undefined) yield* inScript(script, item, { ...around, depth: around.depth + 1, nested: true }, walk);
}

/** Texts within texts shrink, but each level is parsed anew. */
const deepestDescent = 16;

function* inCompound(command: CompoundCommand, item: number, around: Surroundings, walk: Walk): Generator<CommandPlace> {
  const plain = command.construct === 'subshell' || command.construct === 'group';
  const inner = { ...around, conditional: around.conditional || !plain, depth: around.depth + 1 };
  yield* inSubstitutions(command.words, [], item, around, walk);
  for (const script of command.body) yield* inScript(script, item, inner, walk);
  yield* inSubstitutions([], command.redirects, item, around, walk);
}

function* inSubstitutions(
  words: readonly ShellWord[],
  redirects: SimpleCommand['redirects'],
  item: number,
  around: Surroundings,
  walk: Walk,
): Generator<CommandPlace> {
  const targets = redirects.flatMap(({ target, heredoc }) => [...(target?.substitutions ?? []), ...(heredoc?.substitutions ?? [])]);
  const inner = { ...around, depth: around.depth + 1, substitution: true };
  for (const script of [...words.flatMap((word) => word.substitutions), ...targets]) {
    const place = `${script.range.start}-${script.range.end}`;
    if (around.nested && walk.substitutions.has(place)) continue;
    walk.substitutions.add(place);
    yield* inScript(script, item, inner, walk);
  }
}

/** Each item with its index and whether it runs only sometimes: behind `||`, or behind a `&&` whose left side is a test. */
function* withConditions(items: readonly ListItem[]): Generator<readonly [number, ListItem, boolean]> {
  let behindTest = false;
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    behindTest = item.separator === '&&' && (behindTest || (before !== undefined && isTest(before.pipeline)));
    yield [index, item, behindTest || item.separator === '||'];
  }
}

/** A pipeline that is there for its exit status: `[ … ]`, `command -v x`, `grep -q …`, or anything negated. */
export function isTest(pipeline: Pipeline): boolean {
  const last = pipeline.commands.at(-1);
  if (pipeline.negated || last === undefined) return pipeline.negated;
  if (last.kind === 'compound') return last.construct === 'test' || last.construct === 'arithmetic';
  const flags = last.words
    .slice(1)
    .filter((word) => /^-[A-Za-z]+$/.test(word.value))
    .map((word) => word.value);
  switch (commandName(last)) {
    case '[':
    case 'test':
    case '[[':
    case 'which':
    case 'type':
    case 'hash':
      return true;
    case 'command':
      return flags.some((flag) => /[vV]/.test(flag));
    case 'grep':
    case 'egrep':
    case 'fgrep':
      return flags.some((flag) => flag.includes('q'));
    default:
      return false;
  }
}
