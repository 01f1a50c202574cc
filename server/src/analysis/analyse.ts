/** Builds the Analysis: one pass over the stages in order, then the links that point backwards. Pure; reads files through ProjectFiles only. */
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction } from '../dockerfile/ast.ts';
import { baseStage, copySourceStages, createScopes, expandWord } from '../dockerfile/index.ts';
import type { Scopes } from '../dockerfile/scope.ts';
import { classifyImage, contractOf, type ImageKind, parseImageReference } from '../images/index.ts';
import { bundledWolfi, type WolfiIndex } from '../packages/index.ts';
import { findBuildContext } from '../project/build-context.ts';
import { composeServicesFor } from '../project/compose.ts';
import { fileExists } from '../project/existence.ts';
import type { ProjectFiles } from '../project/files.ts';
import { resolvePath } from '../project/paths.ts';
import { baseName } from '../shell/index.ts';
import type { Settings } from '../settings.ts';
import type { WrittenPath } from './effects.ts';
import type { Analysis, RunAnalysis, RunItem, StageAnalysis, StageCopy, UserState } from './model.ts';
import { bringsInit, setsUpInit } from './init-files.ts';
import { findObstacle } from './obstacle.ts';
import { isWithin, resolveImagePath } from './path.ts';
import { roleOf } from './role.ts';
import { TOO_BROAD } from './runtime-layout.ts';
import { APPLICATION_FOLDER, leavesRootFolder } from './root-folder.ts';
import { analyseRun } from './runs.ts';
import { rememberShell, shellAtEnd } from './shells.ts';
import { initialState, type StageState, stateAfter } from './stage-state.ts';
import { startOfStage } from './stage-start.ts';
import type { StartResolution } from './start.ts';

/**
 * Analyses a parsed Dockerfile in its surroundings.
 * `wolfi` is the index that package names are looked up in.
 * `path` is relative to the workspace root. Files whose state is `unknown` are treated as absent; the edge records and loads them.
 */
export function analyse(
  path: string,
  dockerfile: Dockerfile,
  files: ProjectFiles,
  settings: Settings,
  wolfi: WolfiIndex = bundledWolfi,
): Analysis {
  const scopes = createScopes(dockerfile);
  const context = findBuildContext(path, dockerfile, files, settings.context);
  const composeServices = composeServicesFor(files, path);
  const stages: MutableStage[] = [];
  const leaving = leavesRootFolder(dockerfile, scopes, { files, contextFolder: context.folder, composeServices, settings });
  const isFile = (contextPath: string): boolean => fileExists(files, resolvePath(context.folder, contextPath)) === 'yes';
  for (const stage of dockerfile.stages)
    stages.push(analyseStage(dockerfile, scopes, settings, wolfi, stages, stage.index, leaving, isFile));
  linkCopies(dockerfile, stages);
  for (const stage of stages) stage.role = roleOf(stage, stages, composeServices);
  const starts = new Map<StageAnalysis, StartResolution>();
  const analysis: Analysis = {
    path,
    dockerfile,
    scopes,
    settings,
    files,
    context,
    composeServices,
    stages,
    concernsNode: stages.some((stage) => stage.convertible || stage.onChainguard),
    obstacle: findObstacle(dockerfile, stages),
    startOf(stage): StartResolution {
      let start = starts.get(stage);
      if (!start) {
        start = startOfStage(analysis, stage);
        starts.set(stage, start);
      }
      return start;
    },
  };
  return analysis;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type MutableStage = Mutable<StageAnalysis> & { children: StageAnalysis[]; copiedBy: StageCopy[] };

function analyseStage(
  dockerfile: Dockerfile,
  scopes: Scopes,
  settings: Settings,
  wolfi: WolfiIndex,
  earlier: readonly MutableStage[],
  index: number,
  leaving: ReadonlySet<number>,
  isFile: (contextPath: string) => boolean,
): MutableStage {
  const stage = dockerfile.stages[index];
  if (!stage) throw new RangeError(`no stage ${index}`);
  const parentStage = baseStage(dockerfile, stage, scopes);
  const parent = parentStage ? earlier[parentStage.index] : undefined;
  const expanded = expandWord(stage.from.image?.raw ?? '', (name) => scopes.globalScope.get(name)?.value, dockerfile.escape);
  const imageText = expanded.unresolved.length > 0 ? undefined : expanded.value;
  const reference = parseImageReference(imageText ?? stage.from.image?.raw ?? '');
  const image: ImageKind = parent ? parent.image : classifyImage(reference, settings);
  const contract = parent ? parent.contract : contractOf(image);

  const convertible = image.kind === 'official-node' || image.kind === 'distroless-node';
  const leavesRoot = convertible && contract?.workdir === '/' && leaving.has(index);

  const states = new Map<Instruction, StageState>();
  let state: StageState = parent
    ? { user: parent.endUser, workdir: parent.endWorkdir, workdirSet: !parent.noWorkdir, shell: shellAtEnd(parent) }
    : initialState(contract, leavesRoot ? APPLICATION_FOLDER : undefined);
  const runs: RunAnalysis[] = [];
  const accounts = new Set<string>(parent?.accounts ?? []);
  const writes: Mutable<StageAnalysis>['writes'][number][] = [];
  for (const instruction of stage.instructions) {
    states.set(instruction, state);
    if (instruction.keyword === 'RUN') {
      const run = analyseRun(instruction, {
        user: state.user,
        home: homeOf(state.user, contract),
        workdir: state.workdir,
        scope: scopes.before(instruction),
        shell: state.shell,
      });
      runs.push(run);
      for (const item of run.items) {
        forgetRemoved(writes, item);
        for (const written of filesOf(item)) writes.push({ ...written, by: instruction });
      }
      for (const name of accountsMadeBy(run)) accounts.add(name);
    }
    if ((instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && !bringsInit(instruction)) {
      const destination = copyDestination(instruction, state.workdir, scopes, dockerfile.escape);
      if (destination) {
        const named = TOO_BROAD.has(destination) ? filesByName(instruction, isFile) : [];
        if (named.length === 0) writes.push({ path: destination, tree: true, created: false, by: instruction });
        for (const name of named) writes.push({ path: resolveImagePath(destination, name), tree: false, created: false, by: instruction });
      }
    }
    state = stateAfter(instruction, state, scopes, dockerfile.escape);
    if (instruction.keyword === 'WORKDIR' && state.workdir)
      writes.push({ path: state.workdir, tree: false, created: true, by: instruction });
  }
  const end = state;
  rememberShell(stage, end.shell);
  const before = (instruction: Instruction): StageState => states.get(instruction) ?? end;
  const last = (keyword: Instruction['keyword']): Instruction | undefined =>
    stage.instructions.findLast((instruction) => instruction.keyword === keyword);
  const ownEntrypoint = last('ENTRYPOINT');
  const result: MutableStage = {
    index,
    stage,
    from: stage.from,
    imageText,
    reference,
    image,
    contract,
    parent,
    lineage: [],
    children: [],
    copiedBy: [],
    role: 'build',
    isLast: index === dockerfile.stages.length - 1,
    convertible,
    onChainguard: image.kind === 'chainguard-node',
    runs,
    wolfi,
    packages: settings.packages,
    endUser: end.user,
    endWorkdir: end.workdir,
    noWorkdir: !end.workdirSet,
    leavesRoot,
    effectiveEntrypoint: ownEntrypoint ?? parent?.effectiveEntrypoint,
    // Docker: ENTRYPOINT resets a CMD that was inherited.
    effectiveCmd: last('CMD') ?? (ownEntrypoint ? undefined : parent?.effectiveCmd),
    effectiveHealthcheck: last('HEALTHCHECK') ?? parent?.effectiveHealthcheck,
    accounts: [...accounts],
    writes,
    scopeAt: (instruction) => scopes.before(instruction),
    userAt: (instruction) => before(instruction).user,
    workdirAt: (instruction) => before(instruction).workdir,
  };
  result.lineage = parent ? [...parent.lineage, result] : [result];
  parent?.children.push(result);
  return result;
}

function homeOf(user: UserState, contract: StageAnalysis['contract']): string | undefined {
  if (!user.known) return undefined;
  if (user.root) return '/root';
  if (contract && user.name === contract.user.name) return contract.user.home;
  return `/home/${user.name}`;
}

/** What `rm` takes away is not there to be copied. */
function forgetRemoved(writes: { readonly path: string }[], item: RunItem): void {
  const { effect } = item.effect;
  if (effect.kind !== 'file-work' || effect.verb !== 'rm' || !item.plain) return;
  for (let index = writes.length - 1; index >= 0; index--) {
    const path = writes[index]?.path ?? '';
    if (
      item.effect.writes.some((removed) =>
        removed.tree && !item.commands.some(({ command }) => command.words.some((word) => !word.literal || /[*?]/.test(word.raw)))
          ? isWithin(path, removed.path)
          : path === removed.path,
      )
    )
      writes.splice(index, 1);
  }
}

/** What a RUN item leaves that the application may want: not the system's own files, and not the init that the image has. */
function filesOf(item: RunItem): readonly WrittenPath[] {
  if (setsUpInit(item)) return [];
  const { effect } = item.effect;
  // Removing or changing what is there leaves nothing new.
  if (
    effect.kind === 'file-work' &&
    (effect.verb === 'rm' || effect.verb === 'rmdir' || effect.verb === 'chmod' || effect.verb === 'chown')
  )
    return [];
  switch (effect.kind) {
    case 'os-install':
    case 'os-remove':
    case 'os-maintenance':
    case 'os-repository':
    case 'user-account':
    case 'cache-clean':
    case 'locale-and-time-zone':
      return [];
    default:
      return item.effect.writes;
  }
}

function accountsMadeBy(run: RunAnalysis): string[] {
  return run.items
    .flatMap((item) => item.commands)
    .flatMap(({ effect: { effect } }) => (effect.kind === 'user-account' && effect.action !== 'delete' ? [effect.name, effect.id] : []))
    .filter((name): name is string => name !== undefined);
}

/** Absolute destination of a COPY or ADD as a path, undefined when it holds a variable that cannot be resolved. */
export function copyDestination(
  instruction: CopyInstruction,
  workdir: string | undefined,
  scopes: Scopes,
  escape: string,
): string | undefined {
  const { value, unresolved } = expandWord(
    instruction.destination?.raw ?? '',
    (name) => scopes.before(instruction).get(name)?.value,
    escape,
  );
  if (unresolved.length > 0 || value === '') return undefined;
  if (value.startsWith('/')) return resolveImagePath('/', value);
  return workdir === undefined ? undefined : resolveImagePath(workdir, value);
}

/** `COPY docker-entrypoint.sh /`: the names that the files get; none unless every source is known to be a file of the build context. */
function filesByName(instruction: CopyInstruction, isFile: (contextPath: string) => boolean): readonly string[] {
  const { destination, flags, sources } = instruction;
  const plain = instruction.keyword === 'COPY' && !flags.some(({ name }) => name === 'from' || name === 'parents');
  if (!plain || destination?.value.endsWith('/') !== true) return [];
  const names = sources.map(({ value }) => (isFile(value.replace(/^(?:\.?\/)+/, '')) ? baseName(value) : undefined));
  return names.every((name) => name !== undefined) ? names : [];
}

function linkCopies(dockerfile: Dockerfile, stages: readonly MutableStage[]): void {
  for (const by of stages) {
    for (const instruction of by.stage.instructions) {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD' && instruction.keyword !== 'RUN') continue;
      for (const stage of copySourceStages(dockerfile, instruction, by.stage)) {
        const source = stages[stage.index];
        if (!source) continue;

        source.copiedBy.push({ instruction, by, paths: copiedPaths(instruction) });
      }
    }
  }
}

function copiedPaths(instruction: CopyInstruction | RunInstruction): string[] {
  return instruction.keyword === 'RUN' ? [] : instruction.sources.map((word) => resolveImagePath('/', word.value));
}
