/** Debian, Alpine and Fedora packages in Wolfi's terms, Wolfi's list, and what packages are for. Pure and offline. */
export { mapPackage, type PackageMapping } from './package-map.ts';
export { heldByNodeImage, type HeldBy } from './node-image.ts';
export { parsePackageSpec, type Ecosystem, type PackageSpec } from './package-spec.ts';
export { packageRole, type PackageRole } from './package-role.ts';
export {
  REMOVED_PACKAGES,
  WOLFI_DATE,
  WOLFI_SOURCE,
  bundledWolfi,
  createWolfiIndex,
  existsInWolfi,
  wolfiPackage,
  type WolfiIndex,
  type WolfiPackage,
} from './wolfi-index.ts';
export { findPackages, nameMeanings } from './package-search.ts';
export { nearNames } from './near-name.ts';
export { searchWolfi, suggestWolfi } from './wolfi-search.ts';
export { completePackages, type PackageCompletion } from './complete-packages.ts';
export { type ApkIndex, type ApkIndexReader, type ApkIndexResult, createApkIndexReader, parseApkIndex, wolfiIndexOf } from './apk-index.ts';
export { compareApkVersions, isApkVersion } from './apk-version.ts';
export { compilesOrFetches, NATIVE_MODULE_NAMES, nativeModule, type NativeModule, needsInstallScript } from './native-module.ts';
export { commandProvider } from './command-provider.ts';
