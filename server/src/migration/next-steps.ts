/** What a person does with the migrated file, as commands: build it, run it, look inside without a shell, verify its base images. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { exposedPorts } from '../analysis/ports.ts';
import { developmentImage } from '../analysis/target-image.ts';
import { servicesOf, volumePaths } from '../analysis/volumes.ts';
import { parseMount, platformArguments } from '../dockerfile/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import { baseName, printCommand } from '../shell/index.ts';
import type { NextStep, StepCommand } from './result.ts';
import { type ServedStage, servedStage } from './served-stage.ts';
import { verificationOf } from './signatures.ts';

const FIRST_FREE_PORT = 1024;
/** Build arguments that BuildKit knows without an ARG's default. */
const PREDEFINED = /^(?:https?_proxy|ftp_proxy|no_proxy|all_proxy|source_date_epoch|buildkit_.*)$/i;

/** For the file as it is after its migration. */
export function nextSteps(after: Analysis): NextStep[] {
  const served = servedStage(after);
  if (!served) return [];
  const name = imageName(after);
  const steps: NextStep[] = [
    { kind: 'build', title: l10n.t('Build it'), commands: [{ text: build(after, name, served.target) }] },
    { kind: 'run', title: l10n.t('Run it'), commands: [...run(after, served.stage, name), ...compose(after, served.stage)] },
    { kind: 'debug', title: l10n.t('Look inside without a shell'), commands: debug(after, served, name) },
    { kind: 'verify', title: l10n.t("Verify the base images' signatures"), commands: verificationOf(baseImages(after), after.settings) },
  ];
  return steps.filter(({ commands }) => commands.length > 0);
}

/** The package's name, else the folder's, in the letters that an image name may have. */
function imageName({ context, files }: Analysis): string {
  const named = /"name"\s*:\s*"([^"]+)"/.exec(textOf(files, resolvePath(context.folder, 'package.json')) ?? '')?.[1];
  const tidy = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^@[^/]*\//, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
  return tidy(named ?? '') || tidy(baseName(context.folder)) || 'app';
}

function build(analysis: Analysis, name: string, target: string | undefined): string {
  const { context, path } = analysis;
  const usual = resolvePath(context.folder, 'Dockerfile');
  const words = [
    'docker',
    'build',
    '-t',
    name,
    ...(path === usual ? [] : ['-f', path]),
    ...(target === undefined ? [] : ['--target', target]),
    ...requestedFromOutside(analysis),
  ];
  return printCommand([...words, context.folder === '' ? '.' : context.folder]);
}

/** Build arguments without a default, secrets and SSH keys that the file asks for: Docker takes them from the environment. */
function requestedFromOutside({ dockerfile, stages }: Analysis): string[] {
  const words: string[] = [];
  const given = new Set(dockerfile.globalArgs.flatMap(({ pairs }) => pairs.flatMap(({ key, value }) => (value ? [key.value] : []))));
  for (const instruction of [...dockerfile.globalArgs, ...stages.flatMap(({ stage }) => stage.instructions)]) {
    if (instruction.keyword === 'ARG') {
      for (const { key, value } of instruction.pairs) {
        if (value || given.has(key.value) || platformArguments.includes(key.value) || PREDEFINED.test(key.value)) continue;
        words.push('--build-arg', key.value);
      }
    }
    if (instruction.keyword !== 'RUN') continue;
    for (const flag of instruction.flags) {
      const mount = flag.name === 'mount' ? parseMount(flag) : undefined;
      const type = mount?.get('type')?.value;
      const id = mount?.get('id')?.value ?? (type === 'ssh' ? 'default' : baseName(mount?.get('target')?.value ?? ''));
      if (type === 'secret' && id !== '') words.push('--secret', `id=${id}`);
      if (type === 'ssh') words.push('--ssh', id);
    }
  }
  const pairs = new Map<string, readonly string[]>();
  for (let index = 0; index < words.length; index += 2) pairs.set(words.slice(index, index + 2).join(' '), words.slice(index, index + 2));
  return [...pairs.values()].flat();
}

function run(analysis: Analysis, stage: StageAnalysis, name: string): StepCommand[] {
  const ports = exposedPorts(analysis, stage);
  const used = new Set<number>();
  const published = ports.flatMap(({ number, protocol }) => {
    let host = number < FIRST_FREE_PORT ? number + 8000 : number;
    while (used.has(host)) host++;
    used.add(host);
    return ['-p', `${host}:${number}${protocol === 'udp' ? '/udp' : ''}`];
  });
  const volumes = stage.lineage
    .flatMap((member) => member.stage.instructions)
    .flatMap((instruction) => (instruction.keyword === 'VOLUME' ? volumePaths(analysis, stage, instruction) : []))
    .flatMap((path) => ['-v', `${name}${path.replace(/[^A-Za-z0-9]+/g, '-')}:${path}`]);
  return [{ text: printCommand(['docker', 'run', '--rm', ...published, ...volumes, name]) }];
}

/** Where a compose service runs the stage, that is how people start it. */
function compose(analysis: Analysis, stage: StageAnalysis): StepCommand[] {
  const [service] = servicesOf(analysis, stage);
  if (!service) return [];
  const usual = /^(?:docker-)?compose\.ya?ml$/.test(service.path);
  return [{ text: printCommand(['docker', 'compose', ...(usual ? [] : ['-f', service.path]), 'up', '--build', service.name]) }];
}

function debug(analysis: Analysis, { stage, target }: ServedStage, name: string): StepCommand[] {
  const shellIn = (image: string): string => printCommand(['docker', 'run', '--rm', '-it', '--entrypoint', 'sh', image]);
  if (stage.contract?.packageManager !== undefined && target === undefined)
    return [{ text: shellIn(name), note: l10n.t('This image has a shell of its own.') }];
  const image = developmentImage(analysis.settings);
  const builder = builderOf(analysis, stage);
  const front = `${name}:${builder?.toLowerCase()}`;
  return [
    ...(builder === undefined
      ? []
      : [
          {
            text: `${build(analysis, front, builder)} && ${shellIn(front)}`,
            note: l10n.t('The files of your application in the stage {0}, which has a shell and apk.', builder),
          },
        ]),
    ...(stage.contract?.nodePath === undefined
      ? []
      : [{ text: shellIn(image), note: l10n.t('The base image with a shell and apk, without your application.') }]),
    { text: 'docker debug CONTAINER', note: l10n.t('A shell beside the running container; it comes with Docker Desktop.') },
    {
      text: printCommand(['kubectl', 'debug', '-it', 'POD', `--image=${image}`, '--target=CONTAINER', '--', 'sh']),
      note: l10n.t('A shell in the running pod; it sees the processes of CONTAINER and has the same uid.'),
    },
  ];
}

/** The name of the stage with a shell that the served one takes the application from. */
function builderOf({ stages }: Analysis, served: StageAnalysis): string | undefined {
  return stages.findLast(
    ({ stage, copiedBy, contract, noWorkdir }) =>
      stage.name !== undefined && !noWorkdir && contract?.packageManager === 'apk' && copiedBy.some(({ by }) => by === served),
  )?.stage.name;
}

/** Every image that the new file starts from or copies from. */
function baseImages({ stages }: Analysis): string[] {
  const names = new Set(stages.flatMap(({ stage }) => (stage.name === undefined ? [] : [stage.name.toLowerCase()])));
  return stages.flatMap((stage) => [
    ...(stage.parent === undefined && stage.imageText !== undefined ? [stage.imageText] : []),
    ...stage.stage.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'COPY') return [];
      const from = instruction.flags.find(({ name }) => name === 'from')?.value;
      return from === undefined || names.has(from.toLowerCase()) || /^\d+$/.test(from) ? [] : [from];
    }),
  ]);
}
