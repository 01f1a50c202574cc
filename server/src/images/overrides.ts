/** Images that a repository decides about: what a private base is made like, and what stands in place of Chainguard's own. */
import type { ImageOverrides } from '../settings.ts';
import { type ImageReference, parseImageReference } from './reference.ts';

/**
 * The official Node image that `reference` is to be treated as; undefined when nothing is said about it. A key with a tag is for that tag
 * alone, one without for all; a value without a tag has that of the reference.
 */
export function treatedAs(reference: ImageReference, { treatAs }: Pick<ImageOverrides, 'treatAs'>): string | undefined {
  if (reference.canonical === undefined) return undefined;
  const fitting = Object.entries(treatAs)
    .map(([key, value]) => ({ key: parseImageReference(key), value }))
    .filter(({ key }) => key.canonical === reference.canonical && (key.tag === undefined || key.tag.text === tagOf(reference)));
  const found = fitting.find(({ key }) => key.tag !== undefined) ?? fitting[0];
  if (found === undefined || parseImageReference(found.value).tag !== undefined || reference.tag === undefined) return found?.value;
  return `${found.value}:${reference.tag.text}`;
}

/** Whether a reference names the image that stands in place of `node:latest` or of `node:latest-dev`; other tags of the same name are told by their tag. */
export function ownVariant(reference: ImageReference, { runtime, development }: ImageOverrides): 'runtime' | 'dev' | undefined {
  const inPlaceOf = (text: string | undefined, exactly: boolean): boolean => {
    if (text === undefined || reference.canonical === undefined) return false;
    const own = parseImageReference(text);
    return own.canonical === reference.canonical && (!exactly || isSameTag(own, reference));
  };
  if (inPlaceOf(development, true)) return 'dev';
  if (inPlaceOf(runtime, true)) return 'runtime';
  const isRuntime = inPlaceOf(runtime, false);
  if (!isRuntime && !inPlaceOf(development, false)) return undefined;
  return !isRuntime || /-dev\b/.test(tagOf(reference)) ? 'dev' : 'runtime';
}

function isSameTag(a: ImageReference, b: ImageReference): boolean {
  return tagOf(a) === tagOf(b) && (a.digest === undefined || a.digest.text === b.digest?.text);
}

function tagOf(reference: ImageReference): string {
  return reference.tag?.text ?? 'latest';
}
