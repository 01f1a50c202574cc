import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, classify, effectOf, writesOf } from './classify.ts';

const account = (action: string, name: string | undefined, id?: string): Readonly<Record<string, unknown>> => ({
  kind: 'user-account',
  action,
  name,
  id,
});
const files = ['/etc/passwd', '/etc/group', '/etc/shadow'];

test('users and groups in every dialect', () => {
  assert.deepEqual(effectOf('useradd -r -u 1001 -g app -d /srv -s /sbin/nologin app'), account('add-user', 'app', '1001'));
  assert.deepEqual(effectOf('useradd -l -m app'), account('add-user', 'app'));
  assert.deepEqual(effectOf('adduser -S -u 1001 -G nodejs nextjs'), account('add-user', 'nextjs', '1001'));
  assert.deepEqual(effectOf('adduser -D -H -h /srv app'), account('add-user', 'app'));
  assert.deepEqual(
    effectOf("adduser --disabled-password --gecos '' --uid ${ID} app", around({ ID: '1500' })),
    account('add-user', 'app', '1500'),
  );
  assert.deepEqual(effectOf('groupadd --system --gid 1001 nodejs'), account('add-group', 'nodejs', '1001'));
  assert.deepEqual(effectOf('addgroup -S app -g 4001'), account('add-group', 'app', '4001'));
  assert.deepEqual(effectOf('addgroup app docker'), account('modify', 'app'));
  assert.deepEqual(effectOf('adduser node tty'), account('modify', 'node'));
  assert.deepEqual(effectOf('usermod -u 1500 -aG docker node'), account('modify', 'node', '1500'));
  assert.deepEqual(effectOf('groupmod -g 1500 node'), account('modify', 'node', '1500'));
  assert.deepEqual(effectOf('deluser --remove-home node'), account('delete', 'node'));
  assert.deepEqual(effectOf("echo 'root:x' | chpasswd"), account('modify', undefined));
});

test('a home folder is made where the command makes one', () => {
  assert.deepEqual(writesOf('useradd app'), files);
  assert.deepEqual(writesOf('useradd -m app'), [...files, '/home/app +']);
  assert.deepEqual(writesOf('useradd --create-home --home-dir /srv/app app'), [...files, '/srv/app +']);
  assert.deepEqual(writesOf('adduser -D app'), [...files, '/home/app +']);
  assert.deepEqual(writesOf('adduser --system app'), files);
  assert.deepEqual(writesOf('adduser -D -H app'), files);
  assert.equal(classify('useradd app').needsRoot, true);
});
