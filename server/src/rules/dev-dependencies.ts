/** Development dependencies that reach the image in which the application runs. */
import { type Installation, installations, manifestOf } from '../analysis/install-manifest.ts';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { isWithin } from '../analysis/path.ts';
import type { Remark, Rule } from './rule.ts';

export const devDependencies: Rule = {
  id: 'dev-dependencies',
  title: 'Development dependencies in the final image',
  defaultSeverity: 'hint',
  noFix: 'Whether the application needs one of them when it runs, a person has to say.',

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.role !== 'runtime' || (!stage.convertible && !stage.onChainguard)) continue;
      for (const { source, installation } of reaching(analysis, stage)) {
        const { packageJson } = manifestOf(analysis, source, installation.run);
        const count = Object.keys(packageJson?.devDependencies ?? {}).length;
        if (count === 0) continue;
        remarks.push({
          range: installation.command.command.range,
          severity: 'hint',
          message: `${count === 1 ? 'One development dependency reaches' : `${count} development dependencies reach`} the image in which the application runs. ${advice(installation)}`,
        });
      }
    }
    return remarks;
  },
};

interface Reaching {
  readonly source: StageAnalysis;
  readonly installation: Installation;
}

/** Full installations in the stage, its ancestors and the stages whose node_modules it takes, unless something prunes behind them. */
function reaching(analysis: Analysis, stage: StageAnalysis): Reaching[] {
  const given = analysis.stages.filter((other) =>
    other.copiedBy.some((copy) => stage.lineage.includes(copy.by) && copy.paths.some((path) => takesModules(path, other))),
  );
  const sources = new Set([...stage.lineage, ...given.flatMap((other) => other.lineage)]);
  return [...sources].flatMap((source) => {
    const last = installations(source).at(-1);
    if (!last || last.production || last.named.length > 0 || prunes(source, given, stage)) return [];
    return [{ source, installation: last }];
  });
}

function takesModules(path: string, source: StageAnalysis): boolean {
  if (/(?:^|\/)node_modules(?:\/|$)/.test(path)) return !path.includes('/.next/') && !path.includes('/standalone');
  return source.endWorkdir !== undefined && isWithin(source.endWorkdir, path);
}

function prunes(source: StageAnalysis, given: readonly StageAnalysis[], stage: StageAnalysis): boolean {
  const behind = [stage, ...given].filter((other) => other.lineage.includes(source));
  return [source, ...behind].some((other) =>
    other.runs.some((run) =>
      run.items.some((item) => item.commands.some(({ effect: { effect } }) => effect.kind === 'dependencies-prune')),
    ),
  );
}

function advice({ manager }: Installation): string {
  switch (manager) {
    case 'npm':
      return 'npm prune --omit=dev behind the build, or npm ci --omit=dev where nothing is built, leaves them out.';
    case 'yarn':
      return 'yarn install --production behind the build (berry: yarn workspaces focus --production) leaves them out.';
    case 'pnpm':
      return 'pnpm prune --prod behind the build leaves them out.';
    case 'bun':
      return 'bun install --production leaves them out.';
  }
}
