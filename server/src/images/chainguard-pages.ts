/** The free Chainguard images that are known here, and the public pages about them (`data/chainguard-pages.json`). */
import images from '../../data/chainguard-images.json' with { type: 'json' };
import pages from '../../data/chainguard-pages.json' with { type: 'json' };

export interface FreeImage {
  /** `node`, `nginx`, … */
  readonly name: string;
  /** `latest`, and `latest-dev` where there is one. */
  readonly tags: readonly string[];
  /** What it is for, half a sentence. */
  readonly summary: string;
}

const DEFINITIONS: Readonly<Record<string, { readonly tags: readonly string[] }>> = images.images;

/** Sorted by name. */
export const FREE_IMAGES: readonly FreeImage[] = Object.entries(pages.summaries).map(([name, summary]) => ({
  name,
  tags: DEFINITIONS[name]?.tags ?? [],
  summary,
}));

/** How to check who signed an image, what is in it, and how to look into a container without a shell. */
export const CHAINGUARD_GUIDES = {
  verifySignature: pages.verifySignature,
  retrieveSbom: pages.retrieveSbom,
  debugWithoutShell: pages.debugWithoutShell,
} as const;

/** The page of an image in Chainguard's directory. `image` is its name alone: `node`, `node-fips`. */
export function chainguardImagePage(image: string): string {
  return pages.imagePage.replace('{image}', encodeURIComponent(image));
}
