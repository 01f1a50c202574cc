import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandName, unwrapCommand } from '../../../server/src/shell/index.ts';
import { textAt } from './logical-line.ts';
import { simpleCommand } from './simple-command.ts';

/** `wrappers | command | environment | user` */
function unwrap(text: string): string {
  const { command, wrappers, environment, user } = unwrapCommand(simpleCommand(text));
  const variables = environment.map(({ name, value }) => `${name}=${value?.value ?? ''}`);
  return [wrappers.join(' '), textAt(text, command.range), variables.join(' '), user?.value ?? ''].join(' | ');
}

test('wrappers fall away one by one', () => {
  assert.equal(unwrap('npm ci'), ' | npm ci |  | ');
  assert.equal(unwrap('exec node a.js'), 'exec | node a.js |  | ');
  assert.equal(unwrap('A=1 env -i -u X B="2 3" node a.js'), 'env | node a.js | A=1 B=2 3 | ');
  assert.equal(unwrap('exec nohup nice -n 5 /usr/bin/time -p x y'), 'exec nohup nice time | x y |  | ');
  assert.equal(unwrap('timeout -k 5 30s x'), 'timeout | x |  | ');
  assert.equal(unwrap('/sbin/tini -g -- node a.js'), 'tini | node a.js |  | ');
  assert.equal(unwrap('dumb-init --rewrite 15:3 -- node a.js'), 'dumb-init | node a.js |  | ');
  assert.equal(unwrap('xargs -0 -n 1 rm -rf'), 'xargs | rm -rf |  | ');
});

test('who runs it', () => {
  assert.equal(unwrap('sudo -E -u app A=1 npm ci'), 'sudo | npm ci | A=1 | app');
  assert.equal(unwrap('sudo --user=app npm ci'), 'sudo | npm ci |  | app');
  assert.equal(unwrap('sudo -uapp npm ci'), 'sudo | npm ci |  | app');
  assert.equal(unwrap('exec gosu "$USER_NAME" node a.js'), 'exec gosu | node a.js |  | $USER_NAME');
  assert.equal(unwrap('su-exec node:node tini -- "$@"'), 'su-exec tini | "$@" |  | node:node');
});

test('a wrapper that runs nothing is the command itself', () => {
  for (const text of ['exec > log', 'env', 'env A=1', 'command -v node', 'sudo -l', 'gosu app', 'env -S "node x"']) {
    assert.equal(unwrap(text).split(' | ')[0], '', text);
    assert.equal(commandName(unwrapCommand(simpleCommand(text)).command), commandName(simpleCommand(text)), text);
  }
});

test('values inside quotes keep value and position', () => {
  assert.equal(unwrap('sudo "--user=my app" x'), 'sudo | x |  | my app');
  const text = `env A="b c" 'D=e' x`;
  const { environment } = unwrapCommand(simpleCommand(text));
  assert.deepEqual(
    environment.map(({ value, range }) => [value?.raw, value === undefined ? '' : textAt(text, value.range), textAt(text, range)]),
    [
      ['"b c"', '"b c"', 'A="b c"'],
      ['e', 'e', "'D=e'"],
    ],
  );
});

test('redirections stay with the command', () => {
  const { command } = unwrapCommand(simpleCommand('exec node a.js >log 2>&1'));
  assert.equal(command.redirects.length, 2);
});

test('commandName is the program without its folder, when it is literal', () => {
  assert.equal(commandName(simpleCommand('/usr/bin/apt-get update')), 'apt-get');
  assert.equal(commandName(simpleCommand('"npm" ci')), 'npm');
  assert.equal(commandName(simpleCommand('$NPM ci')), undefined);
  assert.equal(commandName(simpleCommand('A=1')), undefined);
});
