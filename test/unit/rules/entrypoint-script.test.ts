import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const withScript = (cmd = 'CMD ["node", "app.js"]\n', user = ''): string =>
  `FROM node:22-slim\nWORKDIR /app\nCOPY . .\n${user}ENTRYPOINT ["/app/entrypoint.sh"]\n${cmd}`;
const files = (script: string, scripts: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...APP,
  'entrypoint.sh': script,
  'package.json': JSON.stringify({ name: 'app', scripts: { start: 'node app.js', ...scripts } }),
});

test('a script keeps its shell as a package, behind dumb-init', () => {
  const { text, migration, reported } = look(
    'entrypoint-script',
    withScript(),
    files('#!/bin/sh\nset -e\nif [ -z "$DB" ]; then echo missing; exit 1; fi\nexec "$@"\n'),
  );
  assert.equal(migration.strategy, 'runtime-packages');
  assert.match(text, /--root \/base-chroot busybox/);
  assert.match(text, /ENTRYPOINT \["\/usr\/bin\/dumb-init", "--", "\/app\/entrypoint\.sh"\]\nCMD \["node", "app\.js"\]/);
  assert.ok(reported.some((line) => line.startsWith('review: The result is not distroless: entrypoint.sh')));
});

test('bash and the programs that the script calls come along', () => {
  const { text } = look(
    'entrypoint-script',
    withScript(),
    files('#!/usr/bin/env bash\nuntil curl -s http://db; do sleep 1; done\njq . config.json\nexec "$@"\n'),
  );
  assert.match(text, /--root \/base-chroot bash busybox curl jq/);
});

test('scripts that it calls are read, too', () => {
  const { text } = look('entrypoint-script', withScript(), {
    ...files('#!/bin/sh\n. ./env.sh\n./wait.sh db:5432\nexec "$@"\n'),
    'env.sh': 'export A=b\n',
    'wait.sh': '#!/bin/bash\nnc -z db 5432\n',
  });
  assert.match(text, /--root \/base-chroot bash busybox netcat-openbsd/);
});

test('a package manager in the script is a package, with the scripts that it runs', () => {
  const { text, migration } = look(
    'entrypoint-script',
    withScript(''),
    files('#!/bin/sh\nnpm run migrate\nnpm start\n', { migrate: 'git --version && knex migrate:latest' }),
  );
  assert.equal(migration.strategy, 'runtime-packages');
  assert.match(text, /--root \/base-chroot busybox git npm/);
});

test('CMD through a package manager becomes what it starts', () => {
  const { text } = look('entrypoint-script', withScript('CMD ["npm", "start"]\n'), files('#!/bin/sh\necho $HOME\ndate\nexec "$@"\n'));
  assert.match(text, /CMD \["node", "app\.js"\]/);
});

test('CMD in shell form is spelled out', () => {
  const { text } = look('entrypoint-script', withScript('CMD node app.js --port $PORT\n'), files('#!/bin/sh\ndate\nexec "$@"\n'));
  assert.match(text, /CMD \["\/bin\/sh", "-c", "node app\.js --port \$PORT"\]/);
});

test('what nobody can bring keeps the development image', () => {
  for (const script of [
    '#!/bin/sh\n./gone.sh\nexec "$@"\n',
    '#!/bin/sh\n$PROGRAM --start\n',
    '#!/bin/sh\nnpm install\nexec "$@"\n',
    '#!/bin/sh\nsome-tool-of-ours\nexec "$@"\n',
    '#!/usr/bin/python3\nprint(1)\n',
  ]) {
    assert.equal(look('entrypoint-script', withScript(), files(script)).migration.strategy, 'dev-runtime', script);
  }
});

test('a script that works as root is not converted, and the reason names the command', () => {
  for (const [script, command] of [
    ['#!/bin/sh\nchown -R node:node /data\nexec "$@"\n', 'chown -R node:node /data'],
    ['#!/bin/sh\ndate\nexec su-exec node "$@"\n', 'exec su-exec node "$@"'],
    ['#!/bin/sh\nusermod -u $UID_WANTED node\nexec "$@"\n', 'usermod'],
    ['#!/bin/sh\necho x > /etc/app.conf\nexec "$@"\n', '/etc/app.conf'],
  ] as const) {
    const { migration } = look('entrypoint-script', withScript(), files(script));
    assert.equal(migration.status, 'not-converted', script);
    assert.ok(migration.reason?.includes(command), `${migration.reason}`);
  }
});

test('a script that does nothing but give root away is not needed any more', () => {
  assert.equal(
    look('entrypoint-script', withScript(), files('#!/bin/sh\nset -e\nexec su-exec node "$@"\n')).migration.strategy,
    'distroless',
  );
});

test('work as root that is skipped or may fail for another user is no obstacle', () => {
  for (const script of [
    '#!/bin/sh\nif [ "$(id -u)" = "0" ]; then\n  chown -R node /data\n  exec su-exec node "$0" "$@"\nfi\nexec "$@"\n',
    '#!/bin/sh\nchown node /data 2>/dev/null || true\nexec "$@"\n',
  ]) {
    assert.equal(look('entrypoint-script', withScript(), files(script)).migration.strategy, 'runtime-packages', script);
  }
  assert.equal(
    look('entrypoint-script', withScript(undefined, 'USER node\n'), files('#!/bin/sh\nchown node /data\nexec "$@"\n')).migration.status,
    'migrated',
    'the old user could not do it either',
  );
});

test('Windows line ends are told', () => {
  assert.ok(
    look('entrypoint-script', withScript(), files('#!/bin/sh\r\nset -e\r\ndate\r\nexec "$@"\r\n')).said.some((line) =>
      /^information: .*Windows line ends/.test(line),
    ),
  );
});

test('a start without a script hears nothing', () => {
  const { said, reported } = look('entrypoint-script', 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "app.js"]\n', APP);
  assert.deepEqual([...said, ...reported], []);
});

test('on Chainguard a bash script in an image without bash is an error', () => {
  const { said } = look(
    'entrypoint-script',
    'FROM cgr.dev/chainguard/node:latest\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/entrypoint.sh"]\nCMD ["node", "app.js"]\n',
    files('#!/bin/bash\ndate\nexec "$@"\n'),
  );
  assert.deepEqual(said, ['error: entrypoint.sh is written for bash, which this variant does not hold.']);
});

test('what a start for a shell calls is brought along as for a script', () => {
  const start = (cmd: string, surroundings: Readonly<Record<string, string>> = {}): ReturnType<typeof look> =>
    look('entrypoint-script', `FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ${cmd}\n`, { ...APP, ...surroundings });
  assert.match(
    start('["sh", "-c", "curl -fsS http://config/env > .env && python3 gen.py && node app.js"]').text,
    /--root \/base-chroot busybox curl python3\S*(?: |\n)/,
  );
  assert.match(start('envsubst < a.tpl > a.json && node app.js').text, /--root \/base-chroot busybox gettext-envsubst/);
  assert.match(start('./wait.sh && node app.js', { 'wait.sh': '#!/bin/bash\nnc -z db 1\n' }).text, /bash busybox netcat-openbsd/);
  const manifest = { 'package.json': '{"name":"app","scripts":{"start":"curl -s http://a && node app.js"}}\n' };
  assert.match(start('["npm", "start"]', manifest).text, /--root \/base-chroot busybox curl/);
  assert.match(start('sleep 1 && node app.js').text, /--root \/base-chroot busybox(?: &&|\n| \\|$)/m);

  const unknown = start('unknowntool && node app.js');
  assert.equal(unknown.migration.strategy, 'dev-runtime');
  assert.ok(unknown.reported.some((line) => /the start needs more .*unknowntool/i.test(line)));
  assert.equal(start('service cron start && node app.js').migration.status, 'not-converted');
});

test('wait-for-it asks for nc where timeout is busybox’s', () => {
  const waiting = (body: string): string =>
    look('entrypoint-script', withScript(), {
      ...files('#!/bin/sh\n/app/wait-for-it.sh db:5432\nexec "$@"\n'),
      'wait-for-it.sh': `#!/usr/bin/env bash\n${body}WAITFORIT_CLI=("$@")\nexec "\${WAITFORIT_CLI[@]}"\n`,
    }).text;
  assert.match(waiting('if [[ $BUSY -eq 1 ]]; then nc -z $HOST $PORT; fi\n'), /--root \/base-chroot bash busybox netcat-openbsd/);
  assert.match(waiting('(echo > /dev/tcp/$HOST/$PORT)\n'), /--root \/base-chroot bash busybox(?! netcat)/);
});
