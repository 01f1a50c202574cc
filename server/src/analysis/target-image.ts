/** The image that a stage gets when it keeps a package manager, for remarks about files that are not converted yet. */
import { chainguardReference, classifyImage, contractOf, type ImageContract } from '../images/index.ts';
import type { Settings } from '../settings.ts';

const contracts = new WeakMap<Settings, ImageContract>();

/** What `-dev` will hold, under the settings in force. */
export function developmentContract(settings: Settings): ImageContract {
  const known = contracts.get(settings);
  if (known) return known;
  const image = developmentImage(settings);
  const contract = contractOf(classifyImage(image, settings));
  if (!contract) throw new Error(`no contract for ${image}`);
  contracts.set(settings, contract);
  return contract;
}

/** Its reference, e.g. `cgr.dev/chainguard/node:latest-dev`. */
export function developmentImage(settings: Settings): string {
  return chainguardReference({ image: 'node', settings, variant: 'dev' });
}
