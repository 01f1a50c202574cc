/**
 * Which variables an instruction sees, and with what values: ARG before the first FROM, ARG and ENV of the stage, and
 * those of the stages it is built on. Values are the ones BuildKit's builder gives, as far as the file tells.
 */
import type { Dockerfile, Instruction, KeyValueInstruction, Stage } from './ast.ts';
import { expandWord } from './expand.ts';
import { PersistentMap } from './persistent-map.ts';
import { baseStage } from './stages.ts';

/** A variable that is in scope. */
export interface Variable {
  readonly name: string;
  /** Undefined when only the build knows it: an ARG without a default, a predefined platform argument. */
  readonly value: string | undefined;
  readonly kind: 'env' | 'arg';
  /** Undefined for predefined arguments. */
  readonly declaredBy: KeyValueInstruction | undefined;
}

/** The variables at one place. */
export interface VariableScope {
  get(name: string): Variable | undefined;
  /** The environment variables that the image would have here, in the order in which they first appear. */
  environment(): Iterable<Variable>;
}

export interface Scopes {
  /** What FROM lines see. */
  readonly globalScope: VariableScope;
  /** What an instruction sees. For one inside ONBUILD: what its carrier sees. */
  before(instruction: Instruction): VariableScope;
  /** What holds at the end of a stage, and where stages built on it begin. */
  atEnd(stage: Stage): VariableScope;
}

/** Arguments that exist before any ARG; the build sets them. Source: the Dockerfile reference, "automatic platform ARGs". */
export const platformArguments: readonly string[] = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
];

/** What one name stands for: the latest declaration, and the latest ENV, which an ARG may hide but not remove. */
interface Entry {
  readonly current: Variable;
  readonly env: Variable | undefined;
}

/** Names of environment variables in the order of their first ENV, the latest first. */
interface NameList {
  readonly name: string;
  readonly before: NameList | undefined;
}

class Scope implements VariableScope {
  readonly #names: Map<string, number>;
  readonly #entries: PersistentMap<Entry>;
  readonly #order: NameList | undefined;

  constructor(names: Map<string, number>, entries: PersistentMap<Entry>, order: NameList | undefined) {
    this.#names = names;
    this.#entries = entries;
    this.#order = order;
  }

  get(name: string): Variable | undefined {
    return this.#entry(name)?.current;
  }

  *environment(): Iterable<Variable> {
    const names: string[] = [];
    for (let item = this.#order; item !== undefined; item = item.before) {
      names.push(item.name);
    }
    for (const name of names.reverse()) {
      const variable = this.#entry(name)?.env;
      if (variable !== undefined) {
        yield variable;
      }
    }
  }

  with(variable: Variable): Scope {
    const known = this.#names.get(variable.name);
    const key = known ?? this.#names.size;
    this.#names.set(variable.name, key);
    const old = this.#entry(variable.name);
    const env = variable.kind === 'env' ? variable : old?.env;
    const first = variable.kind === 'env' && old?.env === undefined;
    const order = first ? { name: variable.name, before: this.#order } : this.#order;
    return new Scope(this.#names, this.#entries.with(key, { current: variable, env }), order);
  }

  #entry(name: string): Entry | undefined {
    const key = this.#names.get(name);
    return key === undefined ? undefined : this.#entries.get(key);
  }
}

/**
 * Works out the scopes of a Dockerfile, in time that grows with its length.
 * @param buildArgs values given to the build (`--build-arg`); they replace the defaults of ARG
 */
export function createScopes(dockerfile: Dockerfile, buildArgs: ReadonlyMap<string, string> = new Map()): Scopes {
  const names = new Map<string, number>();
  const nothing = new Scope(names, PersistentMap.empty<Entry>(), undefined);
  const scopes: Scope[] = [];
  let globalScope = nothing;
  for (const name of platformArguments) {
    globalScope = globalScope.with({ name, value: buildArgs.get(name), kind: 'arg', declaredBy: undefined });
  }
  const firstFrom = dockerfile.stages[0]?.from.index ?? dockerfile.instructions.length;
  for (const instruction of dockerfile.instructions.slice(0, firstFrom)) {
    scopes[instruction.index] = globalScope;
    if (instruction.keyword === 'ARG') {
      globalScope = afterArg(instruction, globalScope, dockerfile.escape, buildArgs, undefined);
    }
  }

  const ends: Scope[] = [];
  const triggered: Scope[] = [];
  const scopeOnTopOf = (base: Stage): Scope => {
    let scope = triggered[base.index] ?? ends[base.index] ?? nothing;
    if (triggered[base.index] === undefined) {
      for (const trigger of base.instructions) {
        if (trigger.keyword === 'ONBUILD' && trigger.instruction !== undefined) {
          scope = scopeAfter(trigger.instruction, scope, dockerfile.escape, buildArgs, globalScope);
        }
      }
      triggered[base.index] = scope;
    }
    return scope;
  };
  for (const stage of dockerfile.stages) {
    scopes[stage.from.index] = globalScope;
    const base = baseStage(dockerfile, stage, { globalScope });
    let scope = base === undefined ? nothing : scopeOnTopOf(base);
    for (const instruction of stage.instructions) {
      scopes[instruction.index] = scope;
      scope = scopeAfter(instruction, scope, dockerfile.escape, buildArgs, globalScope);
    }
    ends.push(scope);
  }
  return {
    globalScope,
    before: (instruction) => scopes[instruction.index] ?? nothing,
    atEnd: (stage) => ends[stage.index] ?? nothing,
  };
}

function scopeAfter(
  instruction: Instruction,
  scope: Scope,
  escape: string,
  buildArgs: ReadonlyMap<string, string>,
  globalScope: Scope,
): Scope {
  if (instruction.keyword === 'ARG') {
    return afterArg(instruction, scope, escape, buildArgs, globalScope);
  }
  return instruction.keyword === 'ENV' ? afterEnv(instruction, scope, escape) : scope;
}

/** ENV: every value is read with what held before the instruction. */
function afterEnv(instruction: KeyValueInstruction, before: Scope, escape: string): Scope {
  let scope = before;
  for (const { key, value } of instruction.pairs) {
    const name = valueOf(key.raw, before, escape);
    scope = scope.with({ name, value: valueOf(value?.raw ?? '', before, escape), kind: 'env', declaredBy: instruction });
  }
  return scope;
}

/** ARG: a value sees the names before it in the same instruction. Without a default the global ARG of that name counts. */
function afterArg(
  instruction: KeyValueInstruction,
  before: Scope,
  escape: string,
  buildArgs: ReadonlyMap<string, string>,
  globalScope: Scope | undefined,
): Scope {
  let scope = before;
  for (const { key, value } of instruction.pairs) {
    const name = key.raw;
    const given = buildArgs.get(name);
    const inherited = globalScope?.get(name);
    if (given !== undefined) {
      scope = scope.with({ name, value: given, kind: 'arg', declaredBy: instruction });
    } else if (value !== undefined) {
      scope = scope.with({ name, value: valueOf(value.raw, scope, escape), kind: 'arg', declaredBy: instruction });
    } else if (inherited !== undefined || scope.get(name) === undefined) {
      scope = scope.with({ name, value: inherited?.value, kind: 'arg', declaredBy: instruction });
    }
  }
  return scope;
}

function valueOf(raw: string, scope: Scope, escape: string): string {
  return expandWord(raw, (name) => scope.get(name)?.value, escape).value;
}
