/** `node …`: its options, its script, and which file that is. */
import * as l10n from '@vscode/l10n';
import { folderOf, resolvePath } from '../../project/paths.ts';
import { quoteWord } from '../../shell/index.ts';
import type { CommandWord } from '../command-word.ts';
import type { FileEvidence } from '../start.ts';
import { evidenceFor, packageOfPath } from './evidence.ts';
import { manifestIn } from './manifests.ts';
import { type Outcome, needsShell, unresolved } from './outcome.ts';
import { developmentToolOfPackage } from './tool-table.ts';
import { type Trail, withStep } from './trail.ts';

/** Options of node whose value may be the next word (nodejs.org/api/cli.html, v26). V8's own options take theirs behind `=` only. */
const optionsWithValue = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '-C',
  '--conditions',
  '--env-file',
  '--env-file-if-exists',
  '--title',
  '--input-type',
  '--icu-data-dir',
  '--openssl-config',
  '--redirect-warnings',
  '--disable-warning',
  '--diagnostic-dir',
  '--report-dir',
  '--report-directory',
  '--report-filename',
  '--report-signal',
  '--dns-result-order',
  '--unhandled-rejections',
  '--trace-event-categories',
  '--trace-event-file-pattern',
  '--max-http-header-size',
  '--tls-cipher-list',
  '--tls-keylog',
  '--heapsnapshot-signal',
  '--heapsnapshot-near-heap-limit',
  '--cpu-prof-dir',
  '--cpu-prof-name',
  '--heap-prof-dir',
  '--heap-prof-name',
  '--localstorage-file',
  '--secure-heap',
  '--secure-heap-min',
  '--watch-path',
  '--experimental-default-type',
  '--es-module-specifier-resolution',
  '--network-family-autoselection-attempt-timeout',
]);
/** Their value is a file (or a package) that must be in the image. */
const loadingOptions = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '--env-file',
  '--env-file-if-exists',
  '--openssl-config',
]);
const developmentOptions = new Set(['--watch', '--watch-path', '--test', '--watch-preserve-output']);
const textOptions = new Set(['-e', '--eval', '-p', '--print', '-pe']);
/** TypeScript loaders: the script is run as it is, by a tool for development. */
const typescriptLoaders =
  /^(?:tsx(?:\/.*)?|ts-node(?:\/.*)?|esbuild-register|@swc-node\/register.*|tsconfig-paths\/register|sucrase\/register|@babel\/register|ts-node-dev)$/;

/** Follows what stands behind `node`. */
export function followNode(words: readonly CommandWord[], trail: Trail): Outcome {
  const options: CommandWord[] = [];
  const reads: string[] = [];
  let developmentTool: string | undefined;
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || word.value === '--' || word.value === '-') {
      index++;
      break;
    }
    if (!word.literal && word.value.startsWith('$')) {
      // `node $NODE_OPTIONS app.js`: an expansion before a script can only be options.
      if (words.length === index + 1)
        return needsShell(trail, l10n.t('the script of node is `{0}`, which a shell expands', word.raw), {
          text: undefined,
          range: word.range,
        });
      options.push(word);
      continue;
    }
    if (!word.value.startsWith('-')) break;
    const equals = word.value.indexOf('=');
    const name = equals < 0 ? word.value : word.value.slice(0, equals);
    if (developmentOptions.has(name))
      return {
        kind: 'development',
        trail,
        tool: `node ${name}`,
        reason: l10n.t('`node {0}` restarts on changes or runs tests: for developing', name),
      };
    if (textOptions.has(name)) return unresolved(trail, l10n.t('`node {0}` runs text instead of a file', name), word.range);
    if (/^--(?:version|help|v8-options|run)$|^-[vhi]$/.test(name))
      return unresolved(trail, l10n.t('`node {0}` starts no application', name), word.range);
    options.push(word);
    const next = equals < 0 && optionsWithValue.has(name) ? words[++index] : undefined;
    if (next !== undefined) options.push(next);
    const value = equals < 0 ? next?.value : word.value.slice(equals + 1);
    if (value === undefined || !loadingOptions.has(name)) continue;
    if (typescriptLoaders.test(value)) developmentTool = value.split('/')[0];
    else if (value.startsWith('.') || value.startsWith('/') || name.startsWith('--env-file')) reads.push(value);
  }
  const script = words[index];
  const rest = words.slice(index + 1);
  if (script === undefined) return unresolved(trail, l10n.t('node without a script is an interactive prompt'));
  if (!script.literal)
    return needsShell(trail, l10n.t('the script of node is `{0}`, which a shell expands', script.raw), {
      text: undefined,
      range: script.range,
    });
  return startFile(script, rest, { ...trail, reads: [...trail.reads, ...reads] }, options, developmentTool);
}

/** A start of `script` (as given, relative to the trail's folder or absolute) with node. */
export function startFile(
  script: CommandWord,
  given: readonly CommandWord[],
  trail: Trail,
  nodeOptions: readonly CommandWord[] = [],
  developmentTool?: string,
): Outcome {
  if (trail.workdir === undefined && !script.value.startsWith('/'))
    return unresolved(
      trail,
      l10n.t('the folder of {0} is not known, because WORKDIR holds a variable that cannot be resolved', script.value),
      script.range,
    );
  const path = resolvePath(trail.workdir ?? '/', script.value);
  const linked = /\/node_modules\/\.bin\/([^/]+)$/.exec(path);
  if (linked?.[1] !== undefined)
    return unresolved(trail, l10n.t('node_modules/.bin/{0} is a link whose target is not known', linked[1]), script.range);
  const resolved = resolveModule(path, trail);
  // Without a file to look at, the name stays as it was given unless package.json says which file it is.
  const certain = resolved.evidence.kind === 'present' || (resolved.because !== undefined && javascript.test(resolved.path));
  const word = resolved.path === path || !certain ? script : asGiven(script, path, resolved.path);
  const next = word === script ? trail : withStep(trail, `node ${script.value}`, `node ${word.value}`, resolved.because);
  const packageName = packageOfPath(resolved.path);
  const tool = developmentTool ?? (packageName === undefined ? undefined : developmentToolOfPackage(packageName));
  return { kind: 'node', trail: next, nodeOptions, script: word, arguments: given, evidence: resolved.evidence, developmentTool: tool };
}

interface ResolvedModule {
  readonly path: string;
  readonly evidence: FileEvidence;
  /** The package.json that says so, for a folder. */
  readonly because: string | undefined;
}

const extensions = ['.js', '.json', '.node'];
const javascript = /\.[cm]?js$/;

/** Node's own search for its main script: the file, with extensions, the folder's `main`, its index. */
function resolveModule(path: string, trail: Trail): ResolvedModule {
  const tried: ResolvedModule[] = [];
  const attempt = (candidate: string, because: string | undefined): ResolvedModule | undefined => {
    const found = { path: candidate, evidence: evidenceFor(candidate, trail), because };
    tried.push(found);
    return found.evidence.kind === 'present' || found.evidence.kind === 'dependency' ? found : undefined;
  };
  const hasExtension = /\.(?:[cm]?js|json|node|[cm]?ts)$/.test(path);
  const direct = attempt(path, undefined);
  if (direct !== undefined) return direct;
  if (!hasExtension) {
    for (const extension of extensions.slice(0, 1)) {
      const found = attempt(path + extension, undefined);
      if (found !== undefined) return found;
    }
    const manifest = manifestIn(path, trail.request);
    const main = manifest.kind === 'read' ? manifest.manifest.packageJson.main : undefined;
    if (main !== undefined && manifest.kind === 'read') {
      const target = resolvePath(path, main);
      for (const candidate of [target, ...extensions.map((extension) => target + extension), `${target}/index.js`]) {
        const found = attempt(candidate, manifest.manifest.contextPath);
        if (found !== undefined) return found;
      }
    }
    const index = attempt(`${path}/index.js`, undefined);
    if (index !== undefined) return index;
    // The image may hold the file under the name that node would find: with an extension, or as the folder's main.
    const built =
      tried.find(({ evidence, path: candidate }) => evidence.kind === 'built' && candidate !== path) ??
      tried.find(({ evidence }) => evidence.kind === 'built');
    if (built !== undefined) return built;
  }
  const [first] = tried;
  const built = tried.find(({ evidence }) => evidence.kind === 'built');
  return built ?? first ?? { path, evidence: { kind: 'missing', why: l10n.t('not found') }, because: undefined };
}

/** Keeps the way the path was written: relative stays relative, `./` stays. */
function asGiven(script: CommandWord, path: string, resolved: string): CommandWord {
  const given = script.value.replace(/\/+$/, '');
  let value: string;
  if (given === '.' || given === './' || given === '') value = resolved.slice(path === '/' ? 1 : path.length + 1);
  else if (resolved.startsWith(path)) value = given + resolved.slice(path.length);
  else value = resolved;
  const folder = folderOf(given);
  const spelled = value === '' ? folder : value;
  return { ...script, value: spelled, raw: quoteWord(spelled) };
}
