/** What a registry host and an organization may look like: they end up in FROM lines, so nothing else gets through. */

const HOST = /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/i;
const ORGANIZATION = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;

/** Undefined when fine. A path behind the host is allowed: mirrors have one. */
export function registryProblem(registry: string): string | undefined {
  return HOST.test(registry)
    ? undefined
    : `takes a host such as cgr.dev, without a scheme and without a slash at the end, not "${registry}"`;
}

/** Undefined when fine. */
export function organizationProblem(organization: string): string | undefined {
  return ORGANIZATION.test(organization) ? undefined : `takes the name of an organization, as in cgr.dev/NAME/node, not "${organization}"`;
}
