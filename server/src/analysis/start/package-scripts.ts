/** Scripts of package.json: found, with hooks and arguments, and followed as the shell text that they are. */
import * as l10n from '@vscode/l10n';
import { fileExists } from '../../project/existence.ts';
import { own } from '../../project/package-json.ts';
import { folderOf, resolvePath } from '../../project/paths.ts';
import { commandName, parseScriptText } from '../../shell/index.ts';
import { type CommandWord, plainWord, printWords } from '../command-word.ts';
import type { PackageManagerCall } from '../package-manager-call.ts';
import { type Manifest, nearestManifest, placedWorkspace, workspacesOf } from './manifests.ts';
import { type Follow, needsShell, type Outcome, unresolved } from './outcome.ts';
import { followText } from './shell-text.ts';
import { usesPlugAndPlay } from './plug-and-play.ts';
import { findTool, followTool } from './tools.ts';
import { circle, deepestTrail, type Trail, withNote, withStep } from './trail.ts';

type Call = PackageManagerCall<CommandWord>;

function withoutNodeModules(): string {
  return l10n.t("yarn's Plug'n'Play keeps the packages outside node_modules, so that only yarn can start the application");
}

/** Follows a call of npm, yarn, pnpm, npx or bun. */
export function followCall(call: Call, words: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const written = printWords(words);
  if (trail.depth > deepestTrail) return unresolved(trail, circle());
  if (call.manager === 'bun')
    return { kind: 'program', trail, program: 'bun', words, reason: l10n.t('`{0}` runs on Bun, not on Node', written) };
  if (call.kind === 'other')
    return unresolved(trail, l10n.t('`{0}` is work for {1}, not the start of an application', written, call.manager), words[0]?.range);
  const placed = placeOf(call, trail);
  if (typeof placed === 'string') return unresolved(trail, placed);
  const next: Trail = { ...trail, workdir: placed.folder, manager: trail.manager ?? (call.manager === 'npx' ? 'npx' : call.manager) };
  switch (call.kind) {
    case 'script':
      return followScriptCall(call, written, next, follow);
    case 'tool':
      return followToolCall(call, written, next, follow);
    case 'text':
      return followText(call.text.value, withStep(withBins(next, placed.folder), written, call.text.value, undefined), follow);
  }
}

interface CallFolder {
  readonly folder: string | undefined;
}

/** The folder in which the call runs, or why that is not known. */
function placeOf(call: Call, trail: Trail): CallFolder | string {
  const { workdir } = trail;
  if (workdir === undefined) return l10n.t('WORKDIR holds a variable that cannot be resolved');
  const folder = call.folder === undefined ? workdir : resolvePath(workdir, call.folder);
  if (call.everyWorkspace) return l10n.t('it runs a script in every workspace: more than one program');
  if (call.atRoot) return { folder: workspacesOf(folder, trail.request)?.imageRoot ?? folder };
  if (call.workspaces.length === 0) return { folder };
  const [name, ...others] = call.workspaces;
  if (name === undefined || others.length > 0) return l10n.t('it runs a script in several workspaces: more than one program');
  const found = placedWorkspace(name, folder, trail.request);
  return found === undefined ? l10n.t('no workspace is called {0}', name) : { folder: found.folder };
}

function followScriptCall(call: Extract<Call, { kind: 'script' }>, written: string, trail: Trail, follow: Follow): Outcome {
  const { script, arguments: given } = call;
  if (!script.literal) {
    return needsShell(trail, l10n.t('the name of the script is `{0}`, which is expanded when the container starts', script.raw), {
      range: script.range,
      hint: l10n.t('Name the script that production runs.'),
    });
  }
  const folder = trail.workdir ?? '/';
  const result = nearestManifest(folder, trail.request);
  if (result.kind === 'absent')
    return unresolved(trail, l10n.t('`{0}` needs a package.json in {1}, and none was found', written, folder), script.range);
  if (result.kind === 'unreadable') return unresolved(trail, l10n.t('`{0}` cannot be followed: {1}', written, result.reason), script.range);
  const { manifest } = result;
  if (call.manager === 'yarn' && usesPlugAndPlay(manifest, trail.request)) return unresolved(trail, withoutNodeModules(), script.range);
  const inFolder: Trail = { ...withBins(trail, manifest.folder), workdir: manifest.folder };
  const text = own(manifest.packageJson.scripts, script.value) ?? defaultScript(script.value, manifest, trail);
  if (text === undefined) {
    if (call.binaryToo) {
      const tool = followTool([script, ...given], manifest.folder, withStep(inFolder, written, script.value, undefined), follow);
      if (tool !== undefined) return tool;
    }
    return unresolved(trail, l10n.t('{0} has no script "{1}"', manifest.contextPath ?? 'package.json', script.value), script.range);
  }
  // As the managers do it: the arguments are quoted and put behind the text.
  const line = given.length === 0 ? text : `${text} ${printWords(given)}`;
  const stepped: Trail = { ...withStep(inFolder, written, line, manifest.contextPath), scriptName: script.value, inDockerfile: false };
  return withHooks(script.value, line, manifest, call, stepped, follow);
}

/** npm's own default for `npm start`. */
function defaultScript(script: string, manifest: Manifest, trail: Trail): string | undefined {
  if (script !== 'start' || manifest.contextPath === undefined) return undefined;
  const server = resolvePath(resolvePath(trail.request.contextFolder, folderOf(manifest.contextPath)), 'server.js');
  return fileExists(trail.request.files, server) === 'yes' ? 'node server.js' : undefined;
}

/** `pre` and `post` scripts: empty ones and mere messages fall away, any other makes it a chain. Yarn 2 and later run none. */
function withHooks(
  script: string,
  line: string,
  manifest: Manifest,
  call: Extract<Call, { kind: 'script' }>,
  trail: Trail,
  follow: Follow,
): Outcome {
  const { scripts } = manifest.packageJson;
  const berry = call.manager === 'yarn' && /^yarn@(?:[2-9]|\d\d)/.test(manifest.packageJson.packageManager ?? '');
  const before = berry ? undefined : own(scripts, `pre${script}`);
  const after = berry ? undefined : own(scripts, `post${script}`);
  const hooks = [
    ['pre', before],
    ['post', after],
  ] as const;
  let next = trail;
  const telling: { readonly name: string; readonly text: string }[] = [];
  for (const [kind, text] of hooks) {
    if (text === undefined) continue;
    const name = `${kind}${script}`;
    if (isHarmless(text)) next = withNote(next, l10n.t('The script {0} only prints a message and is left out.', name));
    else telling.push({ name, text });
  }
  if (telling.length === 0) return followText(line, next, follow);
  const hooked = telling.map(({ name }) => name);
  const names = hooked.length === 2 ? l10n.t('{0} and {1}', ...hooked) : hooked.join('');
  const source = manifest.contextPath ?? 'package.json';
  const chain = [
    telling.find(({ name }) => name.startsWith('pre'))?.text,
    line,
    telling.find(({ name }) => name.startsWith('post'))?.text,
  ].filter((text) => text !== undefined);
  const outcome = followText(
    chain.map((text) => (chain.length > 1 && /[;|&]/.test(text) ? `{ ${text}; }` : text)).join(' && '),
    next,
    follow,
  );
  if (outcome.kind === 'unresolved' || outcome.kind === 'development') return outcome;
  const reason = telling.length > 1 ? l10n.t('{0} of {1} run as well', names, source) : l10n.t('{0} of {1} runs as well', names, source);
  return needsShell(outcome.trail, reason, {
    text: outcome.kind === 'shell' ? outcome.text : undefined,
    tools: outcome.kind === 'shell' ? outcome.tools : [],
    hint: l10n.t('Run what {0} does while the image is built, or as a step before the container starts.', names),
  });
}

function isHarmless(text: string): boolean {
  const script = parseScriptText(text);
  return (
    script.valid &&
    script.items.every(
      ({ pipeline, background }) =>
        !background &&
        pipeline.commands.every((command) => {
          const name = command.kind === 'simple' ? commandName(command) : undefined;
          return command.redirects.length === 0 && name !== undefined && ['echo', 'true', ':', 'printf'].includes(name);
        }),
    )
  );
}

function followToolCall(call: Extract<Call, { kind: 'tool' }>, written: string, trail: Trail, follow: Follow): Outcome {
  const [name] = call.command;
  const folder = trail.workdir ?? '/';
  if (name === undefined) return unresolved(trail, l10n.t('`{0}` starts no application', written));
  const next = withBins(withStep(trail, written, printWords(call.command), undefined), folder);
  const nearest = call.manager === 'yarn' ? nearestManifest(folder, trail.request) : undefined;
  if (nearest?.kind === 'read' && usesPlugAndPlay(nearest.manifest, trail.request))
    return unresolved(trail, withoutNodeModules(), name.range);
  if (!name.literal) return needsShell(trail, l10n.t('`{0}` is expanded when the container starts', name.raw), { range: name.range });
  const bare = name.value.replace(/(.)@[^/]*$/, '$1');
  const command = [bare === name.value ? name : plainWord(bare), ...call.command.slice(1)];
  const local = !bare.includes('/') && findTool(bare, folder, next) !== undefined;
  const outcome = follow(command, next);
  if (outcome.kind !== 'unresolved' || local) return outcome;
  return unresolved(
    trail,
    call.fetches || !local
      ? l10n.t('`{0}` fetches {1} when the container starts, because no package.json at hand names it', written, bare)
      : outcome.reason,
    name.range,
  );
}

/** npm puts the node_modules/.bin of the package and of every folder above it on PATH. */
function withBins(trail: Trail, folder: string | undefined): Trail {
  if (folder === undefined) return trail;
  const root = workspacesOf(folder, trail.request)?.imageRoot;
  const folders = [folder, ...(root === undefined || root === folder ? [] : [root])].map((owner) =>
    resolvePath(owner, 'node_modules/.bin'),
  );
  return { ...trail, binFolders: [...new Set([...folders, ...trail.binFolders])] };
}

/** `run-script-os`: the script with the operating system behind its name. */
export function followRunScriptOs(given: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const name = trail.scriptName;
  const result = trail.workdir === undefined ? undefined : nearestManifest(trail.workdir, trail.request);
  if (name === undefined || result?.kind !== 'read') return unresolved(trail, l10n.t('`run-script-os` needs the script that calls it'));
  const { scripts } = result.manifest.packageJson;
  const chosen = ['linux', 'nix', 'default']
    .map((suffix) => `${name}:${suffix}`)
    .find((candidate) => own(scripts, candidate) !== undefined);
  const text = chosen === undefined ? undefined : own(scripts, chosen);
  if (chosen === undefined || text === undefined)
    return unresolved(trail, l10n.t('package.json has no script {0}:linux or {0}:default for `run-script-os`', name));
  const line = given.length === 0 ? text : `${text} ${printWords(given)}`;
  return followText(line, { ...withStep(trail, 'run-script-os', line, result.manifest.contextPath), scriptName: chosen }, follow);
}

/** `npm-run-all a b`, `run-s a b`: one after the other is a chain; at the same time is not one program. */
export function followRunAll(command: string, given: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const parallel = command === 'run-p' || given.some((word) => /^(?:-p|--parallel|-l.*p.*)$/.test(word.value));
  const result = trail.workdir === undefined ? undefined : nearestManifest(trail.workdir, trail.request);
  const names = given.filter((word) => !word.value.startsWith('-')).map((word) => word.value);
  if (parallel && names.length > 1)
    return needsShell(trail, l10n.t('`{0}` starts several programs at the same time', command), {
      hint: l10n.t('Start one program per container.'),
    });
  if (result?.kind !== 'read' || names.some((name) => /[*{ ]/.test(name)))
    return unresolved(trail, l10n.t('`{0} {1}` cannot be followed', command, names.join(' ')));
  const text = names.map((name) => `npm run ${name}`).join(' && ');
  return followText(text, withStep(trail, `${command} ${names.join(' ')}`, text, undefined), follow);
}
