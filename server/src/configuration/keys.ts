/** Every key of the settings file: reader, JSON schema and documentation derive from this table. */
import * as l10n from '@vscode/l10n';
import { RULE_IDS } from '../rules/ids.ts';
import { nearNames } from '../packages/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import { type ImagesInFile, imagesKind } from './image-keys.ts';
import { choice, type Fields, type Given, list, record, text } from './kinds.ts';
import { nodeVersionKind } from './node-version-key.ts';
import { packagesKind } from './package-keys.ts';
import { organizationProblem, registryProblem } from './registry-names.ts';

/** What the file may hold. Paths are as written: relative to its folder. */
export interface FileSettings extends Omit<Settings, 'images'> {
  readonly images: ImagesInFile;
  /** Patterns as in .gitignore. */
  readonly ignore: readonly string[];
}

/** What a file sets; what is missing is left to others. */
export type ConfiguredSettings = Given<FileSettings>;

/** May stand in the file and is not read. */
export const SCHEMA_KEY = '$schema';

export const SETTING_KEYS: Fields<FileSettings> = {
  organization: {
    kind: text(organizationProblem),
    description: () =>
      l10n.t(
        'Your organization at the registry. With it, images are named `registry/organization/…` and tags of a fixed version can be had. Without it, the free images with their tags `latest` and `latest-dev`.',
      ),
  },
  registry: {
    kind: text(registryProblem),
    description: () => l10n.t('Host of the registry that images are named with, and a path behind it if a mirror has one.'),
    default: DEFAULT_SETTINGS.registry,
  },
  nodeVersion: {
    kind: nodeVersionKind,
    description: () =>
      l10n.t(
        'Which version of Node.js the migrated Dockerfile uses: `latest`; `keep`, that of the Dockerfile; or a version for all of them, such as `22`. Anything but `latest` needs an organization.',
      ),
    default: DEFAULT_SETTINGS.nodeVersion,
  },
  strategy: {
    kind: choice({
      auto: () => l10n.t('The smallest final stage that still starts, serves and stops as before.'),
      distroless: () => l10n.t('A final stage without shell and package manager, or no conversion.'),
      dev: () => l10n.t('A final stage from the -dev image, which has a shell and a package manager.'),
      direct: () => l10n.t('The stages stay as they are; only what must change is changed.'),
    }),
    description: () => l10n.t('How far a migration goes.'),
    default: DEFAULT_SETTINGS.strategy,
  },
  workingDirectory: {
    kind: choice({
      auto: () => l10n.t('From exactly `/usr/src/app`, the placeholder of Docker, to `/app`, where nothing names the old folder.'),
      keep: () => l10n.t('It stays where it is.'),
    }),
    description: () => l10n.t('Where the application lies in the final stage.'),
    default: DEFAULT_SETTINGS.workingDirectory,
  },
  context: {
    kind: text(contextProblem),
    description: () =>
      l10n.t(
        'The build context of the Dockerfiles, relative to this file. Without it: found from compose files and from what `COPY` names.',
      ),
  },
  index: {
    kind: choice({
      bundled: () => l10n.t('The list that ships with the product.'),
      refreshed: () => l10n.t('The list that `migrate-to-chainguard index update` fetched on this machine.'),
    }),
    description: () => l10n.t('The list in which the names of Wolfi packages are looked up.'),
    default: 'bundled',
  },
  severities: {
    kind: record(
      { problem: ruleProblem, schema: { enum: RULE_IDS } },
      choice({
        error: () => l10n.t('An error.'),
        warning: () => l10n.t('A warning.'),
        information: () => l10n.t('An information.'),
        hint: () => l10n.t('A hint.'),
        off: () => l10n.t('Nothing is said. A migration converts the lines all the same.'),
      }),
    ),
    description: () => l10n.t('Another severity per rule, for example `{ "healthcheck": "off" }`.'),
    default: {},
  },
  packages: {
    kind: packagesKind,
    description: () =>
      l10n.t(
        'Names of packages that the table lacks or has otherwise: name in the Dockerfile to the name in Wolfi, to several names, or to `null` where the package is not needed. For example `{ "libfoo-dev": "foo-dev", "mytool": null }`.',
      ),
    default: {},
  },
  images: {
    kind: imagesKind,
    description: () =>
      l10n.t('Images of your own: bases that are made like an official Node image, and images in place of those of Chainguard.'),
    default: {},
  },
  ignore: {
    kind: list(text(patternProblem)),
    description: () =>
      l10n.t('Dockerfiles that are left in peace, as patterns of .gitignore relative to this file, for example `["legacy/", "*.old"]`.'),
    default: [],
  },
};

/** Where files lie on one machine is nobody else's business. */
function contextProblem(value: string): string | undefined {
  return /^(?:\/|[a-z]:)/i.test(value) || value.includes('\\') ? l10n.t('takes a relative path with slashes, not "{0}"', value) : undefined;
}

function patternProblem(value: string): string | undefined {
  return value.includes('\\') && !/\\[ !#*?[\]]/.test(value) ? l10n.t('takes patterns with slashes, not "{0}"', value) : undefined;
}

function ruleProblem(rule: string, name: string): string | undefined {
  if (RULE_IDS.some((id) => id === rule)) return undefined;
  const [near] = nearNames(rule, RULE_IDS);
  return near === undefined
    ? l10n.t('unknown rule "{0}" in "{1}"', rule, name)
    : l10n.t('unknown rule "{0}" in "{1}"; did you mean "{2}"?', rule, name, near);
}
