/** Today's spelling of what BuildKit calls legacy. */
import * as l10n from '@vscode/l10n';
import type { Instruction, KeyValueInstruction } from '../dockerfile/ast.ts';
import type { NewInstruction, Operation } from '../rules/operation.ts';

/** `ENV K V` as `ENV K=V`; undefined when the instruction is spelled that way already. */
export function modernSpelling(instruction: Instruction): NewInstruction | undefined {
  if (!isKeyValue(instruction) || !instruction.legacy) return undefined;
  const rest = instruction.pairs.map((pair) => `${pair.key.raw}=${quoteValue(pair.value?.raw ?? '')}`).join(' ');
  return { keyword: instruction.keyword, rest };
}

function isKeyValue(instruction: Instruction): instruction is KeyValueInstruction {
  return instruction.keyword === 'ENV' || instruction.keyword === 'LABEL' || instruction.keyword === 'ARG';
}

/** A legacy value runs to the end of the line; with `=` it needs quotes as soon as it holds a blank. */
function quoteValue(raw: string): string {
  const value = raw.trimEnd();
  if (value === '') return '""';
  if (!/\s/.test(value)) return value;
  if (/^(["']).*\1$/.test(value) && !value.slice(1, -1).includes(value[0] ?? '"')) return value;
  return `"${value.replace(/(["])/g, '\\$1')}"`;
}

/** An instruction that is repeated or moved is spelled the same way in every place. */
export function modernInPlace(instruction: Instruction): Operation[] {
  const spelled = modernSpelling(instruction);
  return spelled
    ? [
        {
          kind: 'replace-instruction',
          rule: 'legacy-syntax',
          instruction,
          by: [spelled],
          message: l10n.t('{0} is spelled NAME=value, as everywhere today.', instruction.keyword),
        },
      ]
    : [];
}
