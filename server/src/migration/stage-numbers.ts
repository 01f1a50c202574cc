/** `COPY --from=0` counts stages, and new ones shift the numbers. */
import * as l10n from '@vscode/l10n';
import type { Operation } from '../rules/operation.ts';
import type { DraftItem } from './draft.ts';

/**
 * Gives references by number the number that their stage has in the new file.
 * @param positions where each old stage's result lies in the new file, both counted from 0
 * @returns all items, in their order, and what was changed, for the report
 */
export function renumberStages(
  items: readonly DraftItem[],
  positions: ReadonlyMap<number, number>,
): { readonly items: readonly DraftItem[]; readonly operations: readonly Operation[] } {
  const operations: Operation[] = [];
  const renumbered = items.map((item): DraftItem => {
    if (item.kind !== 'stays' || (item.instruction.keyword !== 'COPY' && item.instruction.keyword !== 'ADD')) return item;
    const flag = item.instruction.flags.find((candidate) => candidate.name === 'from');
    const old = flag?.value !== undefined && /^\d+$/.test(flag.value) ? Number(flag.value) : undefined;
    const now = old === undefined ? undefined : positions.get(old);
    if (old === undefined || now === undefined || now === old || !flag?.valueRange) return item;
    const operation: Operation = {
      kind: 'replace-word',
      rule: 'multi-stage',
      instruction: item.instruction,
      range: flag.valueRange,
      text: String(now),
      message: l10n.t('--from={0} is --from={1}: there are more stages now.', old, now),
      action: 'rewritten',
    };
    operations.push(operation);
    return { ...item, operations: [...item.operations, operation] };
  });
  return { items: renumbered, operations };
}
