/** The laws over generated files. A seed that fails is printed by fast-check and becomes a case. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { examine, type Examination } from '../../server/src/migration/index.ts';
import { memoryFiles } from '../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/settings.ts';
import { isStable, keepsLineEnds, losesNothing, parses, startsWithoutShell } from '../cases/laws.ts';
import { dockerfile, surroundings } from './dockerfiles.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1500);
const strategies = fc.constantFrom<Settings['strategy']>('auto', 'auto', 'dev', 'direct', 'distroless');

function run(text: string, around: Record<string, string>, strategy: Settings['strategy']): Examination {
  return examine({
    path: 'Dockerfile',
    text,
    files: memoryFiles({ ...around, Dockerfile: text }),
    settings: { ...DEFAULT_SETTINGS, strategy },
  });
}

function edited(text: string, { migration }: Examination): string {
  return migration.edits.reduceRight(
    (current, edit) => current.slice(0, edit.range.start) + edit.newText + current.slice(edit.range.end),
    text,
  );
}

describe('laws over generated files', () => {
  it('hold on every file, under every strategy', () => {
    fc.assert(
      fc.property(dockerfile, surroundings, strategies, (text, around, strategy) => {
        // What Docker would refuse is not converted; a stage that copies from itself is refused only by the builder.
        fc.pre(parses(text).length === 0);
        const result = run(text, around, strategy);
        const { migration } = result;
        const about = `${strategy}: ${migration.status} ${migration.strategy ?? ''} ${migration.reason ?? ''}\n${text}\n--->\n${migration.text}\n`;
        assert.notEqual(migration.status, 'failed', about);
        assert.equal(edited(text, result), migration.text, `edits give another text\n${about}`);
        if (migration.status !== 'migrated') {
          assert.equal(migration.text, text, about);
          return;
        }
        assert.deepEqual(parses(migration.text), [], about);
        assert.deepEqual(losesNothing(text, result), [], about);
        assert.deepEqual(keepsLineEnds(text, migration.text), [], about);
        assert.deepEqual(startsWithoutShell(text, result), [], about);
        assert.deepEqual(isStable(run(migration.text, around, strategy), migration.text), [], about);
      }),
      { numRuns, includeErrorInReport: true },
    );
  });

  it('no text makes the engine throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          fc
            .array(
              fc.constantFrom(
                'FROM node',
                '\n',
                '\\\n',
                'RUN ',
                '<<EOF',
                '"',
                "'",
                '$(',
                '`',
                '[',
                'CMD ["',
                '# x',
                '\r\n',
                '\t',
                'ENV ',
                '=',
                '${',
                '}',
              ),
              { maxLength: 40 },
            )
            .map((parts) => parts.join('')),
        ),
        (text) => {
          const result = run(text, {}, 'auto');
          assert.notEqual(result.migration.status, 'failed', result.migration.reason);
        },
      ),
      { numRuns: numRuns * 2, includeErrorInReport: true },
    );
  });
});
