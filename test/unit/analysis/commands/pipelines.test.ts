import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, constantFrom, property } from 'fast-check';
import { combineEffects, surroundingsAfter } from '../../../../server/src/analysis/commands/index.ts';
import { parseScriptText } from '../../../../server/src/shell/index.ts';
import { around, classify, effectOf, kindOf, writesOf } from './classify.ts';

test('what prints, filters or tests leaves nothing behind', () => {
  for (const line of [
    'echo hello',
    'true',
    ':',
    'test -f x',
    '[ -f x ]',
    'node -v',
    'which curl',
    'command -v curl',
    'ls -la',
    'sleep 5',
    'pwd',
    'whoami',
    'cat a | grep -v b | sort -u | wc -l',
    'X=$(node -p 1)',
    'set -eux',
    'export A=b',
    'cd /x',
    'exit 1',
    'env',
    'time sleep 1',
  ]) {
    assert.equal(kindOf(line), 'nothing', line);
    assert.deepEqual(writesOf(line), [], line);
  }
  for (const line of ['export A=b', 'cd /x', 'set -e', 'A=1']) assert.equal(effectOf(line)['shellState'], true, line);
});

test('a pipeline has the effect of what it ends in', () => {
  assert.deepEqual(writesOf('echo "[x]" | tee /etc/x.ini'), ['/etc/x.ini']);
  assert.deepEqual(writesOf('cat a b | sort | uniq > all.txt'), ['/app/all.txt']);
  assert.deepEqual(writesOf('curl -s https://x.example/a.gz | gunzip > a.json'), ['/app/a.json']);
  assert.equal(kindOf('yes | apt-get install -y curl'), 'os-install');
  assert.equal(kindOf('npm run build | tee build.log'), 'script');
  assert.deepEqual(writesOf('npm run build | tee build.log'), ['/app/**', '/home/node/**', '/app/build.log']);
  assert.deepEqual(classify('curl -s https://x.example | jq .a').tools, ['curl', 'jq']);
});

test('a script from the network or a pipe is unknown unless it is a known set-up', () => {
  for (const line of [
    'curl -fsSL https://x.example/install.sh | sh',
    'wget -qO- https://x.example | sudo bash -s -- -y',
    'echo "rm -rf /" | sh',
    'cat setup.sh | bash',
    'curl https://x.example | node',
    'curl https://x.example | python3 -',
    'bash <(curl -s https://x.example)',
  ])
    assert.equal(kindOf(line), 'unknown', line);
  assert.deepEqual(writesOf('curl -sfL https://gobinaries.com/tj/node-prune | sh'), ['/usr/local/bin/node-prune']);
  assert.match(String(effectOf('curl https://x.example/i.sh | sh')['reason']), /x\.example\/i\.sh/);
});

test('substitutions must leave nothing behind', () => {
  assert.equal(kindOf('echo $(npm ci)'), 'unknown');
  assert.equal(kindOf('X=`./configure`'), 'unknown');
  assert.equal(kindOf('echo "$(cat a | head -1)"'), 'nothing');
  assert.deepEqual(classify('echo $(git rev-parse HEAD) > version').tools, ['git']);
});

test('texts given to a shell are read', () => {
  assert.deepEqual(writesOf('sh -c "mkdir -p /data && chown node /data"'), ['/data +', '/data']);
  assert.equal(kindOf('bash -c "cd /srv && npm ci"'), 'dependencies-install');
  assert.deepEqual(writesOf('bash -c "cd /srv && npm ci"').slice(0, 1), ['/srv/**']);
  assert.equal(kindOf('sh -c "apt-get update && apt-get install -y git"'), 'os-install');
  assert.equal(kindOf('sh -c "npm ci && npm run build"'), 'unknown');
  assert.equal(kindOf('sh -c "if true; then ./x; fi"'), 'unknown');
  assert.deepEqual(writesOf('su node -c "touch ~/x"', around({}, '/app', '/root')), ['/home/node/x +']);
});

test('several commands as one', () => {
  const combined = (...lines: readonly string[]): ReturnType<typeof classify> => combineEffects(lines.map((line) => classify(line)));
  assert.equal(combined('[ -f yarn.lock ]', 'yarn --frozen-lockfile', 'npm ci').effect.kind, 'dependencies-install');
  assert.equal(combined('echo x', 'true').effect.kind, 'nothing');
  assert.equal(combined('npm ci', './setup.sh').effect.kind, 'unknown');
  assert.equal(combined('mkdir /a', 'touch /b').effect.kind, 'file-work');
  const both = combined('apk add curl', 'npm ci', 'apk add jq', 'rm -rf /var/cache/apk/*');
  assert.equal(both.needsRoot, true);
  assert.deepEqual(both.effect.kind === 'os-install' && both.effect.packages.map(({ text }) => text), ['curl', 'jq']);
  assert.deepEqual(
    both.writes.map(({ path }) => path),
    ['/app', '/home/node'],
  );
});

test('wrappers change the answer', () => {
  assert.equal(kindOf('env NODE_ENV=production npm ci'), 'dependencies-install');
  assert.deepEqual(classify('sudo -E mkdir x').needsRoot, true);
  assert.deepEqual(
    classify('gosu node npm ci', around({}, '/app', '/root')).writes.map(({ path }) => path),
    ['/app', '/home/node'],
  );
  assert.deepEqual(classify('timeout 60 npm ci').tools, ['timeout', 'npm']);
  assert.deepEqual(writesOf('HOME=/tmp/h npm ci'), ['/app/**', '/tmp/h/**']);
});

test('services, locales and time zones', () => {
  for (const line of [
    'service cron start',
    'systemctl enable x',
    'crontab /app/cron',
    'pm2 install pm2-logrotate',
    'pm2 update',
    'supervisord -n',
  ])
    assert.equal(kindOf(line), 'service', line);
  for (const line of [
    'ln -sf /usr/share/zoneinfo/Europe/Berlin /etc/localtime',
    'cp /usr/share/zoneinfo/$TZ /etc/localtime',
    'echo $TZ > /etc/timezone',
    'dpkg-reconfigure -f noninteractive tzdata',
    'locale-gen en_US.UTF-8',
    "sed -i 's/# en/en/' /etc/locale.gen",
    'echo "en_US.UTF-8 UTF-8" >> /etc/locale.gen',
  ])
    assert.equal(kindOf(line), 'locale-and-time-zone', line);
});

test('the shell is followed through cd, variables and settings', () => {
  const after = (script: string): ReturnType<typeof around> => {
    let state = around({ KEEP: 'k' });
    for (const { pipeline } of parseScriptText(script).items) {
      const [command] = pipeline.commands;
      if (command?.kind === 'simple') state = surroundingsAfter(command, classify('true'), state);
    }
    return state;
  };
  assert.equal(after('cd src/web').workdir, '/app/src/web');
  assert.equal(after('cd src').instructionWorkdir, '/app');
  assert.equal(after('cd $NOWHERE').workdir, undefined);
  assert.equal(after('cd -').workdir, undefined);
  assert.equal(after('export A=1 B="$KEEP/x"').variable('B'), 'k/x');
  assert.equal(after('A=1').variable('A'), '1');
  assert.equal(after('A=$(date)').variable('A'), undefined);
  assert.equal(after('KEEP=$(date)').variable('KEEP'), undefined);
  assert.equal(after('read KEEP').variable('KEEP'), undefined);
  assert.equal(after('unset KEEP').variable('KEEP'), '');
  assert.equal(after('export HOME=/x; cd').workdir, '/x');
  assert.equal(after('export A=1').variable('KEEP'), 'k');
});

test('no text makes the table throw, and unknown effects always say why', () => {
  const word = constantFrom(
    'npm',
    'yarn',
    'pnpm',
    'apt-get',
    'apk',
    'tar',
    'find',
    'curl',
    'wget',
    'git',
    'sed',
    'install',
    'add',
    'run',
    '-g',
    '-C',
    '--prefix',
    '-exec',
    '+',
    '-o',
    '-',
    '--',
    '$X',
    '"$(echo a)"',
    '*',
    '{a,b}',
    '~',
    '/',
    '..',
    '|',
    '&&',
    '>',
    'x',
    'sh',
    '-c',
    "'mkdir a'",
    'xargs',
    'sudo',
    'env',
    'A=1',
    'constructor',
    '__proto__',
  );
  assertProperty(
    property(array(word, { minLength: 1, maxLength: 8 }), (words) => {
      for (const { pipeline } of parseScriptText(words.join(' ')).items) {
        if (!pipeline.commands.every((command) => command.kind === 'simple')) continue;
        const { effect, writes } = classify(words.join(' '));
        if (effect.kind === 'unknown') assert.notEqual(effect.reason, '');
        for (const { path } of writes) assert.match(path, /^\/(?:[^/]+(?:\/[^/]+)*)?$/);
      }
    }),
    { numRuns: 2000 },
  );
});
