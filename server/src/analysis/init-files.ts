/** Init processes that a Dockerfile brings along: tini or dumb-init fetched, copied from another stage, made executable. */
import type { CopyInstruction, Instruction } from '../dockerfile/ast.ts';
import type { RunItem } from './model.ts';

const INIT_FILE = /(?:^|\/)(?:tini|dumb-init|catatonit)(?:[-_.][\w.${}-]*)?$/;

/** `ADD https://…/tini …` and `COPY --from=base /usr/bin/tini …`. */
export function bringsInit(instruction: Instruction): instruction is CopyInstruction {
  if (instruction.keyword !== 'ADD' && instruction.keyword !== 'COPY') return false;
  const source = instruction.sources[0]?.value;
  if (source === undefined || instruction.sources.length !== 1 || !INIT_FILE.test(source)) return false;
  return /^https?:\/\//.test(source) || instruction.flags.some((flag) => flag.name === 'from');
}

/** `/usr/bin/tini` among several sources of `COPY --from=build`: positions of the words. */
export function initAmongSources(instruction: Instruction): readonly number[] {
  if (instruction.keyword !== 'COPY' || instruction.json || !instruction.flags.some((flag) => flag.name === 'from')) return [];
  const found = instruction.sources.flatMap((source, index) => (INIT_FILE.test(source.value) ? [index] : []));
  return found.length < instruction.sources.length ? found : [];
}

/** `chmod +x /tini`, `curl -o /usr/bin/tini …`. */
export function setsUpInit(item: RunItem): boolean {
  const only = item.commands.length === 1 ? item.commands[0]?.command : undefined;
  const { kind } = item.effect.effect;
  return (
    item.plain &&
    only !== undefined &&
    (kind === 'file-work' || kind === 'download') &&
    item.effect.writes.every((write) => INIT_FILE.test(write.path)) &&
    only.words.some((word) => INIT_FILE.test(word.value))
  );
}
