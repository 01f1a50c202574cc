/** Which Node version a stage may keep, as it stands in a tag of an organization. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';

/**
 * The version for the tag: `22`, `22.15.0`, or `${NODE_VERSION}` where the old tag took it from a build argument whose value
 * is a plain version. Undefined when the free tier or the settings ask for `latest`, or when the version is not a number.
 */
export function keptVersion(analysis: Analysis, stage: StageAnalysis): string | undefined {
  if (analysis.settings.organization === undefined || analysis.settings.nodeVersion !== 'keep') return undefined;
  const { image } = stage;
  if (image.kind === 'distroless-node') return image.major === undefined ? undefined : String(image.major);
  if (image.kind !== 'official-node' || !image.tag) return undefined;
  const { version } = image.tag;
  switch (version.kind) {
    case 'number':
      return [version.major, version.minor, version.patch].filter((part) => part !== undefined).join('.');
    case 'codename':
      return String(version.major);
    case 'lts':
    case 'current':
    case 'latest':
    case 'variable':
      return undefined;
  }
}
