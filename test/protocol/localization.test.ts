import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from './server-process.ts';

const uri = 'file:///nowhere/Dockerfile';
const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';
const english = 'The stage that starts the application also builds it: a final stage of its own needs neither npm nor a shell.';

test('speaks the language whose messages the client hands over, and English where one is missing', async () => {
  const server = await startServer({ initializationOptions: { messages: { [english]: 'Diese Stufe startet und baut.', odd: 5 } } });
  await server.open(uri, text);
  const messages = (await server.pull(uri)).map(({ message }) => (typeof message === 'string' ? message : message.value));
  assert.ok(messages.includes('Diese Stufe startet und baut.'), messages.join('\n'));
  assert.ok(messages.some((message) => message.includes("Chainguard's Node image")));
  await server.stop();
});

test('speaks English without, and when they are nothing of the kind', async () => {
  for (const initializationOptions of [undefined, { messages: 'de' }, { messages: ['x'] }]) {
    const server = await startServer({ initializationOptions });
    await server.open(uri, text);
    assert.ok((await server.pull(uri)).some(({ message }) => message === english));
    await server.stop();
  }
});
