/** BuildKit gives a WORKDIR that it makes to the user of the moment; buildah gives it to root, as soon as COPY has written into it. */
import { parseDockerfile, sameStageName } from '../../../server/src/dockerfile/index.ts';

interface StageState {
  readonly hasShell: boolean;
  readonly user: string;
}

/**
 * The text with a step before each WORKDIR that makes the folder as BuildKit would: in stages that start as uid 65532 and hold a shell.
 * A stage without a shell builds nothing, so nobody there writes into the folder.
 */
export function withOwnedFolders(text: string): string {
  const { stages } = parseDockerfile(text);
  const ends: (StageState & { readonly name: string | undefined })[] = [];
  const additions: { readonly at: number; readonly text: string }[] = [];
  for (const { name, from, instructions } of stages) {
    const image = from.image?.value ?? '';
    const parent = ends.findLast((stage) => stage.name !== undefined && sameStageName(stage.name, image));
    const start = parent ?? stateOf(image);
    const { hasShell } = start;
    let { user } = start;
    for (const instruction of instructions) {
      const word = instruction.keyword === 'USER' || instruction.keyword === 'WORKDIR' ? instruction.words[0]?.raw : undefined;
      if (word === undefined) continue;
      if (instruction.keyword === 'USER') user = word;
      else if (hasShell && !/^(root|0)(:|$)/.test(user)) {
        const make = `RUN [ -d "${word}" ] || { mkdir -p "${word}" && chown ${owner(user)} "${word}"; }`;
        additions.push({ at: instruction.range.start, text: `USER root\n${make}\nUSER ${user}\n` });
      }
    }
    ends.push({ name, hasShell, user });
  }
  return additions.reduceRight((done, addition) => `${done.slice(0, addition.at)}${addition.text}${done.slice(addition.at)}`, text);
}

function stateOf(image: string): StageState {
  const isChainguard = image.includes('/chainguard/');
  return { hasShell: !isChainguard || image.endsWith('-dev'), user: isChainguard ? '65532' : 'root' };
}

function owner(user: string): string {
  return user.includes(':') ? user : `${user}:${user}`;
}
