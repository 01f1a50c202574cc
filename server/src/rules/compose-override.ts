/** Compose services that build this file and override what no longer fits: command, entrypoint, user, health check. */
import * as l10n from '@vscode/l10n';
import type { StageAnalysis } from '../analysis/model.ts';
import { servicesOf } from '../analysis/volumes.ts';
import { commandsOfPackage, type ImageContract } from '../images/index.ts';
import { commandProvider } from '../packages/index.ts';
import type { ComposeCommand, ComposeService } from '../project/compose.ts';
import { composePlace } from '../project/compose-places.ts';
import { baseName } from '../shell/index.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const composeOverride: Rule = {
  id: 'compose-override',
  get title() {
    return l10n.t('Compose file that overrides what no longer fits');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('The compose file is another file; what its services should start there, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard || !stage.contract) continue;
      for (const service of servicesOf(analysis, stage)) {
        for (const { message } of misfits(service, stage.contract, stage))
          remarks.push({ range: stage.from.image?.range ?? stage.from.range, severity: 'warning', message });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair || !target.starts) return [];
    return servicesOf(analysis, target.stage).flatMap((service) =>
      misfits(service, target.contract, target.stage, target).map(
        ({ message, keys }): Operation => ({
          kind: 'remark',
          rule: 'compose-override',
          instruction: target.stage.from,
          range: target.stage.from.range,
          action: 'review',
          message,
          elsewhere: composePlace(analysis.files, service.path, service.name, keys),
        }),
      ),
    );
  },
};

/** What of a service no longer fits, and under which of its keys. */
interface Misfit {
  readonly message: string;
  readonly keys: readonly string[];
}

function misfits(service: ComposeService, contract: ImageContract, stage: StageAnalysis, target?: StageTarget): Misfit[] {
  const { name, path } = service;
  const found: Misfit[] = [];
  const add = (message: string, ...keys: readonly string[]): void => {
    found.push({ message, keys });
  };
  const entrypoint = wordsOf(service.entrypoint);
  const command = wordsOf(service.command);
  const lacks = (program: string | undefined): program is string =>
    program !== undefined && isProgramName(program) && contract.has(program) === 'no' && !broughtBy(stage, target, program);
  const started = entrypoint?.[0];
  if (entrypoint && lacks(started))
    add(l10n.t('The service {0} of {1} starts {2}, and this image has no {3}.', name, path, entrypoint.join(' '), started), 'entrypoint');
  // A command is given to the entrypoint of the image: dumb-init runs it as it stands, node takes it for a script.
  const first = command?.[0];
  const written = command?.join(' ') ?? '';
  const program = ownProgram(stage);
  const forNode = program === undefined && first !== undefined && (first.startsWith('-') || /^[^./].*\.[cm]?js$/.test(first));
  if (!entrypoint && forNode && target)
    add(
      l10n.t("The service {0} of {1} starts {2}, which Docker's image gave to node: it has to be node {2} now.", name, path, written),
      'command',
    );
  else if (!entrypoint && !forNode && program !== 'node' && lacks(first))
    add(
      l10n.t(
        'The service {0} of {1} starts {2}, and this image has no {3}: give it a stage on the -dev image as its target, or node and a file as its command.',
        name,
        path,
        written,
        first,
      ),
      'command',
    );
  const user = service.user?.split(':')[0];
  if (user !== undefined && user !== '' && !user.includes('$') && !contract.hasUser(user))
    add(l10n.t('The service {0} of {1} runs as user {2}, who is nobody in this image: the user is 65532.', name, path, user), 'user');
  else if (user === 'root' || user === '0')
    add(l10n.t('The service {0} of {1} runs as root; the image is made for uid 65532.', name, path), 'user');
  const probe = wordsOf(service.healthcheck)
    ?.filter((word) => word !== 'CMD' && word !== 'CMD-SHELL')
    .join(' ')
    .split(/\s+/)[0];
  if (probe !== undefined && lacks(baseName(probe)))
    add(
      l10n.t(
        'The service {0} of {1} checks its health with {2}, which this image does not have: node -e "fetch(…)" does the same.',
        name,
        path,
        baseName(probe),
      ),
      'healthcheck',
      'test',
    );
  else if (wordsOf(service.healthcheck)?.[0] === 'CMD-SHELL' && lacks('sh'))
    add(l10n.t('The service {0} of {1} checks its health through a shell, and this image has none.', name, path), 'healthcheck', 'test');
  return found;
}

/** What the stage's own ENTRYPOINT starts, to which a command is only given; undefined where the command itself is started. */
function ownProgram({ effectiveEntrypoint }: StageAnalysis): string | undefined {
  if (effectiveEntrypoint?.keyword !== 'ENTRYPOINT' || effectiveEntrypoint.command.form !== 'exec') return undefined;
  const words = effectiveEntrypoint.command.args.map((word) => word.value);
  const end = words.indexOf('--');
  const behind = /(?:^|\/)(?:tini|tini-static|dumb-init|catatonit)$/.test(words[0] ?? '') ? words.slice(end >= 0 ? end + 1 : 1) : words;
  const [first, script] = behind;
  if (first === undefined || baseName(first) === 'docker-entrypoint.sh') return undefined;
  return baseName(first) === 'node' && script === undefined ? undefined : baseName(first);
}

/** Not a variable, and not a file of the application. */
function isProgramName(program: string): boolean {
  return !program.includes('$') && (!program.includes('/') || /^(?:\/usr)?(?:\/local)?\/s?bin\/[\w.+-]+$/.test(program));
}

/** What was added to a runtime is there for others, too. Of a file system that was copied in as a whole nobody knows what it holds. */
function broughtBy(stage: StageAnalysis, target: StageTarget | undefined, program: string): boolean {
  if (!target) return stage.lineage.some((member) => member.writes.some((write) => write.path === '/' && write.tree));
  return (
    target.runtimePackages.includes(commandProvider(program) ?? program) ||
    (target.runtimePackages.includes('busybox') && commandsOfPackage('busybox').includes(program))
  );
}

function wordsOf(command: ComposeCommand | undefined): readonly string[] | undefined {
  if (command === undefined) return undefined;
  const words =
    command.form === 'list'
      ? command.words
      : command.text
          .trim()
          .split(/\s+/)
          .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  return words.length === 0 || words[0] === '' || words[0] === 'NONE' ? undefined : words;
}
