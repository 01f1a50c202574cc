/** curl and wget that a file installs for its health check alone. */
import { readPackageJson } from '../project/package-json.ts';
import { healthProbe } from './health-probe.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import type { StartResolution } from './start.ts';

/**
 * The tool that the health check of a stage calls, when nothing else that can be read names it: the check is asked with Node afterwards, so the
 * tool has lost its use. Undefined when a script starts the application, since what that calls is its own affair.
 */
export function toolOfHealthcheckAlone(analysis: Analysis, stage: StageAnalysis, start: StartResolution): 'curl' | 'wget' | undefined {
  const instruction = stage.effectiveHealthcheck;
  if (instruction?.keyword !== 'HEALTHCHECK' || start.kind !== 'node') return undefined;
  const probe = healthProbe(instruction);
  if (probe.kind !== 'http') return undefined;
  const words = [start.script, ...start.arguments, ...start.environment.map(([, value]) => value)].join(' ');
  const { folder } = analysis.context;
  const manifest = readPackageJson(analysis.files, folder === '' ? 'package.json' : `${folder}/package.json`);
  const scripts = manifest.kind === 'read' ? Object.values(manifest.packageJson.scripts).join(' ') : '';
  const named = new RegExp(`\\b${probe.tool}\\b`);
  return named.test(words) || named.test(scripts) ? undefined : probe.tool;
}
