/** What one stage takes from another must still be made there: a conversion that drops a package or a download must drop its copies, too. */
import type { ReadTexts } from './law-checks.ts';
import { jsonForm, type PlainDockerfile, type PlainStage, splitFlags } from './plain-dockerfile.ts';
import { lineage } from './stage-start.ts';

export function copiesOfNothing({ old, new: after }: ReadTexts): readonly string[] {
  const before = new Set(unsupplied(old).map(({ path }) => path));
  return unsupplied(after).flatMap(({ path, stage }) =>
    before.has(path) ? [] : [`COPY takes ${path} from stage ${stage}, where nothing makes it`],
  );
}

/** Copied absolute paths that no instruction of their stage names, neither themselves nor a folder above or below. */
function unsupplied(file: PlainDockerfile): readonly { readonly path: string; readonly stage: string }[] {
  const found: { path: string; stage: string }[] = [];
  for (const instruction of file.instructions) {
    if (instruction.keyword !== 'COPY') continue;
    const { flags, arguments: written } = splitFlags(instruction.rest);
    const from = flags.get('from');
    const stage = file.stages.findLast(
      ({ name, index, from: { firstLine } }) =>
        firstLine < instruction.firstLine && (name?.toLowerCase() === from?.toLowerCase() || String(index) === from),
    );
    if (from === undefined || stage === undefined) continue;
    for (const path of (jsonForm(written) ?? written.split(' ')).slice(0, -1)) {
      if (/^\/[^$*?[]+$/.test(path) && !supplies(file, stage, path)) found.push({ path, stage: stage.name ?? String(stage.index) });
    }
  }
  return found;
}

/** Whether an instruction names the path, or a folder above or below it. Foreign images may hold anything. */
function supplies(file: PlainDockerfile, stage: PlainStage, path: string): boolean {
  const stages = lineage(file, stage);
  if (!/node|chainguard/.test(stages[0]?.image ?? '') || BROUGHT_ALONG.test(path)) return true;
  const name = path.replace(/\/$/, '').replace(/^.*\//, '');
  const isBelow = (inner: string, outer: string): boolean => inner.startsWith(outer.replace(/\/$/, ''));
  return stages
    .flatMap(({ instructions }) => instructions)
    .some(({ keyword, rest }) => {
      switch (keyword) {
        case 'WORKDIR':
          return !rest.startsWith('/') || isBelow(path, rest) || isBelow(rest, path);
        case 'RUN':
          return rest.includes(name) || (/\b(npm|yarn|pnpm|bun)\b/.test(rest) && /node_modules|\/usr\/local/.test(path));
        case 'COPY':
        case 'ADD':
          return rest.includes(name) || isBelow(path, / (\/\S*)$/.exec(rest)?.[1] ?? '\n');
        default:
          return false;
      }
    });
}

/** What the node images themselves hold. */
const BROUGHT_ALONG =
  /^\/(usr\/bin\/(node|npm|npx|dumb-init)|usr\/lib\/node_modules|base-chroot|etc\/ssl|etc\/passwd|etc\/group|home\/node)/;
