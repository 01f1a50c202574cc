/** `RUN --mount=type=cache`: whose cache it is, and where the package manager of that user looks for it. */
import * as l10n from '@vscode/l10n';
import type { RunAnalysis, StageAnalysis } from '../analysis/model.ts';
import { runsAmong } from '../analysis/os-packages.ts';
import type { Flag } from '../dockerfile/ast.ts';
import { type Mount, parseMount } from '../dockerfile/index.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule } from './rule.ts';

export const cacheMount: Rule = {
  id: 'cache-mount',
  get title() {
    return l10n.t('Cache mount of another user');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Give the cache to node');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard) continue;
      for (const run of stage.runs) {
        for (const mount of cacheMounts(run)) remarks.push(...remarkOn(stage, run, mount));
      }
    }
    return remarks;
  },

  convert(_analysis, target) {
    // A step that worked as root goes on as root, and its caches stay where they are.
    const runs = runsAmong(target.stage, target.instructions).filter((run) => !run.user.root && run.user.known);
    return runs.flatMap((run) => cacheMounts(run).flatMap((mount) => rewrite(run, mount)));
  },
};

interface CacheMount {
  readonly flag: Flag;
  readonly mount: Mount;
  readonly target: string;
}

function cacheMounts(run: RunAnalysis): CacheMount[] {
  return run.instruction.flags.flatMap((flag) => {
    const mount = flag.name === 'mount' ? parseMount(flag) : undefined;
    if (mount?.get('type')?.value !== 'cache') return [];
    const target = targetField(mount)?.value;
    return target === undefined || OF_SYSTEM_PACKAGES.test(target) ? [] : [{ flag, mount, target }];
  });
}

/** Another rule decides on these, together with the package manager that they belong to. */
const OF_SYSTEM_PACKAGES = /^\/(?:var\/(?:cache|lib)\/(?:apt|apk|yum|dnf)|etc\/apk\/cache)/;

function targetField(mount: Mount): ReturnType<Mount['get']> {
  return mount.get('target') ?? mount.get('dst') ?? mount.get('destination');
}

/** What a cache of root's home is called in node's. */
function inHomeOfNode(target: string): string | undefined {
  const below = /^\/root(\/.*)?$/.exec(target)?.[1];
  return below === undefined ? undefined : `/home/node${below}`;
}

function remarkOn(stage: StageAnalysis, run: RunAnalysis, { flag, mount, target }: CacheMount): Remark[] {
  if (run.user.root || !run.user.known) return [];
  if (inHomeOfNode(target) !== undefined) {
    return [
      {
        range: flag.range,
        severity: 'warning',
        message: l10n.t('The step runs as uid 65532, whose home is /home/node: it never uses a cache in {0}.', target),
        fix: { stage },
      },
    ];
  }
  if (isWritable(mount)) return [];
  const uid = mount.get('uid')?.value;
  const owner = uid === undefined || uid === '0' ? 'root' : `uid ${uid}`;
  return [
    {
      range: flag.range,
      severity: 'warning',
      message: l10n.t('The cache in {0} belongs to {1}; the step runs as uid 65532 and cannot write there.', target, owner),
      fix: { stage },
    },
  ];
}

/** By its owner, or because everybody may write. */
function isWritable(mount: Mount): boolean {
  return mount.get('uid')?.value === '65532' || /[2367]$/.test(mount.get('mode')?.value ?? '');
}

function rewrite(run: RunAnalysis, { flag, mount, target }: CacheMount): Operation[] {
  const field = targetField(mount);
  const operations: Operation[] = [];
  const replace = (range: Flag['range'], text: string, message: string | undefined): void =>
    void operations.push({ kind: 'replace-word', rule: 'cache-mount', instruction: run.instruction, range, text, message });
  const moved = inHomeOfNode(target);
  const owners = (['uid', 'gid'] as const).map((key) => ({ key, field: mount.get(key) }));
  const foreign = owners.filter(({ field: owner }) => owner !== undefined && owner.value !== '65532');
  const missing = owners.filter(({ field: owner }) => owner === undefined);
  const message = l10n.t('The cache {0} belongs to node (65532), who runs the step.', moved ?? target);
  if (moved !== undefined && field?.valueRange) replace(field.valueRange, moved, message);
  for (const { field: owner } of foreign)
    if (owner?.valueRange) replace(owner.valueRange, '65532', operations.length === 0 ? message : undefined);
  // Without an owner the folder is root's.
  if (missing.length > 0 && (moved !== undefined || !isWritable(mount))) {
    const text = missing.map(({ key }) => `,${key}=65532`).join('');
    operations.push({
      kind: 'insert-word',
      rule: 'cache-mount',
      instruction: run.instruction,
      at: flag.range.end,
      text,
      message: operations.length === 0 ? message : undefined,
    });
  }
  return operations;
}
