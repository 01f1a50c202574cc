import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const file = (copy: string, base = 'node:22', before = ''): string =>
  `${before}FROM ${base}\nWORKDIR /app\nCOPY . .\n${copy}\nCMD ["node", "app.js"]\n`;

test('Node out of another image falls away', () => {
  const { text, reported } = look('copied-binary', file('COPY --from=node:20 /usr/local/bin/node /usr/local/bin/node'), APP);
  assert.doesNotMatch(text, /node:20/);
  assert.match(reported[0] ?? '', /^dropped: Copying Node out of node:20/);
});

test('a program from Alpine is for a person to look at where the stage leaves musl', () => {
  const { reported, said } = look(
    'copied-binary',
    file(
      'COPY --from=tool /go/bin/migrate /usr/local/bin/migrate',
      'node:22-alpine',
      'FROM golang:1.24-alpine AS tool\nRUN go install example.com/migrate@latest\n\n',
    ),
    APP,
  );
  assert.match(reported[0] ?? '', /^review: golang:1\.24-alpine has musl/);
  assert.equal(said.length, 1);
  assert.deepEqual(
    look('copied-binary', file('COPY --from=golang:1.24-alpine /go/bin/migrate /usr/local/bin/migrate'), APP).reported,
    [],
    'on glibc it ran because it needs nothing',
  );
});

test('libraries for musl cannot come along', () => {
  const { migration } = look('copied-binary', file('COPY --from=alpine:3.20 /usr/lib /usr/lib', 'node:22-alpine'), APP);
  assert.equal(migration.status, 'not-converted');
  assert.match(migration.reason ?? '', /alpine:3\.20, which has musl/);
});

test('files of the application, static images and Chainguard’s are fine', () => {
  for (const copy of [
    'COPY --from=alpine:3.20 /etc/ssl/cert.pem /app/cert.pem',
    'COPY --from=cgr.dev/chainguard/go:latest /usr/bin/go /usr/bin/go',
    'COPY --from=scratch /x /x',
  ]) {
    assert.deepEqual(look('copied-binary', file(copy, 'node:22-alpine'), APP).said, [], copy);
  }
});
