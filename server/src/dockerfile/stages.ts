/** Which stage a name or a number means. */
import type { CopyInstruction, Dockerfile, Flag, RunInstruction, Stage } from './ast.ts';
import { expandWord } from './expand.ts';
import { parseMount } from './mount.ts';
import type { Scopes } from './scope.ts';

/** Stage names are compared without case. */
export function sameStageName(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}

/**
 * The latest stage of that name before a stage. This is how FROM and `RUN --mount=from=` find a stage.
 * @param beforeStage index of the stage that refers to it
 */
export function findStageByName(dockerfile: Dockerfile, name: string, beforeStage: number): Stage | undefined {
  const indexes = stageIndexes(dockerfile).get(name.toLowerCase()) ?? [];
  const index = indexes.findLast((candidate) => candidate < beforeStage);
  return index === undefined ? undefined : dockerfile.stages[index];
}

const knownIndexes = new WeakMap<Dockerfile, ReadonlyMap<string, readonly number[]>>();

/** Indexes of the stages of each name, in lower case. */
function stageIndexes(dockerfile: Dockerfile): ReadonlyMap<string, readonly number[]> {
  const known = knownIndexes.get(dockerfile);
  if (known !== undefined) {
    return known;
  }
  const indexes = new Map<string, number[]>();
  for (const { name, index } of dockerfile.stages) {
    const key = name?.toLowerCase();
    const same = key === undefined ? undefined : indexes.get(key);
    if (same !== undefined) {
      same.push(index);
    } else if (key !== undefined) {
      indexes.set(key, [index]);
    }
  }
  knownIndexes.set(dockerfile, indexes);
  return indexes;
}

/** As `findStageByName`, and by number too: this is how `COPY --from` finds a stage. */
export function resolveStageReference(dockerfile: Dockerfile, name: string, beforeStage: number): Stage | undefined {
  if (!/^\+?\d+$/u.test(name)) {
    return findStageByName(dockerfile, name, beforeStage);
  }
  const index = Number(name);
  return index < beforeStage ? dockerfile.stages[index] : undefined;
}

/** The stage that a FROM builds on, after its variables are replaced; undefined when it names an image. */
export function baseStage(dockerfile: Dockerfile, stage: Stage, scopes: Pick<Scopes, 'globalScope'>): Stage | undefined {
  const { image } = stage.from;
  if (image === undefined) {
    return undefined;
  }
  const { value, error } = expandWord(image.raw, (name) => scopes.globalScope.get(name)?.value, dockerfile.escape);
  return error === undefined ? findStageByName(dockerfile, value, stage.index) : undefined;
}

/**
 * The stage that `COPY --from` or a `RUN --mount` takes files from; undefined when it names an image, a build context or nothing.
 * @param flag one of the instruction's flags: `--from` or `--mount`
 * @param stage the stage that the instruction is in
 */
export function flagSourceStage(dockerfile: Dockerfile, flag: Flag, stage: Stage): Stage | undefined {
  if (flag.name === 'from' && flag.value !== undefined) {
    return resolveStageReference(dockerfile, flag.value, stage.index);
  }
  if (flag.name === 'mount') {
    const from = parseMount(flag)?.get('from')?.value;
    return from === undefined ? undefined : findStageByName(dockerfile, from, stage.index);
  }
  return undefined;
}

/** The stages that an instruction of `stage` takes files from, in the order of its flags, each once. */
export function copySourceStages(dockerfile: Dockerfile, instruction: CopyInstruction | RunInstruction, stage: Stage): readonly Stage[] {
  const sources = instruction.flags.map((flag) => flagSourceStage(dockerfile, flag, stage));
  return [...new Set(sources.filter((source) => source !== undefined))];
}
