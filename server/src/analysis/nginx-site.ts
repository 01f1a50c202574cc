/** Front ends built with Node and served by Docker's nginx: what such a stage does that Chainguard's nginx cannot. */
import * as l10n from '@vscode/l10n';
import type { CommandForm, CopyInstruction, Instruction } from '../dockerfile/ast.ts';
import type { Range } from '../dockerfile/text.ts';
import { copySourceStages } from '../dockerfile/index.ts';
import { textOf } from '../project/existence.ts';
import { normalisePath, resolvePath } from '../project/paths.ts';
import { splitWords } from '../shell/index.ts';
import type { Analysis, RunItem, StageAnalysis } from './model.ts';
import { isWithin, resolveImagePath } from './path.ts';
import { originInStage } from './stage-start.ts';

/** Chainguard's default site; `default.conf` does not exist there. */
export const DEFAULT_SITE = '/etc/nginx/conf.d/nginx.default.conf';
const DOCKERS_DEFAULT_SITE = '/etc/nginx/conf.d/default.conf';

export interface NginxObstacle {
  readonly range: Range;
  /** Half a sentence. */
  readonly reason: string;
}

export interface SiteConfig {
  readonly instruction: CopyInstruction;
  /** Absolute in the image, the file itself. */
  readonly destination: string;
  /** Takes the place of the default site. */
  readonly replacesDefault: boolean;
  /** In the workspace, where it can be read. */
  readonly path: string | undefined;
  readonly text: string | undefined;
}

/** The stage is the result, stands on Docker's nginx itself, and serves what a Node stage of the file built. */
export function servesNodeBuild(analysis: Analysis, stage: StageAnalysis): boolean {
  if (stage.image.kind !== 'nginx' || stage.role !== 'runtime' || stage.parent || stage.children.length > 0 || stage.copiedBy.length > 0)
    return false;
  return analysis.stages.some((source) => (source.convertible || source.onChainguard) && source.copiedBy.some((copy) => copy.by === stage));
}

/** Everything that keeps the stage where it is; empty when it can move. */
export function nginxObstacles(analysis: Analysis, stage: StageAnalysis): NginxObstacle[] {
  return [
    ...stage.stage.instructions.flatMap((instruction) => obstaclesOf(stage, instruction)),
    ...siteConfigs(analysis, stage).flatMap(configObstacles),
  ];
}

function obstaclesOf(stage: StageAnalysis, instruction: Instruction): NginxObstacle[] {
  const obstacle = (reason: string): NginxObstacle[] => [{ range: instruction.range, reason }];
  switch (instruction.keyword) {
    case 'RUN': {
      const run = stage.runs.find((candidate) => candidate.instruction === instruction);
      return run?.items.every(fallsAway) ? [] : obstacle(l10n.t("RUN needs a shell, and Chainguard's nginx has none"));
    }
    case 'HEALTHCHECK':
      return instruction.none ? [] : obstacle(l10n.t("the health check calls a program, and Chainguard's nginx holds none but nginx"));
    case 'CMD':
    case 'ENTRYPOINT':
      return startsNginx(instruction.command) ? [] : obstacle(l10n.t('{0} starts something else than nginx', instruction.keyword));
    case 'ONBUILD':
      return obstacle(l10n.t('ONBUILD runs in the builds of others'));
    case 'COPY':
    case 'ADD': {
      const destination = destinationOf(stage, instruction);
      if (destination === undefined) return obstacle(l10n.t('where it copies to cannot be told'));
      if (isWithin(destination, '/etc/nginx/templates')) return obstacle(l10n.t("Chainguard's nginx fills in no templates (envsubst)"));
      return isWithin(destination, '/docker-entrypoint.d') ? obstacle(l10n.t("Chainguard's nginx runs no scripts when it starts")) : [];
    }
    default:
      return [];
  }
}

/** Clearing the defaults away and preparing folders for another user: there is nothing to clear, and the user is set up. */
function fallsAway(item: RunItem): boolean {
  return item.commands.every(({ effect: { effect, writes } }) => {
    if (effect.kind === 'os-maintenance' || effect.kind === 'nothing' || effect.kind === 'cache-clean') return true;
    if (effect.kind !== 'file-work') return false;
    const ofNginx = writes.every(({ path }) =>
      ['/etc/nginx', '/usr/share/nginx/html', '/var/cache/nginx', '/var/run', '/run', '/var/log/nginx', '/var/lib/nginx'].some((folder) =>
        isWithin(path, folder),
      ),
    );
    const clears =
      (effect.verb === 'rm' || effect.verb === 'rmdir') &&
      writes.every(
        ({ path }) => isWithin(path, DOCKERS_DEFAULT_SITE) || path === '/etc/nginx/conf.d' || isWithin(path, '/usr/share/nginx/html'),
      );
    return (
      clears || (ofNginx && (effect.verb === 'chown' || effect.verb === 'chmod' || effect.verb === 'mkdir' || effect.verb === 'touch'))
    );
  });
}

function startsNginx(form: CommandForm): boolean {
  const words = form.form === 'exec' ? form.args.map((word) => word.value) : (splitWords(form.text.text) ?? []).map((word) => word.value);
  const [first = '', ...rest] = /^\/docker-entrypoint\.sh$/.test(words[0] ?? '') ? words.slice(1) : words;
  if (first === '') return words.length > 0;
  return (
    /^(?:\/usr\/sbin\/)?nginx$/.test(first) &&
    (rest.length === 0 || (rest.length === 2 && rest[0] === '-g' && /^daemon off;?$/.test((rest[1] ?? '').trim())))
  );
}

/** The nginx configuration that the stage copies in. */
export function siteConfigs(analysis: Analysis, stage: StageAnalysis): SiteConfig[] {
  const configs = stage.stage.instructions.flatMap((instruction): SiteConfig[] => {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
    const destination = destinationOf(stage, instruction);
    if (destination === undefined || !isWithin(destination, '/etc/nginx')) return [];
    const folder =
      instruction.destination?.value.endsWith('/') === true || destination === '/etc/nginx' || destination === '/etc/nginx/conf.d';
    return instruction.sources.map((word) => {
      const file = folder ? resolveImagePath(destination, word.value.slice(word.value.lastIndexOf('/') + 1)) : destination;
      const path = /[*$]/.test(word.value) ? undefined : contextPath(analysis, stage, instruction, word.value);
      const text = path === undefined ? instruction.heredocs[0]?.body.text : textOf(analysis.files, path);
      return { instruction, destination: file, replacesDefault: file === DOCKERS_DEFAULT_SITE, path, text };
    });
  });
  // The only site takes the place of the default one that RUN took away.
  const sites = configs.filter(({ destination }) => /^\/etc\/nginx\/conf\.d\/[^/]+\.conf$/.test(destination));
  const cleared = stage.runs.some((run) =>
    run.items.some(
      ({ effect: { effect, writes } }) =>
        effect.kind === 'file-work' && effect.verb === 'rm' && writes.some(({ path }) => isWithin(DOCKERS_DEFAULT_SITE, path)),
    ),
  );
  return configs.map((config) => (cleared && sites.length === 1 && sites[0] === config ? { ...config, replacesDefault: true } : config));
}

/** Where the source of a COPY lies in the workspace, followed through the stage that it comes from. */
function contextPath(analysis: Analysis, stage: StageAnalysis, instruction: CopyInstruction, source: string): string | undefined {
  const inContext = (path: string): string => resolvePath(analysis.context.folder, normalisePath(`/${path}`).slice(1));
  if (!instruction.flags.some((flag) => flag.name === 'from')) return inContext(source);
  const from = copySourceStages(analysis.dockerfile, instruction, stage.stage)[0];
  const giver = from ? analysis.stages[from.index] : undefined;
  const origin = giver ? originInStage(analysis, giver, resolveImagePath('/', source)) : undefined;
  return origin?.kind === 'context' ? inContext(origin.path) : undefined;
}

function configObstacles({ instruction, text, path }: SiteConfig): NginxObstacle[] {
  if (text === undefined) return [];
  const named = path ?? l10n.t('the configuration');
  const module = /^\s*(?:load_module\s+\S+|include\s+\/etc\/nginx\/modules\S*|js_import\s|perl_modules\s)/m.exec(text)?.[0].trim();
  if (module !== undefined)
    return [
      { range: instruction.range, reason: l10n.t("{0} asks for modules that Chainguard's nginx does not hold ({1})", named, module) },
    ];
  const folder = /^\s*\w+_(?:cache|temp)_path\s+(\/var\/cache\/\S+?);?(?:\s|$)/m.exec(text)?.[1];
  return folder === undefined
    ? []
    : [{ range: instruction.range, reason: l10n.t("{0} keeps files in {1}, which Chainguard's nginx does not have", named, folder) }];
}

export interface ListenLine {
  readonly port: number;
  /** 1-based line of the configuration. */
  readonly line: number;
}

/** The `listen` lines of a configuration. */
export function listenLines(text: string): ListenLine[] {
  return text.split('\n').flatMap((line, index): ListenLine[] => {
    const match = /^\s*listen\s+(?:\[[^\]]*\]:|[\d.*]+:)?(\d+)\b/.exec(line.replace(/#.*$/, ''));
    return match?.[1] === undefined ? [] : [{ port: Number(match[1]), line: index + 1 }];
  });
}

function destinationOf(stage: StageAnalysis, instruction: CopyInstruction): string | undefined {
  const value = instruction.destination?.value;
  if (value === undefined || value.includes('$')) return undefined;
  return resolveImagePath(stage.workdirAt(instruction) ?? '/', value);
}
