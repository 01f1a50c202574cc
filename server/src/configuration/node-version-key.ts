/** `nodeVersion`: two words, or a version as tags have it. */
import * as l10n from '@vscode/l10n';
import { isPinnedVersion, type NodeVersionRequest, PINNED_VERSION } from '../settings.ts';
import { choice, either, type Kind } from './kinds.ts';

const words = choice({
  latest: () => l10n.t('The newest Node.js; the report names the old and the new major version.'),
  keep: () => l10n.t('The version that the Dockerfile asks for. Needs an organization: the free images have no versions.'),
});

const written: Kind<NodeVersionRequest> = {
  get schema() {
    return { anyOf: [words.schema, { type: 'string', pattern: PINNED_VERSION.source }] };
  },
  read(node, name, note) {
    const value: unknown = node.value;
    if (value === 'keep' || value === 'latest') return value;
    return typeof value === 'string' && isPinnedVersion(value) ? value : note(node, versionProblem(name));
  },
};

/** Whole numbers alone: 22.10 would be read as 22.1. */
const major: Kind<NodeVersionRequest> = {
  schema: { type: 'integer', minimum: 1 },
  read(node, name, note) {
    const value: unknown = node.value;
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? `${value}` : note(node, versionProblem(name));
  },
};

export const nodeVersionKind: Kind<NodeVersionRequest> = either<NodeVersionRequest>(
  [
    { types: ['string'], kind: written },
    { types: ['number'], kind: major },
  ],
  versionProblem,
);

function versionProblem(name: string): string {
  return l10n.t('"{0}" takes "latest", "keep", or a version such as 22 or "22.15"', name);
}
