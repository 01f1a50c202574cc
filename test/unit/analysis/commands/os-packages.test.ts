import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, classify, effectOf, kindOf, writesOf } from './classify.ts';

const install = { kind: 'os-install', virtual: undefined, unknownPackages: false, foreignRepository: false };

test('names are found among options on either side of the subcommand', () => {
  assert.deepEqual(effectOf('apt-get -qq -o Acquire::Retries=3 install -y --no-install-recommends curl "libpq-dev" g++=4:12*'), {
    ...install,
    ecosystem: 'debian',
    packages: ['curl', 'libpq-dev', 'g++=4:12*'],
  });
  assert.deepEqual(effectOf('apk --no-cache --virtual build-deps add python3 make'), {
    ...install,
    ecosystem: 'alpine',
    packages: ['python3', 'make'],
    virtual: 'build-deps',
  });
  assert.deepEqual(effectOf('apk add -t .gyp python3 --update'), {
    ...install,
    ecosystem: 'alpine',
    packages: ['python3'],
    virtual: '.gyp',
  });
  assert.deepEqual(effectOf('microdnf install -y git'), { ...install, ecosystem: 'fedora', packages: ['git'] });
  assert.equal(classify('sudo apt-get install -y git').needsRoot, true);
});

test('a variable with several names gives several names, an unknown one is said', () => {
  assert.deepEqual(effectOf('apk add $DEPS jq', around({ DEPS: 'curl git' }))['packages'], ['curl', 'git', 'jq']);
  assert.deepEqual(effectOf('apk add $DEPS jq'), { ...install, ecosystem: 'alpine', packages: ['$DEPS', 'jq'], unknownPackages: true });
  assert.equal(effectOf('apt-get install -y $(cat packages.txt)')['unknownPackages'], true);
  assert.equal(effectOf('cat packages.txt | xargs apt-get install -y')['unknownPackages'], true);
  assert.equal(effectOf('apt-get build-dep -y nginx')['unknownPackages'], true);
});

test('other repositories and files are foreign', () => {
  for (const line of [
    'apk add --repository http://dl.example/edge/testing x',
    'apk add x@edge',
    'apt-get install -y -t bookworm-backports git',
    'apt-get install -y ./chrome.deb',
    'dpkg -i /tmp/x.deb',
    'yum install -y https://rpm.example/x.rpm',
    'rpm -ivh x.rpm',
  ]) {
    assert.equal(effectOf(line)['kind'], 'os-install', line);
    assert.equal(effectOf(line)['foreignRepository'], true, line);
  }
});

test('removing, updating and cleaning', () => {
  assert.deepEqual(effectOf('apt-get purge -y --auto-remove curl gnupg'), {
    kind: 'os-remove',
    ecosystem: 'debian',
    packages: ['curl', 'gnupg'],
  });
  assert.deepEqual(effectOf('apt-get autoremove -y gnupg'), { kind: 'os-remove', ecosystem: 'debian', packages: ['gnupg'] });
  assert.deepEqual(effectOf('apk del --purge build-deps'), { kind: 'os-remove', ecosystem: 'alpine', packages: ['build-deps'] });
  for (const line of [
    'apt-get update -qq',
    'apt-get clean',
    'apt-get auto-remove -y',
    'apk update',
    'dnf clean all',
    'rm -rf /var/lib/apt/lists/*',
    'rm -rf /var/cache/apk/* /tmp/*',
    'rm -rf /var/lib/apt/lists/* /usr/share/doc /usr/share/man',
    'find /var/lib/apt/lists -type f > /dev/null; apt-mark auto x',
  ]) {
    assert.deepEqual(effectOf(line), { kind: 'os-maintenance', upgrade: false }, line);
  }
  for (const line of ['apt-get upgrade -y', 'apt-get -y dist-upgrade', 'apk upgrade --no-cache', 'yum update -y openssl'])
    assert.deepEqual(effectOf(line), { kind: 'os-maintenance', upgrade: true }, line);
});

test('an installation into another root writes there', () => {
  assert.deepEqual(writesOf('apk add --no-cache --no-scripts --root /base-chroot libpq'), ['/base-chroot/**']);
  assert.deepEqual(writesOf('ldconfig -r /base-chroot'), ['/base-chroot/**']);
});

test('repositories, keys and what brings Node', () => {
  for (const line of [
    'add-apt-repository ppa:x/y',
    'curl -fsSL https://download.example/gpg | apt-key add -',
    'curl -s https://k.example/key.asc | gpg --dearmor -o /usr/share/keyrings/k.gpg',
    'curl -s https://k.example/key.asc | gpg --dearmor > /etc/apt/keyrings/k.gpg',
    'echo "deb [arch=$(dpkg --print-architecture)] https://x.example stable main" > /etc/apt/sources.list.d/x.list',
    'echo "deb x" | sudo tee /etc/apt/sources.list.d/x.list',
    'sh -c \'echo "deb x" >> /etc/apt/sources.list.d/x.list\'',
    'sed -i "s/http/https/" /etc/apk/repositories',
    'echo https://dl.example/edge >> /etc/apk/repositories',
    'wget -O /etc/apt/keyrings/x.asc https://x.example/key && dpkg --add-architecture i386',
    'rpm --import https://x.example/key',
  ])
    assert.deepEqual(effectOf(line), { kind: 'os-repository', nodeSetup: false }, line);
  for (const line of [
    'curl -fsSL https://deb.nodesource.com/setup_20.x | bash -',
    'curl -sL https://rpm.nodesource.com/setup_18.x | sudo -E bash -',
    'wget -qO- https://raw.githubusercontent.com/nvm-sh/nvm/v0.39.7/install.sh | bash',
    'nvm install 20',
    'n 18',
    'npx n lts',
    'curl -fsSL https://nodejs.org/dist/v20.1.0/node-v20.1.0-linux-x64.tar.xz | tar -xJ -C /usr/local --strip-components=1',
    'tar -xJf node-v20.1.0-linux-x64.tar.xz -C /usr/local',
  ]) {
    assert.deepEqual(effectOf(line), { kind: 'os-repository', nodeSetup: true }, line);
  }
});

test('questions change nothing and unknown subcommands are unknown', () => {
  for (const line of ['apt-cache policy x', 'dpkg --print-architecture', 'apk info -e curl', 'rpm -qa'])
    assert.equal(kindOf(line), 'nothing', line);
  for (const line of ['apt-get source x', 'dpkg --force-all', 'zypper install x', 'apk constructor'])
    assert.equal(kindOf(line), 'unknown', line);
});
