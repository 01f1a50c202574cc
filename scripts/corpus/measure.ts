/** One file through the engine, and every measure of it. */
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Engine, Answer } from '../../server/src/cli/engine.ts';
import { parseDockerfile } from '../../server/src/dockerfile/index.ts';
import type { MigrationStatus, Strategy } from '../../server/src/migration/result.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/settings.ts';
import { unknownPackages } from './apk-names.ts';
import { copiesOfNothing } from './copied-paths.ts';
import type { CorpusEntry } from './entries.ts';
import { refusedByBuildKit } from './external-parser.ts';
import {
  inventedImages,
  lostComments,
  lostInstructions,
  missingReason,
  movedBytes,
  newBuildWarnings,
  newFindings,
  type ReadTexts,
  readTexts,
  secondRun,
  touchedStages,
} from './law-checks.ts';
import { type PlainDockerfile, readPlainDockerfile } from './plain-dockerfile.ts';
import { lineage } from './stage-start.ts';
import { changedStart, judgeStart, unfitRuntimeStages } from './start-checks.ts';

/** In the order in which they are printed. */
export const MEASURES = [
  'no crash',
  '1 parses',
  '1 BuildKit parses',
  '1 no new build warning',
  '1 copies have a source',
  '2 once is enough',
  '3 comments',
  '3 instructions',
  '4 bytes stay',
  '5 packages exist',
  '5 images are known',
  '6 other stages untouched',
  '6 files without Node untouched',
  '8 no new findings',
  'runtime stages fit',
  'start exists',
  'start is the same',
  'reason is named',
] as const;
export type Measure = (typeof MEASURES)[number];

export interface Measurement {
  readonly id: string;
  readonly cls: string;
  /** The last stage runs on Docker's Node image and starts something. */
  readonly application: boolean;
  readonly status: MigrationStatus | 'crashed';
  readonly strategy: Strategy | null;
  readonly reason: string | null;
  /** Of the new text. */
  readonly hash: string;
  readonly milliseconds: number;
  readonly findings: number;
  /** What a distroless result starts, and where its file comes from. */
  readonly start: string | null;
  /** Complaints by measure; only measures that fail. */
  readonly problems: Readonly<Partial<Record<Measure, readonly string[]>>>;
}

export interface Surroundings {
  readonly engine: Engine;
  readonly wolfi: ReadonlySet<string>;
  readonly settings?: Partial<Settings>;
  /** Gets every text that was made, for reading. */
  readonly keep?: (entry: CorpusEntry, answer: Answer) => void;
}

/** Paths asked for in one round may lead to others; files here are known at once, so this only guards against an engine that never stops. */
export function measure(entry: CorpusEntry, { engine, wolfi, settings: wanted, keep }: Surroundings): Measurement {
  const settings: Settings = { ...DEFAULT_SETTINGS, ...wanted, context: entry.context };
  const ask = (text: string): Answer => engine.examine({ path: entry.path, text, files: entry.files, settings });
  const before = readPlainDockerfile(entry.text);
  const common = { id: entry.id, cls: entry.facts.cls, application: isApplication(entry, before) };
  const began = performance.now();
  try {
    const answer = ask(entry.text);
    const milliseconds = Math.round((performance.now() - began) * 10) / 10;
    keep?.(entry, answer);
    const { migration, findings } = answer;
    const texts = readTexts({
      before: entry.text,
      migration,
      findings,
      again: migration.text === entry.text ? answer : ask(migration.text),
    });
    const start = judgeStart(texts, entry.files, entry.context ?? '');
    return {
      ...common,
      status: migration.status,
      strategy: migration.strategy ?? null,
      reason: migration.reason ?? null,
      hash: createHash('sha256').update(migration.text).digest('hex').slice(0, 16),
      milliseconds,
      findings: findings.length,
      start: start === undefined ? null : `${start.command.join(' ')} (${start.origin.kind})`,
      problems: problemsOf(entry, texts, start, settings, wolfi),
    };
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error);
    return {
      ...common,
      status: 'crashed',
      strategy: null,
      reason: null,
      hash: '',
      milliseconds: Math.round(performance.now() - began),
      findings: 0,
      start: null,
      problems: { 'no crash': [detail] },
    };
  }
}

function problemsOf(
  entry: CorpusEntry,
  texts: ReadTexts,
  start: ReturnType<typeof judgeStart>,
  settings: Settings,
  wolfi: ReadonlySet<string>,
): Measurement['problems'] {
  const { migration, before, findings, old } = texts;
  const found: Partial<Record<Measure, readonly string[]>> = {};
  const add = (name: Measure, complaints: readonly string[]): void => {
    if (complaints.length > 0) found[name] = complaints;
  };
  if (migration.status === 'failed') add('no crash', [migration.reason ?? 'failed']);
  if (withoutNode(entry, old)) {
    const changed = migration.text === before ? [] : ['the text changed'];
    add('6 files without Node untouched', [...changed, ...findings.map(({ rule, line }) => `finding ${rule} on line ${line + 1}`)]);
  }
  add('reason is named', missingReason(texts));
  if (migration.text === before) return found;

  const known = new Set(parseDockerfile(before).problems.map(({ message }) => message));
  add(
    '1 parses',
    parseDockerfile(migration.text).problems.flatMap(({ message, line }) =>
      known.has(message) ? [] : [`line ${line + 1} of the result: ${message}`],
    ),
  );
  add('1 BuildKit parses', refusedByBuildKit(migration.text, before));
  add('1 no new build warning', newBuildWarnings(texts));
  add('1 copies have a source', copiesOfNothing(texts));
  add('2 once is enough', secondRun(texts));
  add('3 comments', lostComments(texts));
  add('3 instructions', lostInstructions(texts));
  add('4 bytes stay', movedBytes(texts));
  add('5 packages exist', unknownPackages(texts, wolfi));
  add('5 images are known', inventedImages(texts, settings.registry));
  add('6 other stages untouched', touchedStages(texts));
  add('8 no new findings', newFindings(texts));
  add('runtime stages fit', unfitRuntimeStages(texts));
  if (start?.origin.kind === 'unresolved') add('start exists', [`${start.command.join(' ')}: ${start.origin.why}`]);
  add('start is the same', changedStart(texts, entry.files, entry.context ?? ''));
  return found;
}

function isApplication({ facts }: CorpusEntry, file: PlainDockerfile): boolean {
  const last = file.stages.at(-1);
  if (last === undefined || facts.cls === 'negative') return false;
  const stages = lineage(file, last);
  const starts = stages.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'));
  const onNode =
    facts.finalBase === undefined
      ? /(^|\/)node([:@]|$)/.test(stages[0]?.image ?? '')
      : facts.finalBase === 'node' && facts.cls === 'official';
  return starts && onNode;
}

function withoutNode({ facts }: CorpusEntry, file: PlainDockerfile): boolean {
  if (facts.cls !== 'unknown') return facts.cls === 'negative';
  return !file.instructions.some(({ rest }) => /node|npm|npx|yarn|pnpm|corepack|nvm|bun|chainguard/i.test(rest));
}
