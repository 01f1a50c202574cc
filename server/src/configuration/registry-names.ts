/** What a registry host and an organization may look like: they end up in FROM lines, so nothing else gets through. */
import * as l10n from '@vscode/l10n';

const HOST = /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/i;
const ORGANIZATION = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;

/** Undefined when fine. A path behind the host is allowed: mirrors have one. */
export function registryProblem(registry: string): string | undefined {
  return HOST.test(registry)
    ? undefined
    : l10n.t('takes a host such as cgr.dev, without a scheme and without a slash at the end, not "{0}"', registry);
}

/** Undefined when fine. */
export function organizationProblem(organization: string): string | undefined {
  return ORGANIZATION.test(organization)
    ? undefined
    : l10n.t('takes the name of an organization, as in cgr.dev/NAME/node, not "{0}"', organization);
}
