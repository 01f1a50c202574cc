/** `COPY . .` that takes node_modules of the developer's machine along. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { CopyInstruction } from '../dockerfile/ast.ts';
import { readDockerIgnore } from '../project/docker-ignore.ts';
import { fileExists } from '../project/existence.ts';
import { normalisePath, resolvePath } from '../project/paths.ts';
import type { Operation } from './operation.ts';
import type { FileFix, Remark, Rule } from './rule.ts';

export const dockerIgnore: Rule = {
  id: 'docker-ignore',
  title: 'COPY of everything, node_modules included',
  defaultSeverity: 'hint',
  fixTitle: 'Keep node_modules out with .dockerignore',

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const instruction of copiesOfEverything(analysis, stage)) {
        remarks.push({
          range: instruction.range,
          severity: stage.onChainguard ? 'information' : 'hint',
          fileFix: ignoring(analysis),
          message: `${whatIsMissing(analysis)}: COPY takes modules built on another system along, over those that the image installs.`,
        });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair) return [];
    const [instruction] = copiesOfEverything(analysis, target.stage).filter((copy) => target.instructions.includes(copy));
    if (!instruction) return [];
    const reason =
      target.stage.contract?.libc === 'musl'
        ? 'binaries for musl, which do not run on glibc, or for another system'
        : 'binaries for another system';
    const operation: Operation = {
      kind: 'remark',
      rule: 'docker-ignore',
      instruction,
      range: instruction.range,
      action: 'review',
      message: `${whatIsMissing(analysis)}: where node_modules lies beside the sources, COPY takes it along, with ${reason}. Add the line node_modules.`,
    };
    return [operation];
  },
};

/** The ignore file in force gets the line; where there is none, one at the root of the build context is made. */
function ignoring({ files, context, path }: Analysis): FileFix {
  const inForce = readDockerIgnore(files, context.folder, path).path;
  const state = inForce === undefined ? undefined : files.state(inForce);
  const before = state?.state === 'present' ? state.text : undefined;
  const gap = before === undefined || before === '' || before.endsWith('\n') ? '' : '\n';
  const title = before === undefined ? 'Make a .dockerignore that keeps node_modules out' : `Add node_modules to ${inForce}`;
  return { path: inForce ?? resolvePath(context.folder, '.dockerignore'), title, before, appended: `${gap}node_modules\n` };
}

function whatIsMissing({ files, context, path }: Analysis): string {
  const ignore = readDockerIgnore(files, context.folder, path);
  return ignore.path === undefined ? 'There is no .dockerignore' : `${ignore.path} does not name node_modules`;
}

/** None when an ignore file keeps node_modules out, when it cannot be read, or when nobody has looked yet. */
function copiesOfEverything(analysis: Analysis, stage: StageAnalysis): CopyInstruction[] {
  const { files, context, path } = analysis;
  const own = `${normalisePath(path)}.dockerignore`;
  const shared = resolvePath(context.folder, '.dockerignore');
  const states = [own, shared].map((file) => files.state(file).state);
  // Without a listing an absent file may only be out of sight.
  if (
    states.some((state) => state === 'unknown' || state === 'unreadable') ||
    fileExists(files, resolvePath(context.folder, 'package.json')) !== 'yes'
  )
    return [];
  if (readDockerIgnore(files, context.folder, path).ignores('node_modules/x')) return [];
  return stage.stage.instructions.filter((instruction): instruction is CopyInstruction => {
    if (
      (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') ||
      instruction.flags.some((flag) => flag.name === 'from' || flag.name === 'exclude')
    )
      return false;
    return instruction.sources.some((word) => /^\.?\/?$|^\.\/\.$|^\*$|^\.\/\*$/.test(word.value));
  });
}
