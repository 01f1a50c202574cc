/** User names of the old file on an image whose only user is node, 65532. */
import type { StageAnalysis } from './model.ts';

const KNOWN = new Set(['root', '0', 'node', '65532', 'nonroot', 'nobody', '65534', 'daemon', 'bin']);

/** True when a user (or group) name or number has to become node's: made by RUN, uid 1000, or nobody that the new image knows. */
export function mapsToNode(stage: StageAnalysis, name: string): boolean {
  if (name === '' || name.includes('$')) return false;
  if (name === 'nonroot') return true;
  if (stage.lineage.some((member) => member.accounts.includes(name)) && name !== 'node' && name !== 'root' && name !== '0') return true;
  return !KNOWN.has(name);
}
