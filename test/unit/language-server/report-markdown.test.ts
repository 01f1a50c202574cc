import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportMarkdown } from '../../../server/src/language-server/report-markdown.ts';
import type { Migration } from '../../../server/src/migration/index.ts';

const migrated: Migration = {
  status: 'migrated',
  strategy: 'runtime-packages',
  text: '',
  edits: [],
  reason: undefined,
  outside: [],
  nextSteps: [],
  report: [
    {
      rule: 'base-image',
      line: 0,
      range: { start: 0, end: 0 },
      action: 'rewritten',
      message: 'The base is *new*: <b> and `npm_config_*`.',
    },
    { rule: 'docker-ignore', line: 9, range: { start: 0, end: 0 }, action: 'review', message: 'Two\nlines' },
  ],
};

test('what needs a person stands first', () => {
  assert.equal(
    reportMarkdown(migrated),
    [
      '# Migrated: runtime + packages',
      '',
      '## Please review',
      '',
      '- **Line 10**, review, `docker-ignore`: Two lines',
      '',
      '## What was done',
      '',
      '- **Line 1**, rewritten, `base-image`: The base is \\*new\\*: \\<b\\> and `npm_config_*`.',
      '',
    ].join('\n'),
  );
});

test('a file that is not converted says why', () => {
  const reason = 'It runs as root.';
  assert.equal(
    reportMarkdown({ ...migrated, status: 'not-converted', strategy: undefined, report: [], reason }),
    `# Not converted\n\n${reason}\n`,
  );
});

test('what lies outside has its lines, and commands can be copied', () => {
  const text = reportMarkdown({
    ...migrated,
    report: [
      {
        rule: 'compose-override',
        line: 0,
        range: { start: 0, end: 0 },
        action: 'review',
        message: 'Said there.',
        elsewhere: { path: 'compose.yaml', line: 4 },
      },
    ],
    outside: [{ topic: 'compose', message: 'Said there.', places: [{ path: 'compose.yaml', line: 4 }], command: 'chown a b' }],
    nextSteps: [{ kind: 'build', title: 'Build it', commands: [{ text: 'docker build .', note: 'From the root.' }] }],
  });
  assert.equal(
    text,
    [
      '# Migrated: runtime + packages',
      '',
      '## Outside this file',
      '',
      '- **compose.yaml, line 5**: Said there.',
      '',
      '  ```shell',
      '  chown a b',
      '  ```',
      '',
      '',
      '## Next steps',
      '',
      '### Build it',
      '',
      '```shell',
      '# From the root.',
      'docker build .',
      '```',
      '',
    ].join('\n'),
  );
});
