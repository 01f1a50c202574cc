/** What Chainguard's free node images already hold (`data/chainguard-images.json`). */
import data from '../../data/chainguard-images.json' with { type: 'json' };
import { bundledWolfi, type WolfiIndex } from './wolfi-index.ts';

/** The free node images that already hold a package; what `latest` holds, `latest-dev` holds too. */
export type HeldBy = 'latest' | 'latest-dev';

const LATEST: readonly string[] = data.images.node.runtime.packages;
const LATEST_DEV: readonly string[] = data.images.node.dev.packages;

/** The smaller of the two images that holds all of the Wolfi packages, virtual names resolved; undefined when neither does. */
export function heldByNodeImage(packages: readonly string[], index: WolfiIndex = bundledWolfi): HeldBy | undefined {
  const holds = (image: readonly string[]): boolean =>
    packages.every((name) => {
      const found = index.find(name);
      const names = found?.kind === 'virtual' ? [name, ...found.providers] : [name];
      return image.some((line) => names.includes(line.slice(0, line.indexOf(' '))));
    });
  if (packages.length === 0) return undefined;
  return holds(LATEST) ? 'latest' : holds(LATEST_DEV) ? 'latest-dev' : undefined;
}
