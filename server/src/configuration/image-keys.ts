/** `images`: what a repository says about images of its own. */
import * as l10n from '@vscode/l10n';
import { classifyImage, parseImageReference } from '../images/index.ts';
import type { ImageOverrides } from '../settings.ts';
import { type Given, type Kind, object, record, text } from './kinds.ts';

export type ImagesInFile = Given<ImageOverrides>;

/** Nothing that would end a word or a line of a Dockerfile. */
const REFERENCE = /^[\w][\w.:/@+-]*$/;

export const imagesKind: Kind<ImagesInFile> = object<ImageOverrides>({
  treatAs: {
    kind: record(
      { problem: (key) => ownBaseProblem(key), schema: { pattern: REFERENCE.source } },
      text(officialProblem, { pattern: REFERENCE.source }),
    ),
    description: () =>
      l10n.t(
        'Base image of your own to the official Node image that it is made like, for example `{ "registry.corp/node-base": "node:22-slim" }`. A name without a tag stands for all its tags; an official image without a tag has the tag of yours.',
      ),
    default: {},
  },
  runtime: {
    kind: text(replacementProblem, { pattern: REFERENCE.source }),
    description: () =>
      l10n.t('Image in place of `cgr.dev/chainguard/node:latest`, made like it: a mirror, a digest, an image put together for you.'),
  },
  development: {
    kind: text(replacementProblem, { pattern: REFERENCE.source }),
    description: () => l10n.t('Image in place of `cgr.dev/chainguard/node:latest-dev`, made like it, with a shell and apk.'),
  },
});

/** What is wrong only between the keys; undefined when nothing is. */
export function imagesConflict({ treatAs = {}, runtime, development }: ImagesInFile): string | undefined {
  if (runtime !== undefined && runtime === development)
    return l10n.t('"runtime" and "development" are the same image: one is without a shell, the other has apk');
  const own = [runtime, development].flatMap((image) => (image === undefined ? [] : [parseImageReference(image).canonical]));
  const both = Object.keys(treatAs).find((key) => own.includes(parseImageReference(key).canonical));
  return both === undefined
    ? undefined
    : l10n.t('"{0}" cannot be treated as an image of Docker and stand in place of one of Chainguard', both);
}

function ownBaseProblem(key: string): string | undefined {
  if (!isReference(key)) return l10n.t('"{0}" is no name of an image', key);
  const { kind } = classifyImage(key);
  return kind === 'chainguard-node' || kind === 'chainguard-other' ? l10n.t('"{0}" is an image of Chainguard', key) : undefined;
}

function officialProblem(value: string): string | undefined {
  const image = isReference(value) ? classifyImage(value) : undefined;
  return image?.kind === 'official-node' && image.tag !== undefined
    ? undefined
    : l10n.t('takes an official image such as "node:22-slim", not "{0}"', value);
}

function replacementProblem(value: string): string | undefined {
  if (!isReference(value)) return l10n.t('takes the name of an image, not "{0}"', value);
  const { kind } = classifyImage(value);
  return kind === 'official-node' || kind === 'scratch' || kind === 'nginx'
    ? l10n.t('takes an image made like Chainguard\'s, not "{0}"', value)
    : undefined;
}

function isReference(value: string): boolean {
  return REFERENCE.test(value) && parseImageReference(value).canonical !== undefined;
}
