import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, classify, effectOf, kindOf, writesOf } from './classify.ts';

const url = 'https://x.example/pkg/tool.tgz';

test('where curl and wget put what they fetch', () => {
  assert.deepEqual(effectOf(`curl -fsSLo /tmp/t.tgz ${url}`), { kind: 'download', tool: 'curl', url, output: '/tmp/t.tgz' });
  assert.deepEqual(effectOf(`curl -H 'A: b' --retry 3 ${url}`), { kind: 'download', tool: 'curl', url, output: undefined });
  assert.deepEqual(effectOf(`curl -sSLO ${url}?raw=1`)['output'], '/app/tool.tgz');
  assert.deepEqual(effectOf(`curl -LO --output-dir /opt ${url}`)['output'], '/opt/tool.tgz');
  assert.deepEqual(effectOf(`curl -s ${url} > t.tgz`), { kind: 'download', tool: 'curl', url, output: '/app/t.tgz' });
  assert.deepEqual(effectOf(`curl -o /dev/null ${url}`)['output'], undefined);
  assert.deepEqual(writesOf(`curl -o a ${url} -o b ${url}`), ['/app/a', '/app/b']);
  assert.deepEqual(effectOf(`wget -q ${url}`)['output'], '/app/tool.tgz');
  assert.deepEqual(effectOf(`wget -qO- ${url}`)['output'], undefined);
  assert.deepEqual(effectOf(`wget -qO /usr/local/bin/t ${url}`)['output'], '/usr/local/bin/t');
  assert.deepEqual(writesOf(`wget -P /opt ${url}`), ['/opt/tool.tgz']);
  assert.deepEqual(writesOf(`wget --spider ${url}`), []);
  assert.deepEqual(writesOf(`wget -r -P /mirror ${url}`), ['/mirror/**']);
  assert.equal(classify(`curl -o /usr/local/bin/t ${url}`).needsRoot, true);
  assert.deepEqual(classify(`curl -o t ${url}`).tools, ['curl']);
});

test('an unknown name in a known folder is that folder, an unknown folder is unknown', () => {
  assert.deepEqual(writesOf('wget https://x.example/tool_${VERSION}.deb'), ['/app/**']);
  assert.deepEqual(writesOf('wget https://x.example/tool_${VERSION}.deb', around({ VERSION: '1' })), ['/app/tool_1.deb']);
  assert.deepEqual(writesOf('curl -o /opt/tool-$VERSION.tgz https://x.example/'), ['/opt/**']);
  assert.equal(kindOf('curl -o $DIR/tool.tgz https://x.example/'), 'unknown');
  assert.equal(kindOf('wget -i list.txt'), 'unknown');
  assert.equal(kindOf('curl -K settings'), 'unknown');
});

test('git', () => {
  assert.deepEqual(writesOf('git clone --depth 1 -b main https://x.example/a/tool.git'), ['/app/tool/**']);
  assert.deepEqual(writesOf('git clone git@x.example:a/tool.git /opt/tool'), ['/opt/tool/**']);
  assert.deepEqual(writesOf('git clone $REPOSITORY'), ['/app/**']);
  assert.deepEqual(writesOf('cd /tmp && git -C tool checkout v1'), ['/tmp/tool/**']);
  assert.deepEqual(effectOf('git config --global url.https://x.example/.insteadOf git://'), {
    kind: 'tool-config',
    tool: 'git',
    key: 'url.https://x.example/.insteadOf',
    value: 'git://',
  });
  assert.deepEqual(writesOf('git config --global user.name x'), ['/home/node/.gitconfig']);
  assert.equal(kindOf('git rev-parse HEAD'), 'nothing');
  assert.equal(kindOf('git filter-branch x'), 'unknown');
});
