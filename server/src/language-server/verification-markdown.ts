/** A comparison of two images as Markdown, for the editor's preview. */
import * as l10n from '@vscode/l10n';
import type { Comparison, Row, Verdict, Verification } from '../verify/result.ts';

const WORDS: Readonly<Record<Verdict, () => string>> = {
  same: () => l10n.t('same'),
  better: () => l10n.t('better'),
  figure: () => '',
  unknown: () => l10n.t('not seen'),
  differs: () => `**${l10n.t('differs')}**`,
};
const SHOWN_LOG_LINES = 20;

/** `name`: of the Dockerfile, as it is shown. */
export function verificationMarkdown(name: string, verification: Verification): string {
  if (verification.kind === 'compared') return comparisonMarkdown(name, verification);
  const lines = 'lines' in verification ? fenced(verification.lines) : [];
  return [`# ${l10n.t('Build and Compare: {0}', cell(name))}`, '', plain(verification.message), '', ...lines].join('\n');
}

/** The result in a sentence. */
export function verdictSentence(verification: Verification): string {
  if (verification.kind !== 'compared') return verification.message;
  if (verification.same) return l10n.t('The migrated image does what the original does.');
  const worse = verification.rows.filter(({ verdict }) => verdict === 'differs').map(({ what }) => what);
  return l10n.t('The migrated image differs: {0}.', worse.join(', '));
}

function comparisonMarkdown(name: string, verification: Comparison): string {
  const { rows, engine, original, migrated, same } = verification;
  return [
    `# ${l10n.t('Build and Compare: {0}', cell(name))}`,
    '',
    plain(verdictSentence(verification)),
    '',
    `| | ${l10n.t('Original')} | ${l10n.t('Migrated')} | |`,
    '|---|---|---|---|',
    ...rows.map(tableRow),
    '',
    l10n.t(
      'Built in {0} s and {1} s, run with {2}. Nothing was pushed; the images and containers are removed.',
      original.buildSeconds.toFixed(1),
      migrated.buildSeconds.toFixed(1),
      engine.version,
    ),
    '',
    ...(same
      ? []
      : [
          `## ${l10n.t('End of the log, original')}`,
          '',
          ...fenced(original.log),
          `## ${l10n.t('End of the log, migrated')}`,
          '',
          ...fenced(migrated.log),
        ]),
  ].join('\n');
}

function tableRow({ what, original, migrated, verdict, remark }: Row): string {
  const judged = [WORDS[verdict](), cell(remark)].filter((text) => text !== '').join(': ');
  return `| ${cell(what)} | ${cell(original)} | ${cell(migrated)} | ${judged} |`;
}

/** What came out of a container must not become markup. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\\`*_[\]<>#&]/g, String.raw`\$&`);
}

function cell(text: string): string {
  return plain(text).replaceAll('|', String.raw`\|`);
}

/** Indented: no line in it can end the block. */
function fenced(lines: readonly string[]): string[] {
  return [...lines.slice(-SHOWN_LOG_LINES).map((line) => `    ${line.replace(/\p{Cc}+/gu, ' ')}`), ''];
}
