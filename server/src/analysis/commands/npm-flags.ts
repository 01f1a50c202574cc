/**
 * The flags that npm 12 knows. Any other flag on its command line is an error (npm/cli pull request 9276, released in 12.0.0).
 * Names and deprecations: npm/cli `workspaces/config/lib/definitions` at 004a648, 2026-08.
 */
import type { Option, ParsedArguments, ShellWord } from '../../shell/index.ts';

/** Flags with a value. Behind these a word of its own belongs to the flag. */
const withValue =
  'access allow-directory allow-file allow-git allow-remote allow-scripts also audit-level auth-type before ca cache cache-max cache-min cafile call cert cidr cpu depth diff diff-dst-prefix diff-src-prefix diff-unified edit-dir editor expect-result-count expires fetch-retries fetch-retry-factor fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout git global-ignore-file globalconfig heading https-proxy include init-author-email init-author-name init-author-url init-license init-module init-type init-version init.author.email init.author.name init.author.url init.license init.module init.version install-strategy key libc local-address location lockfile-version loglevel logs-dir logs-max maxsockets message min-release-age min-release-age-exclude name node-gyp node-options noproxy omit only orgs orgs-permission os otp pack-destination package packages packages-and-scopes-permission password patches-dir prefix preid provenance-file proxy registry replace-registry-host save-prefix sbom-format sbom-type scope scopes script-shell searchexclude searchlimit searchopts searchstaleness shell tag tag-version-prefix token-description umask user-agent userconfig viewer which workspace'.split(
    ' ',
  );

const withoutValue =
  'all allow-same-version allow-scripts-pending allow-scripts-pin allow-unused-patches audit bin-links browser bypass-2fa color commit-hooks dangerously-allow-all-scripts description dev diff-ignore-all-space diff-name-only diff-no-prefix diff-text dry-run engine-strict expect-results force foreground-scripts format-package-lock fund git-tag-version global global-style if-present ignore-existing ignore-patch-failures ignore-scripts include-attestations include-staged include-workspace-root init-private install-links json keep-edit-dir legacy-bundling legacy-peer-deps link long offline omit-lockfile-registry-resolved optional package-lock package-lock-only packages-all parseable prefer-dedupe prefer-offline prefer-online production progress provenance read-only rebuild-bundle save save-bundle save-dev save-exact save-optional save-peer save-prod sign-git-commit sign-git-tag strict-allow-scripts strict-npmrc strict-peer-deps strict-ssl timing unicode update-notifier usage version versions workspaces workspaces-update yes'.split(
    ' ',
  );

/** Long spellings that npm replaces by another flag. */
const replaced = ['enjoy-by', 'quiet', 'silent', 'verbose', 'desc', 'help', 'local', 'no', 'porcelain', 'readonly', 'reg', 'iwr'];

const known: ReadonlySet<string> = new Set([...withValue, ...withoutValue, ...replaced]);

const deprecated: ReadonlySet<string> = new Set([
  'also',
  'cache-max',
  'cache-min',
  'cert',
  'dev',
  'global-style',
  'init.author.email',
  'init.author.name',
  'init.author.url',
  'init.license',
  'init.module',
  'init.version',
  'key',
  'legacy-bundling',
  'only',
  'optional',
  'production',
]);

/** Flags that npm never knew or knows no more; a word behind them was their value all the same. */
const formerWithValue = [
  'network-timeout',
  'network-concurrency',
  'target',
  'target_arch',
  'target_platform',
  'target-arch',
  'arch',
  'platform',
  'python',
  'jobs',
  'cwd',
  'store-dir',
  'cache-folder',
  'unsafe-perm-value',
];

/** For `parseOptions`: every npm flag that takes a value, with its short spellings. */
export const npmOptions: { readonly withValue: readonly string[] } = {
  withValue: [...withValue, ...formerWithValue].map((name) => `--${name}`).concat('-c', '-C', '-L', '-m', '-w', '--reg', '--enjoy-by'),
};

/** The words that hold flags on which npm 12 stops, and those that hold deprecated ones. */
export function judgeNpmFlags(
  parsed: ParsedArguments,
  project: boolean,
): { readonly refusedFlags: readonly ShellWord[]; readonly deprecatedFlags: readonly ShellWord[] } {
  const wordsOf = (judge: (name: string) => boolean): readonly ShellWord[] => [
    ...new Set(parsed.options.filter((option) => isLong(option) && judge(baseOf(option.name))).map(({ word }) => word)),
  ];
  return {
    // `--allow-scripts` is for global installs; on a project's it is an error.
    refusedFlags: wordsOf((name) => (project && name === 'allow-scripts') || !isKnown(name)),
    deprecatedFlags: wordsOf((name) => deprecated.has(name)),
  };
}

/** Whether `npm config set NAME` is taken; npm 9 and later stop at names that they do not know. */
export function isKnownNpmSetting(name: string): boolean {
  return isKnown(name) || /:_/.test(name) || /^(?:email|unsafe-http|certfile|keyfile|init[-.].+)$/.test(name);
}

function isLong(option: Option): boolean {
  return option.name.startsWith('--') && option.word.literal;
}

/** `--no-audit` is `audit`. */
function baseOf(name: string): string {
  const bare = name.slice(2);
  return bare.startsWith('no-') && bare !== 'no-proxy' ? bare.slice(3) : bare;
}

/** Settings of a scope or a host (`--@acme:registry`, `--//host/:_authToken`) are always accepted. */
function isKnown(name: string): boolean {
  return known.has(name) || name === '_auth' || name.startsWith('//') || /^@.+:registry$/.test(name);
}
