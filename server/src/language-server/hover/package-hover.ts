/** A package behind `apt-get install`, `apk add`, `yum install`: what it is called in Wolfi. */
import type { Analysis, StageAnalysis } from '../../analysis/model.ts';
import { INIT_PACKAGES, type InstalledPackage, installedPackages } from '../../analysis/os-packages.ts';
import type { PackageMapping, WolfiIndex } from '../../packages/index.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { covers, type OwnHover } from './own-hover.ts';

export function packageHover(analysis: Analysis, offset: number): OwnHover | undefined {
  for (const stage of analysis.stages) {
    if (stage.from.range.start > offset) break;
    const isWolfi = stage.image.kind === 'chainguard-node' || stage.image.kind === 'chainguard-other';
    if (!isWolfi && !stage.convertible) continue;
    const named = installedPackages(stage).filter(({ argument }) => covers(argument.word.range, offset));
    const [first] = named;
    if (first) {
      const parts = named.map((one) => describe(one, stage, isWolfi).join('\n'));
      const date = `Wolfi as of ${stage.wolfi.date}.`;
      return { range: first.argument.word.range, markdown: [...new Set(parts), date].join('\n\n') };
    }
  }
  return undefined;
}

function describe({ mapping }: InstalledPackage, { wolfi }: StageAnalysis, isWolfi: boolean): string[] {
  const known = isWolfi ? wolfi.find(mapping.name) : undefined;
  // On Wolfi a name means Wolfi's package, whatever it stands for in Alpine.
  if (known && known.kind !== 'removed') return [`**${code(mapping.name)}** in Wolfi`, '', ...packageLines([mapping.name], wolfi)];
  const title = `**${code(mapping.name)}**`;
  if (INIT_PACKAGES.has(mapping.name)) return [`${title}: not needed, ${code('/usr/bin/dumb-init')} is in Chainguard's Node images.`];
  switch (mapping.kind) {
    case 'mapped':
      return [
        isItself(mapping) ? `${title} has the same name in Wolfi` : `${title} in Wolfi: ${mapping.wolfi.map(code).join(', ')}`,
        '',
        ...packageLines(mapping.wolfi, wolfi),
        ...(mapping.decided ? ['- So say the settings of the repository.'] : []),
        ...(mapping.note === undefined ? [] : [`- ${sentence(mapping.note)}`]),
        ...heldLine(mapping),
      ];
    case 'same-name':
      return [
        `${title} has the same name in Wolfi`,
        '',
        ...packageLines(mapping.wolfi, wolfi),
        ...(mapping.certain ? [] : ['- Only the name was compared: what is in it may differ.']),
        ...heldLine(mapping),
      ];
    case 'provides':
      return [`${title}: apk installs a package that provides it.`];
    case 'dropped':
      return [`${title}: not needed on Wolfi. ${sentence(mapping.note)}`];
    case 'none':
      return [`${title} has no counterpart among Wolfi's free packages. ${sentence(mapping.note)}${leftOn(mapping)}`];
    case 'unknown':
      return [unknownName(mapping, title)];
  }
}

function isItself({ name, wolfi }: Extract<PackageMapping, { kind: 'mapped' }>): boolean {
  return wolfi.length === 1 && wolfi[0] === name;
}

function unknownName({ spec, suggestions }: Extract<PackageMapping, { kind: 'unknown' }>, title: string): string {
  if (spec.kind === 'unresolved') return `${title}: which package this is cannot be told from the file.`;
  if (spec.kind === 'file') return `${title} is a package file: it is not looked up in Wolfi.`;
  const hint = suggestions.length === 0 ? '' : ` Did you mean ${suggestions.map(code).join(' or ')}?`;
  return `${title} is not known in Wolfi, and neither is a counterpart.${hint}`;
}

function leftOn({ note, removed }: Extract<PackageMapping, { kind: 'none' }>): string {
  return removed === undefined || note.includes(removed) ? '' : ` It left Wolfi on ${removed}.`;
}

/** One line per package: version, description where known, and who stands behind a virtual name. */
function packageLines(names: readonly string[], wolfi: WolfiIndex): string[] {
  return names.map((name) => {
    const found = wolfi.find(name);
    const text = wolfi.description(name);
    const description = text === undefined ? '' : `: ${escapeMarkdown(text)}`;
    switch (found?.kind) {
      case 'package':
        return `- ${code(name)} ${code(found.version)}${description}`;
      case 'virtual':
        return `- ${code(name)} is a virtual name, provided by ${found.providers.map(code).join(', ')}`;
      case 'removed':
        return `- ${code(name)} left Wolfi on ${found.removed}`;
      case undefined:
        return `- ${code(name)}`;
    }
  });
}

function heldLine({ inImage }: Extract<PackageMapping, { kind: 'mapped' | 'same-name' }>): string[] {
  if (inImage === undefined) return [];
  return [`- Already in ${code(`node:${inImage}`)}${inImage === 'latest' ? ` and ${code('node:latest-dev')}` : ''}.`];
}

/** A note of the table as a sentence. */
function sentence(note: string): string {
  const text = escapeMarkdown(note);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
