/** Links from images to the pages about them. */
import * as l10n from '@vscode/l10n';
import type { DocumentLink } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis/model.ts';
import { chainguardImagePage, readChainguardName } from '../images/index.ts';
import { toRange } from './edits.ts';
import { imageWords, type ImageWord } from './image-words.ts';

/** One link per reference to a Chainguard image, its mirrors included. */
export function documentLinks(analysis: Analysis, document: TextDocument): DocumentLink[] {
  return imageWords(analysis).flatMap((word) => {
    const image = chainguardImage(analysis, word);
    if (image === undefined) return [];
    return [
      {
        range: toRange(document, word.range),
        target: chainguardImagePage(image),
        tooltip: l10n.t('About the Chainguard image {0}', image),
      },
    ];
  });
}

/** The general links that hold: those to Docker Hub are none for images of other registries, and ours take the place of those to Chainguard's. */
export function withoutWrongLinks(analysis: Analysis, document: TextDocument, links: readonly DocumentLink[]): DocumentLink[] {
  const words = imageWords(analysis).map((word) => ({ word, range: toRange(document, word.range) }));
  return links.filter(({ range, target }) => {
    const { word } =
      words.find((one) => one.range.start.line === range.start.line && one.range.start.character <= range.start.character) ?? {};
    if (!word) return true;
    if (word.stage || chainguardImage(analysis, word) !== undefined) return false;
    return !(target?.startsWith('https://hub.docker.com/') ?? false) || isOnHub(word);
  });
}

function chainguardImage(analysis: Analysis, { image, stage }: ImageWord): string | undefined {
  return stage ? undefined : readChainguardName(image.reference, analysis.settings)?.image;
}

function isOnHub({ image }: ImageWord): boolean {
  return image.reference.canonical?.startsWith('docker.io/') ?? false;
}
