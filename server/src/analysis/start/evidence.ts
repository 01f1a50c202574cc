/** Will the started file be in the image, and how do we know? */
import * as l10n from '@vscode/l10n';
import { declaredDependency } from '../../project/package-json.ts';
import { normalisePath, pathBelow } from '../../project/paths.ts';
import { baseName } from '../../shell/index.ts';
import type { ProjectFiles } from '../../project/files.ts';
import type { FileEvidence } from '../start.ts';
import { lockedPackagesAround, manifestsAround } from './manifests.ts';
import type { Trail } from './trail.ts';

/** The package that a path inside node_modules belongs to. */
export function packageOfPath(imagePath: string): string | undefined {
  const at = imagePath.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const [first, second] = imagePath.slice(at + '/node_modules/'.length).split('/');
  if (first === undefined || first === '' || first.startsWith('.')) return undefined;
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}

/** Evidence for the file at `imagePath` (absolute). */
export function evidenceFor(imagePath: string, trail: Trail): FileEvidence {
  const { request } = trail;
  if (imagePath.includes('$'))
    return { kind: 'missing', why: l10n.t('nothing expands the variable in {0}: a JSON form has no shell', imagePath) };
  const packageName = packageOfPath(imagePath);
  if (packageName !== undefined) {
    const known = dependencyEvidence(packageName, imagePath.slice(0, imagePath.lastIndexOf('/node_modules/')) || '/', trail);
    if (known !== undefined) return known;
  }
  const origin = request.originOf(imagePath);
  switch (origin.kind) {
    case 'context':
      if (origin.exists) return { kind: 'present', contextPath: origin.path };
      return { kind: 'assumed', why: l10n.t('the files of the build context cannot be listed here') };
    case 'inline':
      return { kind: 'built', by: l10n.t('a heredoc of this Dockerfile'), folder: imagePath };
    case 'built':
      if (packageName !== undefined && origin.tool === 'install') {
        return origin.installed?.packages.some(({ name }) => name === packageName) === true
          ? { kind: 'dependency', packageName }
          : { kind: 'missing', why: l10n.t('no package.json at hand names {0}', packageName) };
      }
      return { kind: 'built', by: origin.by, folder: origin.folder };
    default:
      if (packageName !== undefined) return { kind: 'missing', why: l10n.t('no package.json at hand names {0}', packageName) };
      if (!projectCodeVisible(request.files, request.contextFolder))
        return { kind: 'assumed', why: l10n.t('no source file of the project is at hand') };
      return { kind: 'missing', why: whyMissing(imagePath, origin) };
  }
}

function whyMissing(imagePath: string, origin: ReturnType<Trail['request']['originOf']>): string {
  switch (origin.kind) {
    case 'absent':
    case 'unknown':
      return `${imagePath}: ${origin.why}`;
    case 'external':
      return l10n.t('{0} comes from {1}, which cannot be looked into', imagePath, origin.image);
    default:
      return l10n.t('{0} would have to come with the base image', imagePath);
  }
}

function dependencyEvidence(packageName: string, folder: string, trail: Trail): FileEvidence | undefined {
  for (const manifest of manifestsAround(folder, trail.request)) {
    if (declaredDependency(manifest.packageJson, packageName) !== undefined) return { kind: 'dependency', packageName };
  }
  const locked = lockedPackagesAround(folder, trail.request).some(({ location }) => location === `node_modules/${packageName}`);
  return locked ? { kind: 'dependency', packageName } : undefined;
}

const visible = new WeakMap<ProjectFiles, Map<string, boolean>>();

/** False when the files cannot be listed, or when nothing but settings and manifests is checked out. */
export function projectCodeVisible(files: ProjectFiles, contextFolder: string): boolean {
  const folder = normalisePath(contextFolder);
  const known = visible.get(files)?.get(folder);
  if (known !== undefined) return known;
  const listed = files.list(folder);
  const answer = (files.authoritative === true && listed !== undefined) || listedCode(listed, files.listingComplete, folder);
  const cache = visible.get(files) ?? new Map<string, boolean>();
  visible.set(files, cache);
  cache.set(folder, answer);
  return answer;
}

function listedCode(listed: readonly string[] | undefined, complete: boolean, folder: string): boolean {
  return listed !== undefined && complete && listed.some((path) => isCode(pathBelow(folder, path) ?? path));
}

function isCode(path: string): boolean {
  const name = baseName(path);
  if (!/\.(?:[cm]?[jt]sx?|vue|svelte|astro|coffee)$/.test(name)) return false;
  return !/\.config\.[cm]?[jt]s$|^\.|^(?:gulpfile|Gruntfile|jest\.|babel\.|karma\.|knexfile)|rc\.[cm]?js$|\.d\.ts$/.test(name);
}
