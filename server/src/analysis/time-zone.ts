/** Time zone and locale set-up in RUN lines: what each command wants, and which zone it names. */
import { commandName } from '../shell/index.ts';
import type { AnalysedCommand, RunAnalysis, RunItem, StageAnalysis } from './model.ts';
import { installedPackages } from './os-packages.ts';

export interface ZoneOrLocaleStep {
  readonly run: RunAnalysis;
  readonly item: RunItem;
  readonly command: AnalysedCommand | undefined;
  readonly about: 'zone' | 'locale';
  /** `Europe/Berlin`, where the step names it literally. */
  readonly zone: string | undefined;
  /** Links or copies a zone, which works on Wolfi once tzdata is installed. */
  readonly linksZone: boolean;
  /** Debian's own program, which Wolfi does not have. */
  readonly debianOnly: boolean;
}

const DEBIAN_ONLY = new Set(['dpkg-reconfigure', 'locale-gen', 'update-locale', 'setup-timezone']);

/** The steps of a stage itself. An item that is more than one command counts once. */
export function zoneAndLocaleSteps(stage: StageAnalysis): ZoneOrLocaleStep[] {
  return stage.runs.flatMap((run) => run.items.flatMap((item) => stepsOf(run, item)));
}

function stepsOf(run: RunAnalysis, item: RunItem): ZoneOrLocaleStep[] {
  if (item.effect.effect.kind === 'locale-and-time-zone')
    return [step(run, item, item.plain ? item.commands[0] : undefined, item.commands)];
  return item.commands
    .filter(({ effect: { effect } }) => effect.kind === 'locale-and-time-zone')
    .map((command) => step(run, item, command, [command]));
}

function step(
  run: RunAnalysis,
  item: RunItem,
  command: AnalysedCommand | undefined,
  commands: readonly AnalysedCommand[],
): ZoneOrLocaleStep {
  const names = commands.map((one) => commandName(one.command) ?? '');
  const texts = commands.flatMap((one) => [
    ...one.command.words.map((word) => word.value),
    ...one.command.redirects.map((redirect) => redirect.target?.value ?? ''),
  ]);
  const locale =
    names.some((name) => /^(?:locale-gen|update-locale|localedef)$/.test(name)) ||
    texts.some((text) => /locale/.test(text) && !/localtime/.test(text));
  return {
    run,
    item,
    command,
    about: locale ? 'locale' : 'zone',
    zone: locale ? undefined : zoneIn(texts, names),
    linksZone: names.some((name) => name === 'ln' || name === 'cp'),
    debianOnly: names.some((name) => DEBIAN_ONLY.has(name)),
  };
}

function zoneIn(texts: readonly string[], names: readonly string[]): string | undefined {
  for (const text of texts) {
    const linked = /^\/usr\/share\/zoneinfo\/(?:posix\/)?([A-Za-z][\w+-]*(?:\/[A-Za-z][\w+-]*)*)$/.exec(text)?.[1];
    if (linked !== undefined) return linked;
  }
  if (!names.some((name) => name === 'echo' || name === 'printf' || name === 'setup-timezone')) return undefined;
  return texts.map((text) => text.replace(/\\n$/, '')).find((text) => /^(?:[A-Z][A-Za-z_]+(?:\/[A-Z][\w+-]*)+|UTC|GMT)$/.test(text));
}

/** Whether the stage or an ancestor installs tzdata. */
export function installsZones(stage: StageAnalysis): boolean {
  return stage.lineage.flatMap(installedPackages).some((one) => /^tzdata(?:-legacy)?$/.test(one.mapping.name) && !one.removedLater);
}
