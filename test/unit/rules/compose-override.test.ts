import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const FILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n';
const service = (lines: string): Record<string, string> => ({ ...APP, 'compose.yaml': `services:\n  web:\n    build: .\n${lines}` });

test('overrides that the new image cannot run are named', () => {
  for (const [lines, told] of [
    ['    command: npm run dev\n', /starts npm run dev, and this image has no npm/],
    ['    entrypoint: ["sh", "-c", "node app.js"]\n', /has no sh/],
    ['    user: "1000"\n', /runs as user 1000/],
    ['    user: root\n', /runs as root/],
    ['    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost"]\n', /checks its health with curl/],
    ['    command: app.js\n', /has to be node app\.js now/],
  ] as const) {
    const { reported } = look('compose-override', FILE, service(lines));
    assert.equal(reported.length, 1, lines);
    assert.match(reported[0] ?? '', told);
  }
});

test('what still fits is not mentioned', () => {
  for (const lines of [
    '    command: node app.js --verbose\n',
    '    user: node\n',
    '    user: "65532"\n',
    '    user: ${UID}\n',
    '    ports: ["3000:3000"]\n',
    '',
  ])
    assert.deepEqual(look('compose-override', FILE, service(lines)).reported, [], lines);
});

test('a service of another target is another stage’s', () => {
  const { reported } = look(
    'compose-override',
    'FROM node:22 AS dev\nWORKDIR /app\nCOPY . .\nCMD ["npm", "run", "dev"]\n\nFROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n',
    { ...APP, 'compose.yaml': 'services:\n  web:\n    build:\n      context: .\n      target: dev\n    command: npm run dev\n' },
  );
  assert.deepEqual(reported, []);
});
