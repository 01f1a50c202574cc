/** Which Node version a stage gets, as it stands in a tag of an organization. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { parseImageReference, parseNodeTag } from '../images/index.ts';

/**
 * The version for the tag: the one that the settings name; or of the old tag `22`, `22.15.0`, or `${NODE_VERSION}` where the old tag took it from a build argument whose value
 * is a plain version. Undefined when the free tier or the settings ask for `latest`, or when the version is not a number.
 */
export function versionFor(analysis: Analysis, stage: StageAnalysis): string | undefined {
  const { organization, nodeVersion } = analysis.settings;
  if (organization === undefined || nodeVersion === 'latest') return undefined;
  if (nodeVersion !== 'keep') return nodeVersion;
  const { image } = stage;
  if (image.kind === 'distroless-node') return image.major === undefined ? undefined : String(image.major);
  if (image.kind !== 'official-node' || !image.tag) return undefined;
  const { version } = image.tag;
  switch (version.kind) {
    case 'number':
      return (
        (image.treatedAs === undefined || image.treatedAs.endsWith(`:${stage.reference?.tag?.text}`) ? argumentFor(stage) : undefined) ??
        [version.major, version.minor, version.patch].filter((part) => part !== undefined).join('.')
      );
    case 'codename':
      return String(version.major);
    case 'lts':
    case 'current':
    case 'latest':
    case 'variable':
      return undefined;
  }
}

/** `${NAME}`, when the tag's version is nothing but that build argument: builds that pass another one go on working. */
function argumentFor(stage: StageAnalysis): string | undefined {
  const tag = parseImageReference(stage.from.image?.raw ?? '').tag;
  const version = tag && parseNodeTag(tag.text)?.version;
  const name = version?.kind === 'variable' ? /^\$(?:\{(\w+)\}|(\w+))$/.exec(version.text) : null;
  return name ? `\${${name[1] ?? name[2]}}` : undefined;
}
