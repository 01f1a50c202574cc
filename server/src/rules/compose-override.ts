/** Compose services that build this file and override what no longer fits: command, entrypoint, user, health check. */
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { commandsOfPackage, type ImageContract } from '../images/index.ts';
import { commandProvider } from '../packages/index.ts';
import type { ComposeCommand, ComposeService } from '../project/compose.ts';
import { baseName } from '../shell/index.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const composeOverride: Rule = {
  id: 'compose-override',
  title: 'Compose file that overrides what no longer fits',
  defaultSeverity: 'hint',
  noFix: 'The compose file is another file; what its services should start there, a person has to say.',

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.onChainguard || !stage.contract) continue;
      for (const service of servicesOf(analysis, stage)) {
        for (const message of misfits(service, stage.contract, stage))
          remarks.push({ range: stage.from.image?.range ?? stage.from.range, severity: 'warning', message });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair || !target.starts) return [];
    return servicesOf(analysis, target.stage).flatMap((service) =>
      misfits(service, target.contract, target.stage, target).map(
        (message): Operation => ({
          kind: 'remark',
          rule: 'compose-override',
          instruction: target.stage.from,
          range: target.stage.from.range,
          action: 'review',
          message,
        }),
      ),
    );
  },
};

/** Those that run this stage: by its name, or as the last one. */
function servicesOf({ composeServices }: Analysis, stage: StageAnalysis): ComposeService[] {
  return composeServices.filter(({ target }) =>
    target === undefined ? stage.isLast : target.toLowerCase() === stage.stage.name?.toLowerCase(),
  );
}

function misfits(service: ComposeService, contract: ImageContract, stage: StageAnalysis, target?: StageTarget): string[] {
  const name = `The service ${service.name} of ${service.path}`;
  const found: string[] = [];
  const entrypoint = wordsOf(service.entrypoint);
  const command = wordsOf(service.command);
  const lacks = (program: string | undefined): program is string =>
    program !== undefined && isProgramName(program) && contract.has(program) === 'no' && !broughtBy(stage, target, program);
  if (lacks(entrypoint?.[0])) found.push(`${name} starts ${entrypoint?.join(' ')}, and this image has no ${entrypoint?.[0]}.`);
  // A command is given to the entrypoint of the image: dumb-init runs it as it stands, node takes it for a script.
  const first = command?.[0];
  const forNode = first !== undefined && (first.startsWith('-') || /^[^./].*\.[cm]?js$/.test(first));
  if (!entrypoint && forNode && target)
    found.push(`${name} starts ${command?.join(' ')}, which Docker's image gave to node: it has to be node ${command?.join(' ')} now.`);
  else if (!entrypoint && !forNode && lacks(first))
    found.push(
      `${name} starts ${command?.join(' ')}, and this image has no ${first}: give it a stage on the -dev image as its target, or node and a file as its command.`,
    );
  const user = service.user?.split(':')[0];
  if (user !== undefined && user !== '' && !user.includes('$') && !contract.hasUser(user))
    found.push(`${name} runs as user ${user}, who is nobody in this image: the user is 65532.`);
  else if (user === 'root' || user === '0') found.push(`${name} runs as root; the image is made for uid 65532.`);
  const probe = wordsOf(service.healthcheck)
    ?.filter((word) => word !== 'CMD' && word !== 'CMD-SHELL')
    .join(' ')
    .split(/\s+/)[0];
  if (probe !== undefined && lacks(baseName(probe)))
    found.push(`${name} checks its health with ${baseName(probe)}, which this image does not have: node -e "fetch(…)" does the same.`);
  else if (wordsOf(service.healthcheck)?.[0] === 'CMD-SHELL' && lacks('sh'))
    found.push(`${name} checks its health through a shell, and this image has none.`);
  return found;
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
