/** What holds in the end: the settings of a repository laid over those of a person, or over the defaults. */
import { pathBelow, resolvePath } from '../project/paths.ts';
import type { Settings } from '../settings.ts';
import { ignoringPattern } from './ignore-patterns.ts';
import type { ConfiguredSettings } from './keys.ts';

/**
 * Key by key the file wins, so that everybody gets the same result; severities rule by rule. `folder` is the file's, relative to the root
 * that `Settings.context` is relative to.
 */
export function withFileSettings<S extends Settings>(base: S, file: ConfiguredSettings, folder: string): S {
  const { ignore: _ignore, context, severities, images, ...settings } = file;
  return {
    ...base,
    ...settings,
    ...(context !== undefined && { context: resolvePath(folder, context) }),
    images: { ...base.images, ...images },
    severities: { ...base.severities, ...severities },
  };
}

/** The pattern of the file that ignores a Dockerfile. Both paths are relative to the root. */
export function ignoredBy({ ignore = [] }: ConfiguredSettings, folder: string, dockerfile: string): string | undefined {
  const path = pathBelow(folder, dockerfile);
  return path === undefined ? undefined : ignoringPattern(ignore, path);
}
