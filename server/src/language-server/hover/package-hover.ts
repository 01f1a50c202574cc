/** A package behind `apt-get install`, `apk add`, `yum install`: what it is called in Wolfi. */
import * as l10n from '@vscode/l10n';
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
      const date = l10n.t('Wolfi as of {0}.', stage.wolfi.date);
      return { range: first.argument.word.range, markdown: [...new Set(parts), date].join('\n\n') };
    }
  }
  return undefined;
}

function describe({ mapping }: InstalledPackage, { wolfi }: StageAnalysis, isWolfi: boolean): string[] {
  const known = isWolfi ? wolfi.find(mapping.name) : undefined;
  // On Wolfi a name means Wolfi's package, whatever it stands for in Alpine.
  if (known && known.kind !== 'removed')
    return [l10n.t('**{0}** in Wolfi', code(mapping.name)), '', ...packageLines([mapping.name], wolfi)];
  const title = `**${code(mapping.name)}**`;
  if (INIT_PACKAGES.has(mapping.name))
    return [l10n.t("{0}: not needed, {1} is in Chainguard's Node images.", title, code('/usr/bin/dumb-init'))];
  switch (mapping.kind) {
    case 'mapped':
      return [
        isItself(mapping)
          ? l10n.t('{0} has the same name in Wolfi', title)
          : l10n.t('{0} in Wolfi: {1}', title, mapping.wolfi.map(code).join(', ')),
        '',
        ...packageLines(mapping.wolfi, wolfi),
        ...(mapping.decided ? [`- ${l10n.t('So say the settings of the repository.')}`] : []),
        ...(mapping.note === undefined ? [] : [`- ${sentence(mapping.note)}`]),
        ...heldLine(mapping),
      ];
    case 'same-name':
      return [
        l10n.t('{0} has the same name in Wolfi', title),
        '',
        ...packageLines(mapping.wolfi, wolfi),
        ...(mapping.certain ? [] : [`- ${l10n.t('Only the name was compared: what is in it may differ.')}`]),
        ...heldLine(mapping),
      ];
    case 'provides':
      return [l10n.t('{0}: apk installs a package that provides it.', title)];
    case 'dropped':
      return [l10n.t('{0}: not needed on Wolfi. {1}', title, sentence(mapping.note))];
    case 'none':
      return [`${l10n.t("{0} has no counterpart among Wolfi's free packages. {1}", title, sentence(mapping.note))}${leftOn(mapping)}`];
    case 'unknown':
      return [unknownName(mapping, title)];
  }
}

function isItself({ name, wolfi }: Extract<PackageMapping, { kind: 'mapped' }>): boolean {
  return wolfi.length === 1 && wolfi[0] === name;
}

function unknownName({ spec, suggestions }: Extract<PackageMapping, { kind: 'unknown' }>, title: string): string {
  if (spec.kind === 'unresolved') return l10n.t('{0}: which package this is cannot be told from the file.', title);
  if (spec.kind === 'file') return l10n.t('{0} is a package file: it is not looked up in Wolfi.', title);
  if (suggestions.length === 0) return l10n.t('{0} is not known in Wolfi, and neither is a counterpart.', title);
  const names = suggestions.map(code).join(` ${l10n.t('or')} `);
  return l10n.t('{0} is not known in Wolfi, and neither is a counterpart. Did you mean {1}?', title, names);
}

function leftOn({ note, removed }: Extract<PackageMapping, { kind: 'none' }>): string {
  return removed === undefined || note.includes(removed) ? '' : ` ${l10n.t('It left Wolfi on {0}.', removed)}`;
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
        return `- ${l10n.t('{0} is a virtual name, provided by {1}', code(name), found.providers.map(code).join(', '))}`;
      case 'removed':
        return `- ${l10n.t('{0} left Wolfi on {1}', code(name), found.removed)}`;
      case undefined:
        return `- ${code(name)}`;
    }
  });
}

function heldLine({ inImage }: Extract<PackageMapping, { kind: 'mapped' | 'same-name' }>): string[] {
  if (inImage === undefined) return [];
  const [image, dev] = [code(`node:${inImage}`), code('node:latest-dev')];
  return [`- ${inImage === 'latest' ? l10n.t('Already in {0} and {1}.', image, dev) : l10n.t('Already in {0}.', image)}`];
}

/** A note of the table as a sentence. */
function sentence(note: string): string {
  const text = escapeMarkdown(note);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
