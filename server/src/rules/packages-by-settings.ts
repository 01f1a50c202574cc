/** Packages that the settings of the repository decide on: what the report says of them. */
import * as l10n from '@vscode/l10n';
import { installedPackages, type InstalledPackage, wolfiNames } from '../analysis/os-packages.ts';
import type { Analysis } from '../analysis/model.ts';
import { existsInWolfi } from '../packages/index.ts';
import type { Operation } from './operation.ts';
import type { StageTarget } from './rule.ts';

/** What the settings of the repository say about packages is its own word: the report tells it from the table's. */
export function decidedByRepository(analysis: Analysis, target: StageTarget): Operation[] {
  if (target.repair) return [];
  return installedPackages(target.stage)
    .filter(({ run, mapping }) => mapping.decided === true && target.instructions.includes(run.instruction))
    .flatMap((one): Operation[] => {
      const remark = (action: 'rewritten' | 'kept' | 'dropped' | 'review', message: string): Operation => ({
        kind: 'remark',
        rule: 'package-manager',
        instruction: one.run.instruction,
        range: one.argument.word.range,
        action,
        message,
      });
      const names = wolfiNames(one.mapping);
      const action = names.length === 0 ? 'dropped' : names.join(' ') === one.argument.text ? 'kept' : 'rewritten';
      const missing = names.filter((name) => !existsInWolfi(name, target.stage.wolfi) && isFirstUse(analysis, one, name));
      return [
        remark(action, decidedMessage(one)),
        ...missing.map((name) =>
          remark(
            'review',
            l10n.t(
              '{0} is not in the Wolfi index of {1}: the settings of the repository name it, so the build has to find it.',
              name,
              target.stage.wolfi.date,
            ),
          ),
        ),
      ];
    });
}

/** What the report says of a package that the settings of the repository decide on. */
export function decidedMessage({ argument, mapping }: InstalledPackage): string {
  const names = wolfiNames(mapping).join(' ');
  if (names === '') return l10n.t('{0} falls away: the settings of the repository drop it.', mapping.name);
  return names === argument.text
    ? l10n.t('{0} stays: the settings of the repository say so.', argument.text)
    : l10n.t('{0} becomes {1}: the settings of the repository say so.', argument.text, names);
}

function isFirstUse(analysis: Analysis, one: InstalledPackage, name: string): boolean {
  const uses = analysis.stages
    .flatMap(installedPackages)
    .filter(({ mapping }) => mapping.decided === true && wolfiNames(mapping).includes(name));
  return uses[0] === one;
}
