/** User names of the old file on an image whose only user is node, 65532. */
import type { Instruction } from '../dockerfile/ast.ts';
import { expandWord } from '../dockerfile/index.ts';
import type { StageAnalysis } from './model.ts';

/** `nobody` is not among them: its group is another one there, and files that RUN gives to it would part from who runs. */
const KNOWN = new Set(['root', '0', 'node', '65532', 'nonroot', '65534', 'daemon', 'bin']);

/** `${USER}:${USER}` with what ENV and ARG say at `instruction`; as written where one of them is not known. */
export function namedUser(stage: StageAnalysis, instruction: Instruction, text: string): string {
  if (!text.includes('$')) return text;
  const { value, unresolved, error } = expandWord(text, (name) => stage.scopeAt(instruction).get(name)?.value, '\\');
  return unresolved.length > 0 || error !== undefined ? text : value;
}

/** True when a user (or group) name or number has to become node's: made by RUN, uid 1000, or nobody that the new image knows. */
export function mapsToNode(stage: StageAnalysis, name: string): boolean {
  if (name === '' || name.includes('$')) return false;
  if (name === 'nonroot') return true;
  if (stage.lineage.some((member) => member.accounts.includes(name)) && name !== 'node' && name !== 'root' && name !== '0') return true;
  return !KNOWN.has(name);
}
