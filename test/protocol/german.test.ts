import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { MigrateMethod, MigrateResult } from '../../server/src/protocol.ts';
import { pullingClient, type Server, startServer } from './server-process.ts';

const german: unknown = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8'));
const capabilities = {
  ...pullingClient,
  textDocument: { ...pullingClient.textDocument, publishDiagnostics: { relatedInformation: true } },
};
const migrate: MigrateMethod = 'migrateToChainguard/migrate';

/** Between them they draw remarks of most rules, on stages before and after a move. */
const cases = [
  'broken-by-hand',
  'debian-packages-and-tini',
  'development-dependencies',
  'development-stage-copied-from',
  'front-end-on-nginx',
  'started-by-compose',
  'typescript-multi-stage',
  'unknown-package',
  'volume-and-root-user',
];

/** English words that give away a sentence which was not translated, or only in part. None of them is a German word or a name in a Dockerfile. */
const givesAway = /\b(?:the|is|are|and|which|that|this|needs|from|falls away|with)\b/;

interface Said {
  readonly diagnostics: readonly { readonly code: unknown; readonly message: string }[];
  readonly report: MigrateResult['report'];
}

async function whatIsSaid(server: Server, folder: string): Promise<Said> {
  const uri = pathToFileURL(`test/cases/${folder}/Dockerfile`).href;
  await server.open(uri, readFileSync(`test/cases/${folder}/Dockerfile`, 'utf8'));
  const diagnostics = (await server.pull(uri)).flatMap(({ code, message, relatedInformation = [] }) => [
    { code, message: typeof message === 'string' ? message : message.value },
    ...relatedInformation.map((related) => ({ code, message: related.message })),
  ]);
  const { report }: MigrateResult = await server.connection.sendRequest(migrate, { textDocument: { uri, version: 1 } });
  return { diagnostics, report };
}

/** Without what others say, and without code and quotations, which stay in every language. */
function prose(message: string): string {
  return [/`[^`]*`/g, /"[^"]*"/g].reduce((text, other) => text.replace(other, ''), message);
}

test('a server with the German messages says nothing in English', async () => {
  const inEnglish = await startServer({ capabilities });
  const inGerman = await startServer({ capabilities, initializationOptions: { messages: german } });
  const faults: string[] = [];
  const rules = new Set<unknown>();
  let compared = 0;
  for (const folder of cases) {
    const before = await whatIsSaid(inEnglish, folder);
    const after = await whatIsSaid(inGerman, folder);
    assert.deepEqual(
      after.diagnostics.map(({ code }) => code),
      before.diagnostics.map(({ code }) => code),
      folder,
    );
    assert.deepEqual(
      after.report.map(({ rule, line, action }) => [rule, line, action]),
      before.report.map(({ rule, line, action }) => [rule, line, action]),
      folder,
    );
    const pairs = [
      ...after.diagnostics.map(({ code, message }, index) => ({ rule: code, message, english: before.diagnostics[index]?.message })),
      ...after.report.map(({ rule, message }, index) => ({ rule, message, english: before.report[index]?.message })),
    ];
    for (const { rule, message, english } of pairs) {
      rules.add(rule);
      compared += 1;
      const own = prose(message);
      if (own !== '' && (message === english || givesAway.test(own))) faults.push(`${folder}, ${String(rule)}: ${message}`);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(rules.size > 15 && compared > 100, `${rules.size} rules, ${compared} messages`);
  await inEnglish.stop();
  await inGerman.stop();
});
