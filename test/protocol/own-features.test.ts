import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem, CompletionList, DocumentLink, Hover, MarkupContent, Position } from 'vscode-languageserver-protocol';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { uri } from './dockerfiles.ts';
import { pullingClient, type Server, startServer } from './server-process.ts';

const textDocument = { uri };

/** Where another extension serves Dockerfiles. */
const besideAnother = { initializationOptions: { languageFeatures: 'auto', otherDockerExtension: true } };

async function hover(server: Server, position: Position): Promise<string | undefined> {
  const answer: Hover | null = await server.connection.sendRequest('textDocument/hover', { textDocument, position });
  return (answer?.contents as MarkupContent | undefined)?.value;
}

/** Opens a text and asks at its end. */
async function complete(server: Server, text: string, context?: object): Promise<CompletionList> {
  await server.open(uri, text);
  const lines = text.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const list: CompletionList = await server.connection.sendRequest('textDocument/completion', { textDocument, position, context });
  await server.connection.sendNotification('textDocument/didClose', { textDocument });
  return list;
}

test('our answers do not depend on the general features', async () => {
  for (const initializationOptions of [besideAnother.initializationOptions, { languageFeatures: 'off' }]) {
    const server = await startServer({ initializationOptions });
    const { capabilities } = server.initialized;
    assert.equal(capabilities.hoverProvider, true);
    assert.equal(capabilities.renameProvider, undefined);
    assert.equal(capabilities.completionProvider?.resolveProvider, undefined);
    await server.open(uri, 'FROM node:20\nWORKDIR /app\n');
    assert.match((await hover(server, { line: 0, character: 6 })) ?? '', /^\*\*`node:20`\*\*/);
    assert.equal(await hover(server, { line: 1, character: 2 }), undefined, 'WORKDIR is explained by the other extension');
    await server.connection.sendNotification('textDocument/didClose', { textDocument });
    assert.equal((await complete(server, 'FROM a\nRUN apk add cur')).items[0]?.label, 'curl');
    await server.stop();
  }
});

test('a client without Markdown gets plain text', async () => {
  const capabilities = {
    ...pullingClient,
    textDocument: { ...pullingClient.textDocument, hover: { contentFormat: ['plaintext' as const] } },
  };
  const server = await startServer({ capabilities });
  await server.open(uri, 'FROM node:20\n');
  const text = (await hover(server, { line: 0, character: 6 })) ?? '';
  assert.match(text, /^node:20 and what takes its place/);
  assert.doesNotMatch(text, /\*\*|`|\|---/);
  await server.stop();
});

test('two answers to one hover become one, ours first', async () => {
  const server = await startServer();
  await server.open(uri, 'ARG USER=node\nFROM node:20\nARG USER=node\nUSER $USER\n');
  const text = (await hover(server, { line: 3, character: 7 })) ?? '';
  assert.match(text, /^\*\*`\$USER`\*\*[\s\S]*\n---\n[\s\S]*node/);
  await server.stop();
});

test('names of Wolfi packages are completed behind apk add, and nowhere else', async () => {
  const server = await startServer();
  const from = 'FROM cgr.dev/chainguard/node:latest-dev\n';
  const { items } = await complete(server, `${from}RUN apk add --no-cache tini \\\n  && apk add -U \\\n    cur`);
  const [first] = items;
  assert.equal(first?.label, 'curl');
  assert.match(first?.detail ?? '', /^\d.*\(Wolfi\)$/);
  assert.deepEqual(first?.textEdit, { range: { start: { line: 3, character: 4 }, end: { line: 3, character: 7 } }, newText: 'curl' });
  const all = await complete(server, `${from}RUN apk add curl `);
  assert.ok(all.items.length > 0);
  assert.equal(all.isIncomplete, true, 'a list that was cut off is asked for again with each letter');
  const isPackage = ({ detail }: CompletionItem): boolean => detail?.endsWith('(Wolfi)') ?? false;
  for (const elsewhere of ['apk add curl && ', 'apk add curl; cur', 'apk del cur', 'apk add --virtual cur', 'echo apk add cur']) {
    assert.deepEqual((await complete(server, `${from}RUN ${elsewhere}`)).items.filter(isPackage), [], elsewhere);
  }
  await server.stop();
});

test('Chainguard’s images come with the stages of the general features', async () => {
  const server = await startServer();
  const labels = (await complete(server, 'FROM node:24 AS build\nFROM node:24\nCOPY --from=')).items.map(({ label }) => label);
  assert.ok(labels.includes('cgr.dev/chainguard/node:latest'));
  assert.ok(labels.includes('build'));
  await server.stop();
});

test('rules are completed behind an ignore comment', async () => {
  const server = await startServer(besideAnother);
  const { items } = await complete(server, '# migrate-to-chainguard-ignore base-image, root-', { triggerKind: 1 });
  assert.deepEqual(
    items.map(({ label }) => label),
    ['root-step'],
  );
  await server.stop();
});

test('images lead to their pages', async () => {
  const server = await startServer();
  const lines = [
    'FROM node:24 AS build',
    'FROM build AS next',
    'FROM registry.example.com/acme/node:1 AS other',
    'FROM cgr.dev/chainguard/node:latest',
    'COPY --from=docker.io/chainguard/wolfi-base /etc/os-release /tmp/',
    'COPY --from=build /a /a',
  ];
  await server.open(uri, lines.join('\n'));
  const links: DocumentLink[] = await server.connection.sendRequest('textDocument/documentLink', { textDocument });
  assert.deepEqual(
    links.map(({ range, target }) => [range.start.line, target]).sort((a, b) => Number(a[0]) - Number(b[0])),
    [
      [0, 'https://hub.docker.com/_/node/'],
      [3, 'https://images.chainguard.dev/directory/image/node/overview'],
      [4, 'https://images.chainguard.dev/directory/image/wolfi-base/overview'],
    ],
  );
  await server.stop();
});

test('a large document is answered as well, and one that is switched off is left in peace', async () => {
  const server = await startServer(besideAnother);
  await server.open(uri, `FROM node:20\n${'RUN true\n'.repeat(6_000)}`);
  assert.match((await hover(server, { line: 0, character: 6 })) ?? '', /node:20/);
  await server.stop();
  const off = await startServer({ initializationOptions: { enable: false } });
  await off.open(uri, 'FROM node:20\n');
  assert.equal(await hover(off, { line: 0, character: 6 }), undefined);
  await off.stop();
});

test('nothing is said about documents that are not open', async () => {
  const server = await startServer();
  assert.equal(await hover(server, { line: 0, character: 0 }), undefined);
  assert.deepEqual(await server.connection.sendRequest('textDocument/documentLink', { textDocument }), []);
  await server.stop();
});

test('a cancelled question ends as the protocol says, and the server goes on', async () => {
  const server = await startServer();
  await server.open(uri, `FROM node:20\n${'RUN apk add curl\n'.repeat(2_000)}`);
  const cancelled = new CancellationTokenSource();
  const question = server.connection.sendRequest(
    'textDocument/hover',
    { textDocument, position: { line: 0, character: 6 } },
    cancelled.token,
  );
  cancelled.cancel();
  await assert.rejects(question, { code: -32800 });
  assert.match((await hover(server, { line: 0, character: 6 })) ?? '', /node:20/);
  await server.stop();
});

test('answers are of the text as it is when they are given', async () => {
  const server = await startServer();
  await server.open(uri, 'FROM node:20\n');
  const asked = [hover(server, { line: 0, character: 6 })];
  await server.change(uri, '\n\nFROM node:24\n', 2);
  asked.push(hover(server, { line: 2, character: 6 }), hover(server, { line: 0, character: 0 }));
  const [, second, nothing] = await Promise.all(asked);
  assert.match(second ?? '', /^\*\*`node:24`\*\*/);
  assert.equal(nothing, undefined);
  await server.stop();
});
