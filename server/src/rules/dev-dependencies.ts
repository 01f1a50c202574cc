/** Development dependencies that reach the image in which the application runs. */
import * as l10n from '@vscode/l10n';
import { type Installation, installations, manifestOf } from '../analysis/install-manifest.ts';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { isWithin } from '../analysis/path.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const devDependencies: Rule = {
  id: 'dev-dependencies',
  get title() {
    return l10n.t('Development dependencies in the final image');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('Whether the application needs one of them when it runs, a person has to say.');
  },

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
          message: `${reach(count)} ${advice(installation)}`,
        });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    const pruning = safePruning(analysis, target);
    if (!pruning) return [];
    const { anchor, count } = pruning;
    const message =
      count === 1
        ? l10n.t(
            'npm prune --omit=dev is added behind the build: one development dependency stays out of the final image. The start needs none of them; should the application load one all the same, it belongs to dependencies in package.json.',
          )
        : l10n.t(
            'npm prune --omit=dev is added behind the build: {0} development dependencies stay out of the final image. The start needs none of them; should the application load one all the same, it belongs to dependencies in package.json.',
            count,
          );
    return [
      {
        kind: 'insert-after',
        rule: 'dev-dependencies',
        instruction: anchor,
        lines: [{ keyword: 'RUN', rest: 'npm prune --omit=dev' }],
        message,
      },
    ];
  },
};

/** The only case in which nothing has to be guessed: npm with its lock file, one full installation, a build, a start that node alone does. */
function safePruning(analysis: Analysis, target: StageTarget): { readonly anchor: Instruction; readonly count: number } | undefined {
  const { stage } = target;
  const start = analysis.startOf(stage);
  if (target.part !== 'build' || start.kind !== 'node' || start.developmentTool !== undefined) return undefined;
  const [only, ...more] = reaching(analysis, stage);
  if (!only || more.length > 0 || only.source !== stage || only.installation.manager !== 'npm') return undefined;
  const { packageJson, lock } = manifestOf(analysis, stage, only.installation.run);
  const count = Object.keys(packageJson?.devDependencies ?? {}).length;
  if (!packageJson || lock?.kind !== 'read' || count === 0 || packageJson.workspaces.length > 0) return undefined;
  // prune runs scripts of the project again, and they may call what it removes.
  if (['prepare', 'postinstall', 'install', 'preinstall'].some((name) => packageJson.scripts[name] !== undefined)) return undefined;
  if (start.evidence.kind === 'dependency' && packageJson.devDependencies[start.evidence.packageName] !== undefined) return undefined;
  const anchor = target.instructions.findLast(({ keyword }) => keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD');
  const installedAs = stage.userAt(only.installation.run.instruction);
  if (!anchor || stage.userAt(anchor).name !== installedAs.name || stage.workdirAt(anchor) !== only.installation.run.workdir)
    return undefined;
  return { anchor, count };
}

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

function reach(count: number): string {
  return count === 1
    ? l10n.t('One development dependency reaches the image in which the application runs.')
    : l10n.t('{0} development dependencies reach the image in which the application runs.', count);
}

function advice({ manager }: Installation): string {
  switch (manager) {
    case 'npm':
      return l10n.t('npm prune --omit=dev behind the build, or npm ci --omit=dev where nothing is built, leaves them out.');
    case 'yarn':
      return l10n.t('yarn install --production behind the build (berry: yarn workspaces focus --production) leaves them out.');
    case 'pnpm':
      return l10n.t('pnpm prune --prod behind the build leaves them out.');
    case 'bun':
      return l10n.t('bun install --production leaves them out.');
  }
}
