/** The laws of a conversion as functions that name what is wrong: an empty list is a pass. Judged on texts, not on the engine's own word. */
import { parseDockerfile } from '../../server/src/dockerfile/index.ts';
import type { Instruction } from '../../server/src/dockerfile/ast.ts';
import type { Examination } from '../../server/src/migration/index.ts';

/** Law 1: the result parses, and every stage that is named exists. */
export function parses(text: string): string[] {
  const tree = parseDockerfile(text);
  const faults = tree.problems.map((problem) => `line ${problem.line + 1}: ${problem.message}`);
  for (const stage of tree.stages) {
    for (const instruction of stage.instructions) {
      const from = instruction.flags.find((flag) => flag.name === 'from')?.value;
      if (from === undefined || !/^\d+$/.test(from)) continue;
      if (Number(from) >= stage.index) faults.push(`line ${instruction.line + 1}: --from=${from} is no earlier stage`);
    }
  }
  return faults;
}

/** Law 2: migrating the result changes nothing. */
export function isStable(again: Examination, text: string): string[] {
  return again.migration.text === text ? [] : [`migrating again changes the text (${again.migration.status}):\n${again.migration.text}`];
}

/** Law 3: every comment stands in the output or is quoted in the report; every instruction stands there or the report speaks of its line. */
export function losesNothing(before: string, { migration }: Examination): string[] {
  const tree = parseDockerfile(before);
  const faults: string[] = [];
  for (const comment of tree.comments) {
    if (migration.text.includes(comment.text) || migration.report.some((entry) => entry.message.includes(comment.text))) continue;
    faults.push(`comment lost: ${comment.text}`);
  }
  for (const instruction of tree.instructions) {
    const source = before.slice(instruction.range.start, instruction.range.end);
    if (migration.text.includes(source)) continue;
    const lines = linesOf(before, instruction);
    if (migration.report.some((entry) => entry.line >= lines.first && entry.line <= lines.last)) continue;
    faults.push(`line ${instruction.line + 1} is gone or changed without a word: ${source}`);
  }
  return faults;
}

function linesOf(text: string, instruction: Instruction): { first: number; last: number } {
  return { first: instruction.line, last: instruction.line + text.slice(instruction.range.start, instruction.range.end).split('\n').length - 1 };
}

/** Law 4: line ends are the file's own. */
export function keepsLineEnds(before: string, after: string): string[] {
  const crlf = /\r\n/.test(before) && !/[^\r]\n/.test(before);
  if (crlf) return /[^\r]\n/.test(after) ? ['a bare line feed in a CRLF file'] : [];
  return !before.includes('\r') && after.includes('\r') ? ['a carriage return in an LF file'] : [];
}

/** Law 6: stages that are none of ours keep every byte. `ours` tells by the text of a FROM. */
export function leavesOthersAlone(before: string, after: string, ours: (image: string) => boolean): string[] {
  const tree = parseDockerfile(before);
  const names = new Set(tree.stages.filter((stage) => ours(stage.from.image?.value ?? '')).map((stage) => stage.name?.toLowerCase()));
  return tree.stages
    .filter((stage) => {
      const image = stage.from.image?.value ?? '';
      return !ours(image) && !names.has(image.toLowerCase()) && !image.includes('$');
    })
    .flatMap((stage) => {
      const text = before.slice(stage.range.start, stage.range.end).replace(/--from=\d+/g, '--from=N');
      return after.replace(/--from=\d+/g, '--from=N').includes(text) ? [] : [`the stage FROM ${stage.from.image?.value ?? ''} was touched`];
    });
}

/** Never of our making in a final stage without a shell: a shell-form start, `node node …`, a RUN in shell form. */
export function startsWithoutShell(before: string, { migration }: Examination): string[] {
  if (migration.status !== 'migrated' || migration.strategy !== 'distroless') return [];
  // A last stage that was on Chainguard before is not of our making.
  if (/chainguard|cgr\.dev/.test(parseDockerfile(before).stages.at(-1)?.from.image?.value ?? '')) return [];
  if (!/\/node:/.test(parseDockerfile(migration.text).stages.at(-1)?.from.image?.value ?? '')) return [];
  const stage = parseDockerfile(migration.text).stages.at(-1);
  if (!stage) return ['no stage'];
  const faults: string[] = [];
  const last = (keyword: 'CMD' | 'ENTRYPOINT') => stage.instructions.findLast((instruction) => instruction.keyword === keyword);
  const entrypoint = last('ENTRYPOINT');
  const cmd = last('CMD');
  for (const instruction of stage.instructions) {
    if ((instruction.keyword === 'RUN' || instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT') && instruction.command.form === 'shell') faults.push(`${instruction.keyword} in shell form`);
    if (instruction.keyword === 'HEALTHCHECK' && instruction.command?.form === 'shell') faults.push('HEALTHCHECK in shell form');
  }
  const first = cmd?.keyword === 'CMD' && cmd.command.form === 'exec' ? cmd.command.args[0]?.value : undefined;
  if (!entrypoint && first === 'node') faults.push('node node');
  const program = entrypoint?.keyword === 'ENTRYPOINT' && entrypoint.command.form === 'exec' ? entrypoint.command.args[0]?.value : undefined;
  // Behind `ENTRYPOINT ["node", "x.js"]` the words of CMD are the script's own.
  if (program !== 'node' && /^(?:npm|npx|yarn|pnpm|sh|bash)$/.test(first ?? '')) faults.push(`starts ${first}`);
  return faults;
}
