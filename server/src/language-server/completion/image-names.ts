/** Chainguard's images and their tags in `FROM`, `COPY --from=` and `RUN --mount=…,from=`. */
import * as l10n from '@vscode/l10n';
import { type CompletionItem, CompletionItemKind, TextEdit } from 'vscode-languageserver';
import type { Instruction } from '../../dockerfile/ast.ts';
import { parseMount } from '../../dockerfile/index.ts';
import type { Range } from '../../dockerfile/text.ts';
import { FREE_IMAGES, FREE_ORGANIZATION, latestMajor, releaseStatus } from '../../images/index.ts';
import type { Settings } from '../../settings.ts';
import { type CompletionPlace, inOrder } from './place.ts';

interface Choice {
  readonly reference: string;
  readonly detail: string;
}

export function imageNames(place: CompletionPlace): readonly CompletionItem[] | undefined {
  const typed = typedReference(place);
  if (typed === undefined) return undefined;
  // Only what begins like the name itself: behind `FROM node` Enter must end the line.
  const fitting = choices(place.settings).filter(({ reference }) => reference.startsWith(typed.text.toLowerCase()));
  if (fitting.length === 0) return undefined;
  const range = place.range(typed.text.length, /^[\w.:/@-]*/);
  return fitting.map(({ reference, detail }, position) => ({
    label: reference,
    kind: CompletionItemKind.Reference,
    detail,
    // Files come out of a stage of the file far more often than out of another image.
    sortText: `${typed.isBase ? '' : '~'}${inOrder(position)}`,
    filterText: reference,
    textEdit: TextEdit.replace(range, reference),
  }));
}

interface TypedReference {
  readonly text: string;
  /** In FROM. */
  readonly isBase: boolean;
}

/** What stands of a reference before the cursor; undefined where none is being written. */
function typedReference({ before: text, instruction }: CompletionPlace): TypedReference | undefined {
  if (!instruction) return undefined;
  const isBase = instruction.keyword === 'FROM';
  const range = isBase ? baseRange(instruction, text) : sourceRange(instruction);
  if (range?.end !== text.length) return undefined;
  const typed = text.slice(range.start);
  return /^[\w.:/@-]*$/.test(typed) ? { text: typed, isBase } : undefined;
}

function baseRange({ image, alias, asRange, range }: Extract<Instruction, { keyword: 'FROM' }>, text: string): Range | undefined {
  if (alias || asRange) return undefined;
  if (image) return image.range;
  const end = text.length;
  return /^[ \t]+$/.test(text.slice(range.end)) || (range.end === end && /[ \t]$/.test(text)) ? { start: end, end } : undefined;
}

function sourceRange({ keyword, flags }: Instruction): Range | undefined {
  const flag = flags.at(-1);
  if (keyword === 'COPY' && flag?.name === 'from') return flag.valueRange;
  return keyword === 'RUN' && flag?.name === 'mount' ? parseMount(flag)?.get('from')?.valueRange : undefined;
}

/** Node first, then the others by name. */
function choices({ registry, organization }: Settings): Choice[] {
  const images = FREE_IMAGES.toSorted((a, b) => Number(b.name === 'node') - Number(a.name === 'node'));
  const owner = `${registry}/${organization ?? FREE_ORGANIZATION}`;
  return images.flatMap(({ name, tags, summary }) => [
    ...tags.map((tag) => ({ reference: `${owner}/${name}:${tag}`, detail: summary })),
    ...(name === 'node' && organization !== undefined ? versionedNode(owner) : []),
  ]);
}

/** Only organizations have tags of a version. Versions that have ended are there, too, but nobody should begin with one. */
function versionedNode(owner: string): Choice[] {
  const newest = latestMajor() ?? 0;
  const majors = Array.from({ length: newest + 1 }, (_, index) => newest - index);
  return majors.flatMap((major) => {
    const { status, end } = releaseStatus(major);
    if (status === 'eol' || status === 'unknown' || end === undefined) return [];
    return ['', '-dev', '-slim'].map((variant) => ({
      reference: `${owner}/node:${major}${variant}`,
      detail: l10n.t('Node {0}, until {1}', major, end),
    }));
  });
}
