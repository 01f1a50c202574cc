import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoredBy, parseDockerIgnore, readDockerIgnore } from '../../../server/src/project/docker-ignore.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';

// After the examples of the Docker documentation and moby's own tests of its matcher.
const examples: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['node_modules', ['node_modules', 'node_modules/a/b.js'], ['app/node_modules/a.js', 'node_modules.js']],
  ['/node_modules/', ['node_modules/a'], []],
  ['**/node_modules', ['node_modules/a', 'app/node_modules/a', 'a/b/node_modules'], ['node_modulesx']],
  ['*.log', ['x.log'], ['a/x.log']],
  ['**/*.log', ['x.log', 'a/b/x.log'], []],
  ['*/temp*', ['a/temporary.txt', 'a/temp/x'], ['temp', 'a/b/temp']],
  ['temp?', ['tempa', 'tempb/x'], ['temp', 'tempab']],
  ['[ab].js', ['a.js', 'b.js'], ['c.js']],
  ['docs/**', ['docs/a', 'docs/a/b'], ['docs']],
  ['*.md\n!README.md', ['x.md'], ['README.md']],
  ['*\n!src\n!package.json', ['dist/x', 'a'], ['src/a.ts', 'package.json']],
  ['*.md\n!README*.md\nREADME-secret.md', ['README-secret.md'], ['README-x.md']],
  ['# comment\n\n  .env  \r\n', ['.env'], ['# comment']],
  ['a\\*b', ['a*b'], ['axb']],
  ['./dist', ['dist/x'], []],
  ['..', [], ['a']],
  ['[', [], ['[', 'a']],
];

for (const [text, ignored, kept] of examples) {
  test(JSON.stringify(text), () => {
    const ignores = ignoredBy(parseDockerIgnore(text));
    for (const path of ignored) assert.equal(ignores(path), true, `${path} should be ignored`);
    for (const path of kept) assert.equal(ignores(path), false, `${path} should be kept`);
  });
}

test("the Dockerfile's own ignore file comes before that of the context", () => {
  const files = memoryFiles({ 'docker/api.Dockerfile.dockerignore': 'a', '.dockerignore': 'b' });
  const own = readDockerIgnore(files, '', 'docker/api.Dockerfile');
  assert.equal(own.path, 'docker/api.Dockerfile.dockerignore');
  assert.deepEqual([own.ignores('a'), own.ignores('b')], [true, false]);
  const shared = readDockerIgnore(files, '', 'Dockerfile');
  assert.equal(shared.path, '.dockerignore');
  assert.deepEqual([shared.ignores('a'), shared.ignores('b')], [false, true]);
  assert.equal(readDockerIgnore(files, 'docker', 'Dockerfile').path, undefined);
});
