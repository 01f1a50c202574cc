/** Laws 1 to 6 and 8 of docs/architecture.md, measured with plain means on one migrated file. Each check gives its complaints. */
import type { Finding, Migration, ReportEntry } from '../../server/src/migration/result.ts';
import { buildWarnings } from './build-warnings.ts';
import { buildKitWarnings, isAtHand } from './external-parser.ts';
import { meaning, type PlainDockerfile, type PlainInstruction, readPlainDockerfile } from './plain-dockerfile.ts';

/** What one run of the engine gave, and a second one over its output. */
export interface Examined {
  readonly before: string;
  readonly migration: Migration;
  readonly findings: readonly Finding[];
  readonly again: { readonly migration: Migration; readonly findings: readonly Finding[] };
}

export interface ReadTexts extends Examined {
  readonly old: PlainDockerfile;
  readonly new: PlainDockerfile;
}

export function readTexts(examined: Examined): ReadTexts {
  return { ...examined, old: readPlainDockerfile(examined.before), new: readPlainDockerfile(examined.migration.text) };
}

/** Law 1, as far as it can be told without a builder: no named check of BuildKit complains that did not before. */
export function newBuildWarnings({ before: oldText, old, new: after, migration }: ReadTexts): readonly string[] {
  const external = isAtHand('BUILDKIT_LINT_COMMAND');
  const before = external ? buildKitWarnings(oldText) : buildWarnings(old);
  return [...(external ? buildKitWarnings(migration.text) : buildWarnings(after))].flatMap(([check, lines]) => {
    const more = lines.length - (before.get(check)?.length ?? 0);
    return more > 0 ? [`${check}: ${more} more than before (lines ${lines.map((line) => line + 1).join(', ')} of the result)`] : [];
  });
}

/** Law 2. */
export function secondRun({ migration, again }: ReadTexts): readonly string[] {
  if (again.migration.text === migration.text) return [];
  const before = migration.text.split('\n');
  const after = again.migration.text.split('\n');
  const line = before.findIndex((text, index) => text !== after[index]);
  return [`migrating again gives ${again.migration.strategy ?? again.migration.status} and changes line ${line + 1} of the result`];
}

/** Law 3 for comments: in the output, or quoted in the report. */
export function lostComments({ old, new: after, migration: { report } }: ReadTexts): readonly string[] {
  return missing(old.comments, after.comments).flatMap(([comment, number]) => {
    const words = comment.replace(/^#+\s*/, '');
    const quoted = report.filter(({ message }) => message.includes(words)).length;
    return quoted >= Math.min(number, 1) ? [] : [`comment "${comment}" is gone`];
  });
}

/** Law 3 for instructions: kept as they mean, or a report entry on one of their lines. */
export function lostInstructions({ old, new: after, migration: { report } }: ReadTexts): readonly string[] {
  return missing(old.instructions.map(meaning), after.instructions.map(meaning)).flatMap(([text, number]) => {
    const candidates = old.instructions.filter((instruction) => meaning(instruction) === text);
    const told = candidates.filter((instruction) => reportedOn(instruction, report)).length;
    return told >= number ? [] : [`line ${(candidates[0]?.firstLine ?? 0) + 1}: "${shortened(text)}" is gone without a word`];
  });
}

/** Law 4: an instruction that keeps its meaning keeps its bytes, and line ends stay what they were. */
export function movedBytes({ before, old, new: after, migration }: ReadTexts): readonly string[] {
  const found: string[] = [];
  for (const instruction of after.instructions) {
    const same = old.instructions.filter((candidate) => meaning(candidate) === meaning(instruction));
    if (same.length > 0 && !same.some(({ raw }) => raw === instruction.raw)) {
      found.push(`line ${(same[0]?.firstLine ?? 0) + 1}: "${shortened(meaning(instruction))}" is laid out anew`);
    }
  }
  const ends = (text: string): readonly [windows: number, all: number] => [text.split('\r\n').length - 1, text.split('\n').length - 1];
  const [windows, all] = ends(before);
  const [newWindows, newAll] = ends(migration.text);
  if (windows === 0 && newWindows > 0) found.push(`${newWindows} lines end with CR LF now`);
  if (windows === all && all > 0 && newWindows < newAll) found.push(`${newAll - newWindows} lines end without CR now`);
  if (before.startsWith('\uFEFF') !== migration.text.startsWith('\uFEFF')) found.push('the byte order mark came or went');
  if (before.endsWith('\n') !== migration.text.endsWith('\n')) found.push('the line end at the end of the file came or went');
  return found;
}

/** Law 5 for images: what stands behind FROM or --from was there before, or is Chainguard's. */
export function inventedImages({ before, new: after }: ReadTexts, registry: string): readonly string[] {
  const stages = new Set(after.stages.flatMap(({ name, index }) => [String(index), ...(name === undefined ? [] : [name.toLowerCase()])]));
  const images = [
    ...after.stages.map(({ image }) => image),
    ...after.instructions.flatMap(({ rest }) => [...rest.matchAll(/(?:--from=|,from=|from=)([^\s,]+)/g)].map(([, image = '']) => image)),
  ];
  return [...new Set(images)].flatMap((image) => {
    const known =
      before.includes(image) ||
      stages.has(image.toLowerCase()) ||
      new RegExp(`^${registry.replaceAll('.', '\\.')}/[a-z0-9.-]+/[a-z0-9-]+:(\\w|[.$\\{\\}-])+$`).test(image);
    return known ? [] : [`image ${image} comes from nowhere`];
  });
}

/** Law 6: a stage that has nothing to do with Node keeps every byte (renumbered `--from=0` apart). */
export function touchedStages({ old, migration }: ReadTexts): readonly string[] {
  const lines = (text: string): string => text.replaceAll('\r', '').replace(/--from=\d+/g, '--from=#');
  const after = lines(migration.text);
  return old.stages.flatMap((stage) => {
    const text = [stage.from, ...stage.instructions].map(({ raw }) => raw);
    const own = old.stages.some(({ name, index }) => index < stage.index && name?.toLowerCase() === stage.image.toLowerCase());
    const touchesNode = /node|npm|npx|yarn|pnpm|corepack|nvm|nginx|\$|chainguard/i.test(
      `${stage.image}\n${stage.instructions
        .filter(({ keyword }) => keyword === 'RUN')
        .map(({ rest }) => rest)
        .join('\n')}`,
    );
    if (own || touchesNode) return [];
    const gone = text.filter((raw) => !after.includes(lines(raw)));
    return gone.length === 0 ? [] : [`stage ${stage.name ?? stage.index} (FROM ${stage.image}) changed`];
  });
}

/** Law 8: after a migration nothing above information is found but what the report gives to a person. */
export function newFindings({ migration: { report }, again }: ReadTexts): readonly string[] {
  return again.findings.flatMap(({ rule, severity, line, message }) => {
    if (severity !== 'warning' && severity !== 'error') return [];
    const told = report.some((entry) => entry.rule === rule && entry.action === 'review');
    return told ? [] : [`${severity} ${rule} on line ${line + 1} of the result, not in the report: ${shortened(message)}`];
  });
}

/** Everything that is not distroless has its reason, with a line. */
export function missingReason({ migration: { status, strategy, reason, report }, findings }: ReadTexts): readonly string[] {
  if (status === 'not-converted')
    return reason !== undefined && (report.length > 0 || findings.length > 0) ? [] : ['not converted without a reason that has a line'];
  if (status !== 'migrated' || strategy === 'distroless' || strategy === 'repair') return [];
  const told = report.some(
    ({ action, message }) => action === 'review' && /distroless|development image|runtime image|shell|-dev\b|direct/i.test(message),
  );
  return told ? [] : [`${strategy ?? 'no strategy'} and no line of the report says why not distroless`];
}

function reportedOn(instruction: PlainInstruction, report: readonly ReportEntry[]): boolean {
  return report.some(({ line }) => line >= instruction.firstLine && line <= instruction.lastLine);
}

/** What `before` has more often than `after`, with how often. */
function missing(before: readonly string[], after: readonly string[]): readonly (readonly [text: string, number: number])[] {
  const left = new Map<string, number>();
  for (const text of before) left.set(text, (left.get(text) ?? 0) + 1);
  for (const text of after) left.set(text, (left.get(text) ?? 0) - 1);
  return [...left].filter(([, number]) => number > 0);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}
