/** Names for new stages that no stage has yet. */
import type { Dockerfile } from '../dockerfile/ast.ts';

export class StageNames {
  private readonly taken: Set<string>;

  constructor(dockerfile: Dockerfile) {
    this.taken = new Set(dockerfile.stages.flatMap((stage) => (stage.name === undefined ? [] : [stage.name.toLowerCase()])));
  }

  /** `wish`, or `wish-2`, `wish-3`, …; taken from now on. */
  free(wish: string): string {
    let name = wish;
    for (let number = 2; this.taken.has(name.toLowerCase()); number++) name = `${wish}-${number}`;
    this.taken.add(name.toLowerCase());
    return name;
  }

  /** For the front of a split: `builder`, or after the stage's own name where `builder` is taken. */
  builderFor(stageName: string | undefined): string {
    const isBuild = stageName?.toLowerCase() === 'build';
    if (!this.taken.has('builder') && (!this.taken.has('build') || isBuild)) return this.free('builder');
    return this.free(stageName === undefined ? 'runtime-build' : `${stageName}-build`);
  }
}
