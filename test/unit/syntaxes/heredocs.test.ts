import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scopesOf, tokenize } from './tokenizer.ts';

for (const opening of [
  'RUN <<EOF',
  'run <<EOF',
  'ONBUILD RUN <<EOF',
  'RUN <<"EOF"',
  "RUN <<'EOF'",
  'RUN <<-EOF',
  'RUN << EOF',
  'RUN 3<<EOF',
  'RUN --mount=type=cache,target=/root/.npm --network=none <<EOF',
  'RUN --mount=type=cache,target=/root/.npm \\\n    <<EOF',
  'RUN \\\n# why\n\n    --mount=type=cache,target=/root/.npm <<EOF',
  'RUN bash <<EOF',
  'RUN sh -e -u <<EOF',
  'RUN set -e; /bin/ash -eu <<EOF && true "done"',
  'RUN /usr/bin/env dash <<EOF',
  'RUN <<EOF\n#!/bin/sh -e',
  'RUN <<EOF\n#!/usr/bin/env bash',
  'RUN <<-EOF\n\t#!/usr/bin/env -S bash -e',
]) {
  test(`a shell script: ${opening}`, () => {
    const text = `${opening}\necho "$HOME"\nEOF\nUSER node`;
    assert.match(
      scopesOf(text, 'echo'),
      /^meta\.instruction\.run\.dockerfile meta\.embedded\.block\.shell .*support\.function\.builtin\.shell$/,
    );
    assert.equal(scopesOf(text, 'USER'), 'keyword.other.special-method.dockerfile');
  });
}

for (const opening of [
  'RUN python3 <<EOF',
  'RUN cat <<EOF > /etc/motd',
  'RUN node --input-type=module - <<EOF',
  'RUN fish <<EOF',
  'RUN crash <<EOF',
  'RUN <<EOF\n#!/usr/bin/env python3',
  'RUN <<-EOF\n\t#!/usr/bin/node',
  'COPY <<EOF /app/start.sh',
  'COPY <<"EOF" /app/start.sh',
  'COPY --chmod=755 <<-EOF /app/start.sh',
  'COPY --chmod=755 \\\n  <<EOF /app/start.sh',
  'ADD <<EOF /a',
  'COPY <<A <<EOF /a',
  'RUN cat <<A > a && bash <<EOF',
]) {
  test(`plain text: ${opening}`, () => {
    const text = `${opening}\nFROM it's "plain\nEOF\nUSER node`;
    assert.match(scopesOf(text, 'FROM it\'s "plain'), /string\.unquoted\.heredoc\.dockerfile$/);
    assert.equal(scopesOf(text, 'USER'), 'keyword.other.special-method.dockerfile');
  });
}

for (const opening of [
  'RUN cat <<< "EOF"',
  'RUN echo a<<EOF',
  'RUN echo $((1<<2))',
  'RUN echo "a <<EOF"',
  'RUN echo \\<<EOF',
  'RUN ["cat", "<<EOF"]',
  'CMD cat <<EOF',
  'ENV A=<<EOF',
  'RUN cat <<A<B',
]) {
  test(`no heredoc: ${opening}`, () => {
    assert.equal(scopesOf(`${opening}\nUSER node`, 'USER'), 'keyword.other.special-method.dockerfile');
  });
}

/** Scripts that leave something open. */
const broken = [
  'echo "a',
  "echo it's",
  'echo `date',
  'if true; then',
  'for i in 1 2; do',
  'case $a in',
  'a=$(echo',
  'f() {',
  '(cd /app',
  'cat <<INNER',
  'echo \\',
  'echo ${A',
  '[[ -f a',
];

for (const [opening, terminator] of [
  ['RUN <<EOF', 'EOF'],
  ['RUN <<-"E.O+F"', '\tE.O+F'],
  ['RUN bash <<EOF && echo', 'EOF'],
] as const) {
  for (const line of broken) {
    test(`${opening} ends at its terminator behind ${line}`, () => {
      const text = `${opening}\n${line}\n${terminator}\nUSER node`;
      assert.match(scopesOf(text, terminator.trim()), /keyword\.control\.heredoc-token\.dockerfile$/);
      assert.equal(scopesOf(text, 'USER'), 'keyword.other.special-method.dockerfile');
    });
  }
}

for (const line of broken) {
  test(`without a terminator a script ends at the next instruction: ${line}`, () => {
    for (const next of ['RUN', 'COPY', 'CMD', 'ENTRYPOINT', 'WORKDIR', 'USER', 'ENV', 'EXPOSE', 'HEALTHCHECK']) {
      const scopes = scopesOf(`RUN <<EOF\n${line}\n${next} a`, next);
      assert.ok(scopes.endsWith('keyword.other.special-method.dockerfile'), `${next}: ${scopes}`);
      assert.ok(!scopes.includes('meta.embedded'), next);
    }
    assert.equal(scopesOf(`RUN <<EOF\n${line}\nFROM node:22`, 'FROM'), 'keyword.other.special-method.dockerfile');
    assert.equal(scopesOf(`RUN <<EOF\n${line}\nFROM build AS last`, 'FROM'), 'keyword.other.special-method.dockerfile');
  });
}

test('a heredoc behind one without a terminator is seen', () => {
  const text = 'RUN <<EOF\necho "a\nRUN <<EOF\nset -e\nEOF\nUSER node';
  assert.match(scopesOf(text, 'set'), /meta\.embedded\.block\.shell/);
  assert.equal(scopesOf(text, 'USER'), 'keyword.other.special-method.dockerfile');
});

test('a query in a script is no stage', () => {
  const text = 'RUN <<EOF\npsql <<SQL\nSELECT *\nFROM users\nSQL\nset -e\nEOF\nUSER node';
  assert.match(scopesOf(text, 'set'), /meta\.embedded\.block\.shell/);
});

test('only the exact line is the terminator', () => {
  const lines = ['RUN cat <<EOF', ' EOF', 'EOF ', '\tEOF', 'EOFX', 'EOF', 'USER node'];
  const tokens = tokenize(lines.join('\n'));
  for (const line of [1, 2, 3, 4]) {
    assert.ok(tokens.some((token) => token.line === line && token.scopes.includes('string.unquoted.heredoc.dockerfile')));
  }
  assert.ok(tokens.some((token) => token.line === 5 && token.scopes.includes('keyword.control.heredoc-token.dockerfile')));
});
