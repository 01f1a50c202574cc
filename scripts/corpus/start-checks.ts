/** The start of what was migrated: a Node process whose file is there, with the arguments and the environment of the old one. */
import type { ProjectFiles } from '../../server/src/project/files.ts';
import { addedPackages } from './apk-names.ts';
import type { ReadTexts } from './law-checks.ts';
import { oldStart } from './old-start.ts';
import { jsonForm, type PlainStage } from './plain-dockerfile.ts';
import { CHAINGUARD_NODE, effectiveStart, lineage, resolvePath } from './stage-start.ts';
import { type Origin, traceFile } from './trace-file.ts';

/** Options of node that take the next word as their value. */
const OPTIONS_WITH_VALUE = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '--env-file',
  '-C',
  '--conditions',
  '--inspect-port',
  '--title',
  '--icu-data-dir',
  '--openssl-config',
]);
const RUNTIME_IMAGE = /(?:cgr\.dev|chainguard)\S*\/node:(?!\S*-dev$)\S+$/;

export interface NodeCommand {
  readonly options: readonly string[];
  readonly script: string | undefined;
  readonly arguments: readonly string[];
}

export interface StartJudgement {
  readonly command: readonly string[];
  readonly origin: Origin;
}

/** Stages on a runtime image that the input did not have: no RUN, no shell form, never `node node`. */
export function unfitRuntimeStages({ before, new: after, migration }: ReadTexts): readonly string[] {
  const found: string[] = [];
  const hasShell =
    migration.strategy === 'runtime-packages' && addedPackages(after).some((name) => /^(busybox|bash|dash-binsh)$/.test(name));
  for (const stage of after.stages) {
    const [root] = lineage(after, stage);
    if (root === undefined || !RUNTIME_IMAGE.test(root.image) || before.includes(root.image)) continue;
    const name = `stage ${stage.name ?? stage.index}`;
    for (const { keyword, rest } of stage.instructions) {
      const shellForm = jsonForm(keyword === 'HEALTHCHECK' ? rest.replace(/^.*?\bCMD\s+/, '') : rest) === undefined;
      if (keyword === 'RUN') found.push(`${name} has RUN`);
      if (keyword === 'SHELL') found.push(`${name} has SHELL`);
      if (shellForm && !hasShell && /^(CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword) && rest !== 'NONE')
        found.push(`${name} has ${keyword} in shell form`);
    }
    const { command } = effectiveStart(after, stage, CHAINGUARD_NODE);
    if (command !== undefined && isNode(command[0]) && isNode(command[1])) found.push(`${name} starts ${command.join(' ')}`);
  }
  if (migration.strategy === 'distroless') {
    const root = lastRoot(after.stages, after);
    if (root !== undefined && !RUNTIME_IMAGE.test(root.image)) found.push(`distroless, but the last stage stands on ${root.image}`);
  }
  return found;
}

function lastRoot(stages: readonly PlainStage[], after: ReadTexts['new']): PlainStage | undefined {
  const last = stages.at(-1);
  return last === undefined ? undefined : lineage(after, last)[0];
}

/** For distroless results: what starts, and where its file comes from. Undefined for all others. */
export function judgeStart(texts: ReadTexts, files: ProjectFiles, contextRoot: string): StartJudgement | undefined {
  const { new: after, migration } = texts;
  const last = after.stages.at(-1);
  if (migration.strategy !== 'distroless' || last === undefined) return undefined;
  const { command, workdir, inherited } = effectiveStart(after, last, CHAINGUARD_NODE);
  const unresolved = (why: string): StartJudgement => ({ command: command ?? [], origin: { kind: 'unresolved', why } });
  if (command === undefined) return unresolved('shell form');
  if (inherited) return unresolved("the image's own start");
  const node = nodeCommand(command);
  if (node === undefined) return unresolved(`${command.join(' ')} is not a Node process`);
  if (node.script === undefined) {
    return node.options.some((option) => /^(-e|-p|--eval|--print)$/.test(option))
      ? { command, origin: { kind: 'built', by: 'the command line itself' } }
      : unresolved('no script');
  }
  return { command, origin: traceFile(after, last, resolvePath(workdir, node.script), files, contextRoot) };
}

/** Arguments and variables that the old start had and the new one has not, as far as the old one can be read by simple means. */
export function changedStart({ old, new: after, migration }: ReadTexts, files: ProjectFiles, contextRoot: string): readonly string[] {
  const last = after.stages.at(-1);
  if (migration.strategy !== 'distroless' || last === undefined) return [];
  const { command, environment, workdir } = effectiveStart(after, last, CHAINGUARD_NODE);
  const node = command === undefined ? undefined : nodeCommand(command);
  const started = oldStart(old, files, contextRoot);
  if (node?.script === undefined || started === undefined) return [];
  const found: string[] = [];
  const [program, ...rest] = started.words;
  const wanted = isNode(program) ? nodeCommand(started.words) : undefined;
  const oldArguments = wanted?.arguments ?? rest;
  if (oldArguments.join('\n') !== node.arguments.join('\n'))
    found.push(`arguments were [${oldArguments.join(' ')}], are [${node.arguments.join(' ')}]`);
  if (wanted?.script !== undefined) {
    const plain = (script: string): string => script.replace(/^(\.{0,2}\/)+/, '').replace(/\.[cm]?js$/, '');
    const oldScript = plain(wanted.script);
    const newScript = plain(resolvePath(workdir, node.script));
    // A folder is started by a file in it.
    if (!newScript.endsWith(oldScript) && !`${newScript}/`.includes(`${oldScript}/`))
      found.push(`script was ${wanted.script}, is ${node.script}`);
    if (wanted.options.join(' ') !== node.options.join(' '))
      found.push(`node options were [${wanted.options.join(' ')}], are [${node.options.join(' ')}]`);
  } else if (!/node_modules\//.test(node.script) && !node.script.includes(program ?? '')) {
    found.push(`program was ${program ?? ''}, script is ${node.script}`);
  }
  for (const [name, value] of started.environment) {
    if (environment.get(name) !== value) found.push(`the script set ${name}=${value}, the image has ${environment.get(name) ?? 'none'}`);
  }
  return found;
}

/** Undefined when it is no Node process. An init in front is passed over. */
export function nodeCommand(words: readonly string[]): NodeCommand | undefined {
  let [first, ...rest] = words;
  if (first !== undefined && /(^|\/)(dumb-init|tini)$/.test(first)) {
    while (rest[0]?.startsWith('-') === true && rest[0] !== '--') rest = rest.slice(1);
    if (rest[0] === '--') rest = rest.slice(1);
    [first, ...rest] = rest;
  }
  if (!isNode(first)) return undefined;
  const options: string[] = [];
  while (rest[0]?.startsWith('-') === true && rest[0] !== '-') {
    const [option = ''] = rest;
    const taken = OPTIONS_WITH_VALUE.has(option) || /^(-e|-p|--eval|--print)$/.test(option) ? 2 : 1;
    options.push(...rest.slice(0, taken));
    rest = rest.slice(taken);
    if (option === '--') break;
  }
  const [script, ...args] = rest;
  return { options, script, arguments: args };
}

function isNode(word: string | undefined): boolean {
  return word !== undefined && /^(\/usr\/(local\/)?bin\/|\/nodejs\/bin\/)?node$/.test(word);
}
