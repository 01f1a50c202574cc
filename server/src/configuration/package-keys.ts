/** `packages`: what a repository says about names of packages. */
import * as l10n from '@vscode/l10n';
import type { PackageOverrides } from '../settings.ts';
import { either, type Kind, list, listOfOne, nothing, record, text } from './kinds.ts';

/** As apk allows them, without version and repository: they are written into RUN lines. */
const APK_NAME = /^(?:(?:so|cmd|pc):)?[a-zA-Z0-9_][a-zA-Z0-9_.+-]*$/;
/** One word of an install command, without its version. */
const OLD_NAME = /^@?[a-zA-Z0-9_][a-zA-Z0-9_.+:-]*$/;

const apkName = text((name) => (APK_NAME.test(name) ? undefined : l10n.t('takes names of apk packages, not "{0}"', name)), {
  pattern: APK_NAME.source,
});

export const packagesKind: Kind<PackageOverrides> = record(
  {
    problem: (name, setting) => (OLD_NAME.test(name) ? undefined : l10n.t('"{0}" in "{1}" is no name of a package', name, setting)),
    schema: { pattern: OLD_NAME.source },
  },
  either<readonly string[] | null>(
    [
      { types: ['string'], kind: listOfOne(apkName) },
      { types: ['array'], kind: list(apkName, 1) },
      { types: ['null'], kind: nothing() },
    ],
    (name) => l10n.t('"{0}" takes a name, a list of names, or null', name),
  ),
);
