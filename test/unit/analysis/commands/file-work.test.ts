import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, classify, effectOf, kindOf, writesOf } from './classify.ts';

test('paths are resolved against the working directory, HOME and variables', () => {
  assert.deepEqual(writesOf('mkdir -p logs /data/ ./a/../b'), ['/app/logs +', '/data +', '/app/b +']);
  assert.deepEqual(writesOf('mkdir -p ~/x "$HOME/y" ${DIR}/z "${NONE:-/n}" \'$DIR\'', around({ DIR: '/srv', NONE: '' })), [
    '/home/node/x +',
    '/home/node/y +',
    '/srv/z +',
    '/n +',
    '/app/$DIR +',
  ]);
  assert.deepEqual(writesOf('mkdir ~root/x ~node/y $(pwd)/z $(npm root -g)/w'), [
    '/root/x +',
    '/home/node/y +',
    '/app/z +',
    '/usr/local/lib/node_modules/w +',
  ]);
  assert.deepEqual(writesOf('cd /srv && cd web && touch a'), ['/srv/web/a +']);
  assert.deepEqual(writesOf('cd && touch a'), ['/home/node/a +']);
});

test('globs and braces reduce to the folder in front of them', () => {
  assert.deepEqual(writesOf('mkdir -p /app/{logs,data}/x'), ['/app/** +']);
  assert.deepEqual(writesOf('chmod 644 conf/*.json'), ['/app/conf/**']);
  assert.deepEqual(writesOf('chmod 644 *.sh'), ['/app/**']);
});

test('a path that cannot be resolved makes a command unknown, unless it only changes what is there', () => {
  for (const line of [
    'mkdir -p $DATA',
    'cp a $DATA/b',
    'touch `date`.log',
    'echo x > $FILE',
    'ln -s a $LINK',
    'tar xf a.tgz -C $DIR',
    'tee $FILE',
    'cd $UNKNOWN && mkdir x',
    'mkdir ${DATA%/}',
    'mkdir ~bob/x',
  ])
    assert.equal(kindOf(line), 'unknown', line);
  for (const line of ['chmod +x $FILE', 'rm -rf "$DIR"', 'chown node:node $DATA']) {
    assert.equal(kindOf(line), 'file-work', line);
    assert.deepEqual(writesOf(line), [], line);
  }
  assert.equal(kindOf('mkdir x', around({}, undefined)), 'file-work');
});

test('without a known working directory relative paths are unknown', () => {
  const nowhere = { ...around(), workdir: undefined };
  assert.equal(kindOf('mkdir x', nowhere), 'unknown');
  assert.equal(kindOf('mkdir /x', nowhere), 'file-work');
  assert.equal(kindOf('npm ci', nowhere), 'unknown');
});

test('owners and modes', () => {
  const work = { kind: 'file-work', owner: undefined, mode: undefined, recursive: false };
  assert.deepEqual(effectOf('chown -R node:node /app /data'), { ...work, verb: 'chown', owner: 'node:node', recursive: true });
  assert.deepEqual(effectOf('chown node:node -R /app'), { ...work, verb: 'chown', owner: 'node:node', recursive: true });
  assert.deepEqual(effectOf('chgrp -R 0 /app'), { ...work, verb: 'chown', owner: ':0', recursive: true });
  assert.deepEqual(effectOf('chmod -x start.sh'), { ...work, verb: 'chmod', mode: '-x' });
  assert.deepEqual(effectOf('chmod -R g=u /app'), { ...work, verb: 'chmod', mode: 'g=u', recursive: true });
  assert.deepEqual(effectOf('install -d -o node -g node -m 0755 /data'), { ...work, verb: 'install', owner: 'node:node', mode: '0755' });
  assert.deepEqual(effectOf('mkdir -m 777 /data'), { ...work, verb: 'mkdir', mode: '777' });
  assert.deepEqual(writesOf('chown -R node /app/x'), ['/app/x/**']);
  assert.equal(kindOf("setcap 'cap_net_bind_service=+ep' $(which node)"), 'unknown');
  assert.equal(kindOf('setcap cap_net_raw+p /bin/ping'), 'file-work');
});

test('copies land inside folders that are known to be folders', () => {
  assert.deepEqual(writesOf('cp a.sh /usr/local/bin'), ['/usr/local/bin/a.sh/**']);
  assert.deepEqual(writesOf('cp x/a.sh x/b.sh /srv/web/'), ['/srv/web/a.sh/**', '/srv/web/b.sh/**']);
  assert.deepEqual(writesOf('cp -r dist /srv/web'), ['/srv/web/**']);
  assert.deepEqual(writesOf('cp -t /etc a b'), ['/etc/a/**', '/etc/b/**']);
  assert.deepEqual(writesOf('cp *.json /etc'), ['/etc/**']);
  assert.deepEqual(writesOf('cp -r src/. .'), ['/app/**']);
  assert.deepEqual(writesOf('mv node_modules ..'), ['/node_modules/**', '/app/node_modules/**']);
  assert.deepEqual(writesOf('ln -s /opt/x/bin/x'), ['/app/x']);
  assert.deepEqual(writesOf('ln -sf /opt/x/bin/x /usr/local/bin/y'), ['/usr/local/bin/y/**']);
});

test('editing and writing text', () => {
  assert.deepEqual(writesOf("sed -i -e 's/a/b/' conf/a.ini"), ['/app/conf/a.ini']);
  assert.deepEqual(writesOf("sed -i'' 's/a/b/' a.ini"), ['/app/a.ini']);
  assert.equal(kindOf("sed 's/a/b/' a.ini"), 'nothing');
  assert.equal(kindOf("sed -n 'w /etc/x' a.ini"), 'unknown');
  assert.deepEqual(writesOf('echo a > b.txt 2>&1'), ['/app/b.txt']);
  assert.deepEqual(writesOf('cat <<EOF >> /etc/app.conf\nx\nEOF'), ['/etc/app.conf']);
  assert.deepEqual(writesOf('printf x | tee -a one two > /dev/null'), ['/app/one', '/app/two']);
  assert.deepEqual(writesOf('> empty'), ['/app/empty']);
  assert.deepEqual(writesOf('npm ls > deps.txt'), ['/app/deps.txt']);
  assert.equal(kindOf('echo a > /dev/stderr'), 'nothing');
  assert.equal(kindOf('echo a >&2'), 'nothing');
});

test('archives', () => {
  assert.deepEqual(writesOf('tar -xzf a.tgz'), ['/app/**']);
  assert.deepEqual(writesOf('tar xzf a.tgz -C /opt --strip-components=1'), ['/opt/**']);
  assert.deepEqual(writesOf('tar xfC a.tgz /opt'), ['/opt/**']);
  assert.deepEqual(writesOf('tar --extract --file=a.tgz --directory=/opt'), ['/opt/**']);
  assert.deepEqual(writesOf('tar -czf /tmp/out.tgz dist'), ['/tmp/out.tgz']);
  assert.equal(kindOf('tar -tzf a.tgz'), 'nothing');
  assert.equal(kindOf('tar -xPf a.tar'), 'unknown');
  assert.deepEqual(classify('tar -xf a.tar.xz').tools, ['tar', 'xz']);
  assert.deepEqual(writesOf('unzip -q a.zip -d /opt/x'), ['/opt/x/**']);
  assert.deepEqual(writesOf('gunzip data.json.gz'), ['/app/data.json.gz', '/app/data.json']);
  assert.deepEqual(writesOf('gzip -k data.json'), ['/app/data.json', '/app/data.json.gz']);
  assert.equal(kindOf('gunzip -c a.gz'), 'nothing');
  assert.deepEqual(writesOf('curl -fsSL https://x.example/a.tgz | tar -xz -C /opt'), ['/opt/**']);
});

test('find changes the tree below its start folders, or nothing', () => {
  assert.equal(kindOf('find . -name "*.ts" | head'), 'nothing');
  assert.deepEqual(writesOf('find node_modules /x -name "*.md" -delete'), ['/app/node_modules/**', '/x/**']);
  assert.equal(effectOf('find . -type d -exec chmod 755 {} +')['mode'], '755');
  assert.equal(effectOf('find . -type f -exec rm -f {} \\;')['verb'], 'rm');
  assert.equal(effectOf('find . -name "*.map" | xargs rm -f')['verb'], 'rm');
  assert.equal(kindOf('find . -exec grep -l x {} \\;'), 'nothing');
  assert.equal(kindOf('find . -exec ./x.sh {} \\;'), 'unknown');
  assert.equal(kindOf('find . -name x | xargs cp -t /y'), 'unknown');
});

test('root is needed outside WORKDIR, HOME and /tmp, and to change owners and modes', () => {
  const needs = (line: string): boolean => classify(line).needsRoot;
  assert.deepEqual(['mkdir x', 'mkdir ~/x', 'mkdir /tmp/x', 'sed -i s/a/b/ x', 'cp a b'].map(needs), [false, false, false, false, false]);
  assert.deepEqual(['mkdir /data', 'chown node x', 'chmod +x x', 'cp a /usr/local/bin', 'cd /opt && mkdir x', 'sudo true'].map(needs), [
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  assert.equal(classify('mkdir x', around({}, '/')).needsRoot, true);
  assert.equal(classify('cd sub && mkdir x').needsRoot, false);
});

test('caches and temporary files are cleaning, single files are not', () => {
  for (const line of [
    'rm -rf /tmp/*',
    'rm -rf ~/.npm ~/.cache',
    'rm -rf /home/node/.npm/* /tmp/* /root/.npm',
    'rm -rf /usr/local/share/.cache',
  ])
    assert.equal(kindOf(line), 'cache-clean', line);
  for (const line of ['rm -rf /tmp/build', 'rm -rf /tmp/* src', 'rm -rf node_modules']) assert.equal(kindOf(line), 'file-work', line);
});
