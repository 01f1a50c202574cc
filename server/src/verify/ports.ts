/** Which port an image serves on: what its Dockerfile exposes, else what its base does. */
import { baseStage, createScopes, type Dockerfile, expandWord, parseDockerfile, type Stage } from '../dockerfile/index.ts';

/** TCP ports that the last stage exposes, and the stages it starts from, each once, in the order of the file. A variable without a value is left out. */
export function exposedPorts(text: string): readonly number[] {
  const dockerfile = parseDockerfile(text);
  const scopes = createScopes(dockerfile);
  const found = new Set<number>();
  for (const stage of lineage(dockerfile)) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'EXPOSE') continue;
      const scope = scopes.before(instruction);
      for (const word of instruction.words) {
        const { value } = expandWord(word.raw, (name) => scope.get(name)?.value, dockerfile.escape);
        const port = tcpPort(value);
        if (port !== undefined) found.add(port);
      }
    }
  }
  return [...found];
}

/** `3000` and `3000/tcp`; undefined for UDP, ranges and everything else. */
export function tcpPort(text: string): number | undefined {
  const digits = /^(\d{1,5})(?:\/tcp)?$/i.exec(text)?.[1];
  const port = Number(digits);
  return digits === undefined || port < 1 || port > 65_535 ? undefined : port;
}

/** The stage that the file's image is, and those of the file that it starts from, the oldest first. */
function lineage(dockerfile: Dockerfile): readonly Stage[] {
  const scopes = createScopes(dockerfile);
  const stages: Stage[] = [];
  for (let stage = dockerfile.stages.at(-1); stage !== undefined; stage = baseStage(dockerfile, stage, scopes)) stages.unshift(stage);
  return stages;
}
