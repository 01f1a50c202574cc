/** Front ends that nginx serves: Docker's nginx as root on port 80 becomes Chainguard's, as uid 65532 on 8080. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { DEFAULT_SITE, listenLines, nginxObstacles, servesNodeBuild, type SiteConfig, siteConfigs } from '../analysis/nginx-site.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

const PORT = 8080;

export const nginxStage: Rule = {
  id: 'nginx-stage',
  get title() {
    return l10n.t('Front end served by nginx');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('The stage moves together with the one that builds its files: migrate the whole file.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!servesNodeBuild(analysis, stage) || !stage.from.image) continue;
      const [obstacle] = nginxObstacles(analysis, stage);
      const message = obstacle
        ? l10n.t("This stage stays on Docker's nginx: {0}.", obstacle.reason)
        : l10n.t("This stage can move to Chainguard's nginx, which holds nginx alone and serves on port {0} as uid 65532.", PORT);
      remarks.push({
        range: stage.from.image.range,
        severity: 'hint',
        message,
        ...(obstacle ? { related: [{ range: obstacle.range, message: `${obstacle.reason}.` }] } : {}),
      });
    }
    return remarks;
  },

  convert(analysis, target) {
    const { stage } = target;
    if (stage.image.kind !== 'nginx' || target.repair) return [];
    const [obstacle] = nginxObstacles(analysis, stage);
    if (obstacle)
      return [
        remark(
          stage.from,
          l10n.t("The final stage stays on {0}, not on Chainguard's distroless nginx: {1}.", stage.imageText ?? 'nginx', obstacle.reason),
          obstacle.range,
        ),
      ];
    const configs = siteConfigs(analysis, stage);
    return [
      ...base(target),
      ...target.instructions.flatMap((instruction) => instructionOperations(stage, instruction, configs)),
      ...portRemarks(analysis, stage, configs),
    ];
  },
};

function remark(instruction: Instruction, message: string, range = instruction.range): Operation {
  return { kind: 'remark', rule: 'nginx-stage', instruction, range, action: 'review', message };
}

function base({ stage, image }: StageTarget): Operation[] {
  const { from } = stage;
  if (!from.image) return [];
  return [
    {
      kind: 'replace-word',
      rule: 'nginx-stage',
      instruction: from,
      range: from.image.range,
      text: image,
      message: l10n.t('{0} is {1} now: nginx and nothing else, as uid 65532.', from.image.raw, image),
    },
    remark(
      from,
      l10n.t(
        "The site is served by Chainguard's distroless nginx: no shell, no templates, and the default site listens on port {0}.",
        PORT,
      ),
    ),
  ];
}

function instructionOperations(stage: StageAnalysis, instruction: Instruction, configs: readonly SiteConfig[]): Operation[] {
  const drop = (message: string): Operation[] => [{ kind: 'drop-instruction', rule: 'nginx-stage', instruction, message }];
  switch (instruction.keyword) {
    case 'RUN':
      return drop(l10n.t('RUN falls away: there is no shell, nothing to clear away, and the image is set up for its user.'));
    case 'SHELL':
      return drop(l10n.t('SHELL falls away: there is no shell.'));
    case 'CMD':
    case 'ENTRYPOINT':
      return drop(
        l10n.t('{0} falls away: the image starts nginx in the foreground itself, and would be given this as well.', instruction.keyword),
      );
    case 'USER': {
      const name = instruction.words[0]?.value.split(':')[0] ?? '';
      if (name === 'nginx' || name === '65532') return [];
      return drop(l10n.t('USER {0} falls away: the image runs as uid 65532.', name));
    }
    case 'EXPOSE':
      return configs.some(({ destination, replacesDefault }) => replacesDefault || destination.endsWith('.conf'))
        ? []
        : exposed(instruction);
    case 'COPY':
    case 'ADD':
      return copied(stage, instruction, configs);
    default:
      return [];
  }
}

/** The default site moved from 80 to 8080. */
function exposed(
  instruction: Extract<Instruction, { keyword: 'EXPOSE' | 'VOLUME' | 'USER' | 'WORKDIR' | 'STOPSIGNAL' | 'MAINTAINER' }>,
): Operation[] {
  return instruction.words.flatMap((word): Operation[] => {
    const protocol = /^80(\/tcp)?$/i.exec(word.value);
    if (!protocol) return [];
    return [
      {
        kind: 'replace-word',
        rule: 'nginx-stage',
        instruction,
        range: word.range,
        text: `${PORT}${protocol[1] ?? ''}`,
        message: l10n.t('Port 80 is {0} now, where the default site of the image listens.', PORT),
      },
      remark(instruction, l10n.t('Port mappings, probes and services that named port 80 have to name {0}.', PORT)),
    ];
  });
}

function copied(
  stage: StageAnalysis,
  instruction: Extract<Instruction, { keyword: 'COPY' | 'ADD' }>,
  configs: readonly SiteConfig[],
): Operation[] {
  const operations: Operation[] = [];
  const site = configs.find((config) => config.instruction === instruction && config.replacesDefault);
  if (site && instruction.destination && instruction.sources.length <= 1) {
    operations.push({
      kind: 'replace-word',
      rule: 'nginx-stage',
      instruction,
      range: instruction.destination.range,
      text: DEFAULT_SITE,
      message: l10n.t("The site takes the place of the image's own, {0}.", DEFAULT_SITE),
    });
  }
  const owner = instruction.flags.find((flag) => flag.name === 'chown');
  if (owner?.valueRange && /^(?:101|1000|node)(?::|$)/.test(owner.value ?? '')) {
    operations.push({
      kind: 'replace-word',
      rule: 'nginx-stage',
      instruction,
      range: owner.valueRange,
      text: '65532:65532',
      message: l10n.t('The owner {0} is 65532, the user of the new image.', owner.value ?? ''),
    });
  }
  return stage.image.kind === 'nginx' ? operations : [];
}

/** What the configuration says about ports stands in other files. */
function portRemarks(analysis: Analysis, stage: StageAnalysis, configs: readonly SiteConfig[]): Operation[] {
  const operations: Operation[] = [];
  for (const { instruction, path, text } of configs) {
    const low = text === undefined ? [] : listenLines(text).filter(({ port }) => port < 1024);
    if (text === undefined)
      operations.push(
        remark(
          instruction,
          l10n.t(
            '{0} cannot be read: nginx runs as uid 65532 now and should listen on a port from 1024 on.',
            path ?? l10n.t('The configuration'),
          ),
        ),
      );
    else if (low.length > 0) {
      const where = low.map(({ port, line }) => l10n.t('{0}:{1} (port {2})', path ?? 'heredoc', line, port)).join(', ');
      operations.push(
        remark(
          instruction,
          l10n.t(
            'nginx runs as uid 65532 now and listens on a port below 1024: {0}. Docker allows that (since 20.10), Kubernetes may not; with {1} there, EXPOSE and the port mappings follow.',
            where,
            PORT,
          ),
        ),
      );
    }
    if (text !== undefined && /\/var\/log\/nginx\//.test(text))
      operations.push(
        remark(
          instruction,
          l10n.t(
            '{0} writes logs to /var/log/nginx: /dev/stdout and /dev/stderr are there for every user.',
            path ?? l10n.t('The configuration'),
          ),
        ),
      );
  }
  if (configs.length === 0) {
    const services = analysis.composeServices.filter(
      ({ target, ports }) =>
        (target === undefined ? stage.isLast : target === stage.stage.name) && ports.some((port) => /(?:^|:)80(?:\/tcp)?$/.test(port)),
    );
    for (const { name, path } of services)
      operations.push(
        remark(stage.from, l10n.t('The service {0} of {1} maps port 80 of the container, which is {2} now.', name, path, PORT)),
      );
  }
  return operations;
}
