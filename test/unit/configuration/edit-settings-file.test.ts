import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editSeverity, readSettingsFile, severityFile } from '../../../server/src/configuration/index.ts';

/** The text after `init` is switched off in it. */
function edited(text: string): string | undefined {
  const edits = editSeverity(text, 'init', 'off');
  const document = TextDocument.create('file:///x', 'jsonc', 0, text);
  return (
    edits &&
    TextDocument.applyEdits(
      document,
      edits.map(({ range, newText }) => ({
        range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
        newText,
      })),
    )
  );
}

test('comments, indentation and line ends stay', () => {
  assert.equal(
    edited('{\n\t// ours\n\t"strategy": "dev", // for now\n\t"severities": {\n\t\t"healthcheck": "off"\n\t}\n}\n'),
    '{\n\t// ours\n\t"strategy": "dev", // for now\n\t"severities": {\n\t\t"healthcheck": "off",\n\t\t"init": "off"\n\t}\n}\n',
  );
  assert.equal(
    edited('{\r\n    "strategy": "dev"\r\n}\r\n'),
    '{\r\n    "strategy": "dev",\r\n    "severities": {\r\n        "init": "off"\r\n    }\r\n}\r\n',
  );
  assert.equal(edited('{ "severities": { "init": "error" } }'), '{ "severities": { "init": "off" } }');
});

test('a comment stays in its line', () => {
  const severities = '"severities": {\n    "init": "off"\n  }';
  assert.equal(edited('{\n  "strategy": "dev" // a, b\n}\n'), `{\n  "strategy": "dev", // a, b\n  ${severities}\n}\n`);
  assert.equal(
    edited('{\n  "strategy": "dev", /* a */ // b\n  // c\n}\n'),
    `{\n  "strategy": "dev", /* a */ // b\n  ${severities}\n  // c\n}\n`,
  );
  assert.equal(edited('{\n  // nothing yet\n}\n'), `{\n  // nothing yet\n  ${severities}\n}\n`);
  assert.equal(edited('{ "strategy": "dev" }'), '{ "strategy": "dev", "severities": { "init": "off" } }');
});

test('the result is a settings file, whatever stood there', () => {
  for (const text of [
    '{}',
    '{ "severities": {} }',
    '{ "strategy": "dev", }',
    '\uFEFF{}',
    '/* a */ { } // b',
    '{ /* a */ }',
    '{ // a\n}',
    '{ "severities": {}, }',
    '{"strategy":"dev"/*,*/}',
    '{ "severities": { "init": "error" } }',
  ]) {
    const reading = readSettingsFile(edited(text) ?? '');
    assert.deepEqual(reading.kind === 'read' && reading.settings.severities, { init: 'off' }, text);
  }
});

test('a text with mistakes is left alone, and a new file is a good one', () => {
  for (const text of ['', '{', '{ "colour": 1 }', '[]']) assert.equal(edited(text), undefined, text);
  assert.deepEqual(readSettingsFile(severityFile('init', 'off')), { kind: 'read', settings: { severities: { init: 'off' } } });
});
