/** An image: what it promises now, and what it becomes on Chainguard. */
import * as l10n from '@vscode/l10n';
import type { Analysis } from '../../analysis/model.ts';
import {
  CHAINGUARD_GUIDES,
  CHAINGUARD_IMAGES_DATE,
  chainguardImagePage,
  contractOf,
  type ImageContract,
  type ImageKind,
} from '../../images/index.ts';
import { contractFor, nginxTarget, targetImage } from '../../migration/targets.ts';
import { imageWords, type ImageWord } from '../image-words.ts';
import { code, link } from '../markdown.ts';
import { contractTable, missingTools, versionLine } from './contract-table.ts';
import { covers, type OwnHover } from './own-hover.ts';

export function imageHover(analysis: Analysis, offset: number): OwnHover | undefined {
  const word = imageWords(analysis).find(({ range }) => covers(range, offset));
  const lines = word && describe(analysis, word);
  return word && lines && { range: word.range, markdown: [...stageLine(word), ...lines].join('\n') };
}

/** A name of a stage says first which one it is. */
function stageLine({ stage, text }: ImageWord): string[] {
  if (!stage) return [];
  const root = stage.lineage[0] ?? stage;
  const image = root.imageText ?? root.from.image?.value ?? '';
  return [l10n.t('Stage {0} of line {1}, on {2}.', code(text), stage.from.line + 1, code(image)), ''];
}

function describe(analysis: Analysis, word: ImageWord): string[] | undefined {
  const { image } = word;
  switch (image.kind) {
    case 'official-node':
    case 'distroless-node':
      return onDockersNode(analysis, word);
    case 'nginx':
      // What becomes of a web server is a matter of its Node build; by itself it is not ours.
      return analysis.concernsNode && word.isBase ? becomes(analysis, word, [nginxTarget(analysis, word.by).image]) : undefined;
    case 'chainguard-node':
    case 'chainguard-other':
      return onChainguard(image);
    case 'scratch':
    case 'other':
    case 'unresolved':
      return undefined;
  }
}

function onDockersNode(analysis: Analysis, word: ImageWord): string[] | undefined {
  return becomes(analysis, word, [targetImage(analysis, word.by, 'runtime'), targetImage(analysis, word.by, 'dev')]);
}

/** The contract of now beside those of the images that take its place. */
function becomes(analysis: Analysis, word: ImageWord, images: readonly string[]): string[] | undefined {
  const now = contractOf(word.image);
  if (!now) return undefined;
  const then = images.map((image) => ({ name: image, contract: contractFor(analysis, image) }));
  const [page] = images;
  return [
    l10n.t('**{0}** and what takes its place on Chainguard', code(word.stage ? now.name : word.text)),
    '',
    ...contractTable([{ name: l10n.t('now'), contract: now }, ...then.map(({ name, contract }) => ({ name: shortName(name), contract }))]),
    '',
    ...versionLine(now),
    ...then.flatMap(({ name, contract }) => missingLine(name, missingTools(now, contract))),
    ...(page === undefined ? [] : guides(imageName(page))),
    '',
    l10n.t('What the Chainguard images hold is as of {0}.', CHAINGUARD_IMAGES_DATE),
  ];
}

function missingLine(image: string, tools: readonly string[]): string[] {
  return tools.length === 0 ? [] : [l10n.t('Not to rely on in {0}: {1}.', shortName(image), tools.map(code).join(', ')), ''];
}

function onChainguard(image: Extract<ImageKind, { kind: 'chainguard-node' | 'chainguard-other' }>): string[] {
  const contract = contractOf(image);
  const name = image.kind === 'chainguard-node' ? (image.fips ? 'node-fips' : 'node') : image.image;
  const { reference } = image;
  return [
    image.organization === undefined
      ? l10n.t('**{0}**, a free Chainguard image', code(reference.text))
      : l10n.t('**{0}**, a Chainguard image of the organization {1}', code(reference.text), code(image.organization)),
    '',
    ...(contract ? [...contractTable([{ name: '', contract }]), '', ...promises(image, contract), ...versionLine(contract)] : []),
    ...guides(name),
    ...(contract ? ['', l10n.t('What the image holds is as of {0}.', CHAINGUARD_IMAGES_DATE)] : []),
  ];
}

/** What the runtime holds today and does not promise. */
function promises(image: ImageKind, contract: ImageContract): string[] {
  const strict = contractOf(image, { strict: true });
  const lent = ['sh', 'npm'].filter((tool) => contract.has(tool) === 'yes' && strict?.has(tool) === 'no');
  if (lent.length === 0) return [];
  const names = lent.map(code).join(` ${l10n.t('and')} `);
  return [l10n.t('It holds {0} today, but promises neither: {1} has none of them.', names, code('-slim')), ''];
}

function guides(image: string): string[] {
  return [
    [
      link(l10n.t('Page of the image'), chainguardImagePage(image)),
      link(l10n.t('Verify its signature'), CHAINGUARD_GUIDES.verifySignature),
      link(l10n.t('Get its SBOM'), CHAINGUARD_GUIDES.retrieveSbom),
      link(l10n.t('Debug without a shell'), CHAINGUARD_GUIDES.debugWithoutShell),
    ].join(' · '),
  ];
}

/** `cgr.dev/chainguard/node:latest-dev` → `node:latest-dev`. */
function shortName(reference: string): string {
  return code(reference.slice(reference.lastIndexOf('/') + 1));
}

function imageName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1).replace(/[:@].*$/, '');
}
