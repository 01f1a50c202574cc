/** `COPY . .` that takes node_modules of the developer's machine along. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { CopyInstruction } from '../dockerfile/ast.ts';
import { readDockerIgnore } from '../project/docker-ignore.ts';
import { fileExists } from '../project/existence.ts';
import { normalisePath, resolvePath } from '../project/paths.ts';
import type { Operation } from './operation.ts';
import type { FileFix, Remark, Rule } from './rule.ts';

export const dockerIgnore: Rule = {
  id: 'docker-ignore',
  get title() {
    return l10n.t('COPY of everything, node_modules included');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Keep node_modules out with .dockerignore');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      if (bringsModulesAlong(stage)) continue;
      for (const instruction of copiesOfEverything(analysis, stage)) {
        remarks.push({
          range: instruction.range,
          severity: stage.onChainguard ? 'information' : 'hint',
          fileFix: ignoring(analysis),
          message: l10n.t(
            '{0}: COPY takes modules built on another system along, over those that the image installs.',
            whatIsMissing(analysis),
          ),
        });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair) return [];
    const [instruction] = copiesOfEverything(analysis, target.stage).filter((copy) => target.instructions.includes(copy));
    if (!instruction) return [];
    // Where no step installs, the modules of the host are those that the image runs on.
    if (bringsModulesAlong(target.stage)) return [hostModules(target.stage, instruction)];
    const missing = whatIsMissing(analysis);
    const operation: Operation = {
      kind: 'remark',
      rule: 'docker-ignore',
      instruction,
      range: instruction.range,
      action: 'review',
      message:
        target.stage.contract?.libc === 'musl'
          ? l10n.t(
              '{0}: where node_modules lies beside the sources, COPY takes it along, with binaries for musl, which do not run on glibc, or for another system. Add the line node_modules.',
              missing,
            )
          : l10n.t(
              '{0}: where node_modules lies beside the sources, COPY takes it along, with binaries for another system. Add the line node_modules.',
              missing,
            ),
    };
    return [operation];
  },
};

/** No step runs, and nothing comes from another stage: whatever modules there are come from the build context. */
function bringsModulesAlong(stage: StageAnalysis): boolean {
  return stage.lineage.every(
    (member) =>
      member.runs.length === 0 &&
      !member.stage.instructions.some(
        (instruction) => instruction.keyword === 'COPY' && instruction.flags.some(({ name }) => name === 'from'),
      ),
  );
}

function hostModules(stage: StageAnalysis, instruction: CopyInstruction): Operation {
  const message =
    stage.contract?.libc === 'musl'
      ? l10n.t(
          'No step installs dependencies: COPY brings node_modules as it lies beside the sources. Compiled modules in it have to be built for Linux with glibc, no longer for musl.',
        )
      : l10n.t(
          'No step installs dependencies: COPY brings node_modules as it lies beside the sources. Compiled modules in it have to be built for Linux and for the new version of Node.',
        );
  return { kind: 'remark', rule: 'docker-ignore', instruction, range: instruction.range, action: 'review', message };
}

/** The ignore file in force gets the line; where there is none, one at the root of the build context is made. */
function ignoring({ files, context, path }: Analysis): FileFix {
  const inForce = readDockerIgnore(files, context.folder, path).path;
  const state = inForce === undefined ? undefined : files.state(inForce);
  const before = state?.state === 'present' ? state.text : undefined;
  const gap = before === undefined || before === '' || before.endsWith('\n') ? '' : '\n';
  const title =
    inForce === undefined || state?.state !== 'present'
      ? l10n.t('Make a .dockerignore that keeps node_modules out')
      : l10n.t('Add node_modules to {0}', inForce);
  return { path: inForce ?? resolvePath(context.folder, '.dockerignore'), title, before, appended: `${gap}node_modules\n` };
}

function whatIsMissing({ files, context, path }: Analysis): string {
  const ignore = readDockerIgnore(files, context.folder, path);
  return ignore.path === undefined ? l10n.t('There is no .dockerignore') : l10n.t('{0} does not name node_modules', ignore.path);
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
