/**
 * Runs the engine over a folder of Dockerfiles and measures the laws of docs/architecture.md: `npm run corpus -- FOLDER`.
 * Exit code 1 when a law fails, 2 for wrong use.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Answer, Engine } from '../../server/src/cli/engine.ts';
import { examine } from '../../server/src/migration/index.ts';
import { readWolfiNames } from './apk-names.ts';
import { compare } from './compare.ts';
import { type CorpusEntry, findEntries, readManifest } from './entries.ts';
import { isAtHand } from './external-parser.ts';
import { measure, type Measurement } from './measure.ts';
import { describe, describeSample, failed } from './table.ts';

const USAGE = `Usage: npm run corpus -- FOLDER [options]

FOLDER holds one folder per file, ID/Dockerfile with ID/files.txt (names of the whole build context) and ID/context/ (what is known
of its contents), or is any tree of Dockerfiles with their sources around them.

  --manifest FILE   JSON with the class of each file ({ "files": [{ "id", "path", "context", "cls", "finalBase" }] })
  --json            print the results as JSON
  --against FILE    compare with the JSON of another run, or with another engine (a module that exports examine)
  --seed N --sample M   draw M migrated applications to be read by a person
  --only TEXT       only files whose id contains TEXT
  --output DIR      write every old and new text and its report there

Environment, where programs made of BuildKit's own parser and checks are at hand; both read a Dockerfile on standard input:
  BUILDKIT_TREE_COMMAND   exits with another code than 0 when BuildKit refuses the file
  BUILDKIT_LINT_COMMAND   prints BuildKit's warnings as FILE:LINE: CheckName: message
`;

const OPTIONS = {
  manifest: { type: 'string' },
  json: { type: 'boolean' },
  against: { type: 'string' },
  seed: { type: 'string' },
  sample: { type: 'string' },
  only: { type: 'string' },
  output: { type: 'string' },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const manifest = values.manifest === undefined ? undefined : readManifest(values.manifest);
  const entries = (await findEntries(folder, manifest)).filter(({ id }) => id.includes(values.only ?? ''));
  const wolfi = readWolfiNames(new URL('../../server/data/wolfi-packages.json', import.meta.url));
  const { output } = values;
  const measureWith = (engine: Engine, keep?: (entry: CorpusEntry, answer: Answer) => void): readonly Measurement[] =>
    entries.map((entry) => measure(entry, { engine, wolfi, ...(keep !== undefined && { keep }) }));

  const results = measureWith({ examine }, output === undefined ? undefined : (entry, answer) => writeTexts(output, entry, answer));
  const print = (lines: Iterable<string>): void => void process.stdout.write([...lines].join(''));
  if (values.json === true) {
    print([`${JSON.stringify({ files: results }, undefined, 1)}\n`]);
  } else if (values.against !== undefined) {
    print(compare(await otherResults(values.against, measureWith), results));
  } else {
    print(describe(results, (name) => name !== '1 BuildKit parses' || isAtHand('BUILDKIT_TREE_COMMAND')));
    if (values.sample !== undefined) print(describeSample(results, Number(values.sample), Number(values.seed ?? 1)));
  }
  return failed(results) ? 1 : 0;
}

async function otherResults(path: string, measureWith: (engine: Engine) => readonly Measurement[]): Promise<readonly Measurement[]> {
  if (path.endsWith('.json')) {
    const { files }: { files: readonly Measurement[] } = JSON.parse(readFileSync(path, 'utf8'));
    return files;
  }
  const other: Engine = await import(pathToFileURL(resolve(path)).href);
  return measureWith(other);
}

function writeTexts(folder: string, entry: CorpusEntry, { migration, findings }: Answer): void {
  const place = join(folder, entry.id.replaceAll('/', '__'));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'before.Dockerfile'), entry.text);
  writeFileSync(join(place, 'after.Dockerfile'), migration.text);
  const report = migration.report.map(({ line, action, rule, message }) => `${line + 1} ${action} ${rule}: ${message}\n`);
  const found = findings.map(({ line, severity, rule, message }) => `${line + 1} ${severity} ${rule}: ${message}\n`);
  writeFileSync(
    join(place, 'report.txt'),
    `${migration.status} ${migration.strategy ?? ''} ${migration.reason ?? ''}\n\n${report.join('')}\nFindings\n${found.join('')}`,
  );
}

try {
  process.exitCode = await main();
} catch (error) {
  // A folder that is not there, a file that cannot be read, an option that does not exist: the message says it, the stack does not.
  if (!(error instanceof Error && 'code' in error)) throw error;
  process.stderr.write(`corpus: ${error.message}\n`);
  process.exitCode = 2;
}
