import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { RULE_IDS } from '../../../server/src/rules/ids.ts';
import { folder } from './command-line.ts';
import { MIGRATED_IMAGE } from './stub-engine.ts';

const FILES = {
  Dockerfile: '# WARN, 100 %: a, b\nFROM node:20\n',
  'Dockerfile.broken': 'FROM node\nBROKEN\n',
  'Dockerfile.go': 'FROM golang\n',
  'Dockerfile.j2': 'TEMPLATE\n',
  'my app/Dockerfile': 'FROM node:20\n',
};

const schema: object = JSON.parse(readFileSync(new URL('../../../docs/schema/report.schema.json', import.meta.url), 'utf8'));

/** Narrow enough for the assertions below; the schema is what checks the shape. */
interface JsonOutput {
  readonly wolfiIndex?: unknown;
  readonly files: readonly {
    readonly path: string;
    readonly status: string;
    readonly strategy: string | null;
    readonly reason: string | null;
    readonly line: number | null;
    readonly output: string | null;
    readonly written: boolean;
    readonly findings: readonly { readonly line: number; readonly severity: string; readonly range: unknown }[];
    readonly report: readonly { readonly line: number; readonly action: string }[];
  }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

function validated(text: string): JsonOutput {
  const output: JsonOutput = JSON.parse(text);
  const validate = new Ajv({ strict: true, strictTypes: false }).compile(schema);
  assert.equal(validate(output), true, JSON.stringify(validate.errors, undefined, 2));
  return output;
}

test('JSON names the refreshed index', async (t) => {
  const list = { packages: ['curl 8-r0'], virtual: [], descriptions: [], etag: null };
  const cached = {
    format: 1,
    source: 'https://apk.example/APKINDEX.tar.gz',
    date: '2027-01-01',
    retrieved: '2027-01-02T03:04:05.000Z',
    ...list,
  };
  const place = folder(t, { Dockerfile: 'FROM golang\n', 'cache/wolfi-index-1.json': JSON.stringify(cached) });
  const io = { environment: { MIGRATE_TO_CHAINGUARD_CACHE: 'cache' } };
  const { code, stdout } = await place.run(['--format', 'json', '--index', 'refreshed', 'Dockerfile'], { io });
  assert.equal(code, 0);
  assert.deepEqual(validated(stdout).wolfiIndex, { kind: 'refreshed', date: '2027-01-01' });
});

test('JSON follows its schema and tells everything', async (t) => {
  const { code, stdout } = await folder(t, FILES).run(['--format', 'json', '.']);
  assert.equal(code, 2);
  const { files, summary } = validated(stdout);
  assert.deepEqual(
    files.map(({ path, status, strategy, line }) => [path, status, strategy, line]),
    [
      ['Dockerfile', 'migrated', 'distroless', null],
      ['Dockerfile.broken', 'failed', null, 2],
      ['Dockerfile.go', 'unchanged', null, null],
      ['Dockerfile.j2', 'not-converted', null, null],
      ['my app/Dockerfile', 'migrated', 'distroless', null],
    ],
  );
  const [migrated] = files;
  assert.equal(migrated?.output, FILES.Dockerfile.replace('node:20', MIGRATED_IMAGE));
  assert.deepEqual(
    migrated?.findings.map(({ line, severity }) => [line, severity]),
    [
      [1, 'warning'],
      [2, 'information'],
    ],
  );
  assert.deepEqual(migrated?.findings[1]?.range, { start: { line: 2, column: 6 }, end: { line: 2, column: 13 } });
  assert.deepEqual(
    migrated?.report.map(({ line, action }) => [line, action]),
    [
      [2, 'rewritten'],
      [2, 'review'],
    ],
  );
  assert.deepEqual(summary, { files: 5, migrated: 2, unchanged: 1, notConverted: 1, failed: 1, left: 2, strategies: { distroless: 2 } });
});

test('JSON of nothing, and of texts with unusual line ends', async (t) => {
  const place = folder(t, { 'a/readme': '', 'b/Dockerfile': 'FROM node:20\n# \u2028 \u2029\r\n' });
  assert.deepEqual(validated((await place.run(['--format=json', 'a'])).stdout).files, []);
  const { files } = validated((await place.run(['--format=json', '--write', 'b'])).stdout);
  assert.equal(files[0]?.written, true);
  assert.equal(files[0]?.output, place.read('b/Dockerfile'));
});

test('SARIF: rules, results, and what failed', async (t) => {
  const { stdout } = await folder(t, FILES).run(['--format', 'sarif', '.']);
  const log: {
    readonly version: string;
    readonly runs: readonly {
      readonly tool: {
        readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly { readonly id: string }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: unknown;
      }[];
      readonly invocations: readonly {
        readonly executionSuccessful: boolean;
        readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
      }[];
    }[];
  } = JSON.parse(stdout);
  assert.equal(log.version, '2.1.0');
  const [sarif] = log.runs;
  assert.deepEqual(
    sarif?.tool.driver.rules.map(({ id }) => id),
    [...RULE_IDS],
  );
  assert.deepEqual(
    sarif?.results.map(({ level }) => level),
    ['warning', 'note', 'note'],
  );
  for (const { ruleId, ruleIndex } of sarif?.results ?? []) assert.equal(RULE_IDS[ruleIndex], ruleId);
  assert.deepEqual(sarif?.results[2]?.locations, [
    {
      physicalLocation: {
        artifactLocation: { uri: 'my%20app/Dockerfile' },
        region: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 13 },
      },
    },
  ]);
  const [invocation] = sarif?.invocations ?? [];
  assert.equal(invocation?.executionSuccessful, false);
  assert.match(invocation?.toolExecutionNotifications[0]?.message.text ?? '', /^Dockerfile\.broken has an unknown instruction/);
});

test('GitHub: one workflow command per finding, escaped', async (t) => {
  const { stdout } = await folder(t, { ...FILES, 'a,b:c/Dockerfile': '# WARN\n' }).run(['--format', 'github', '.']);
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    '::warning file=Dockerfile,line=1,endLine=1,col=3,endColumn=7,title=migrate-to-chainguard%3A base-image::About WARN.',
    '::notice file=Dockerfile,line=2,endLine=2,col=6,endColumn=13,title=migrate-to-chainguard%3A base-image::About node:20.',
    '::error file=Dockerfile.broken,line=2::Dockerfile.broken: has an unknown instruction BROKEN.',
    '::warning file=a%2Cb%3Ac/Dockerfile,line=1,endLine=1,col=3,endColumn=7,title=migrate-to-chainguard%3A base-image::About WARN.',
    '::notice file=my app/Dockerfile,line=1,endLine=1,col=6,endColumn=13,title=migrate-to-chainguard%3A base-image::About node:20.',
  ]);
});
