import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, classify, effectOf, kindOf, writesOf } from './classify.ts';

const install = { kind: 'dependencies-install', frozen: false, production: false, refusedFlags: [], deprecatedFlags: [], packages: [] };

test('every spelling of an install', () => {
  for (const line of ['npm ci', 'npm clean-install', 'npm ic', 'npm install-clean', 'npm cit'])
    assert.deepEqual(effectOf(line), { ...install, manager: 'npm', frozen: true }, line);
  for (const line of ['npm i', 'npm install', 'npm add', 'npm isntall', 'npm install --no-audit --no-fund', 'npm --loglevel error install'])
    assert.deepEqual(effectOf(line), { ...install, manager: 'npm' }, line);
  for (const line of ['yarn', 'yarn install', 'yarn --network-timeout 100000', 'yarn install --pure-lockfile', 'corepack yarn'])
    assert.deepEqual(effectOf(line), { ...install, manager: 'yarn' }, line);
  for (const line of ['yarn --frozen-lockfile', 'yarn install --immutable'])
    assert.deepEqual(effectOf(line), { ...install, manager: 'yarn', frozen: true }, line);
  for (const line of [
    'pnpm i --frozen-lockfile',
    'pnpm install -r --frozen-lockfile',
    'pnpm fetch',
    'corepack pnpm@9 install --frozen-lockfile',
  ])
    assert.deepEqual(effectOf(line), { ...install, manager: 'pnpm', frozen: true }, line);
  for (const line of ['bun install --frozen-lockfile', 'bun ci'])
    assert.deepEqual(effectOf(line), { ...install, manager: 'bun', frozen: true }, line);
  assert.deepEqual(effectOf('npm install express@4 "./local.tgz"')['packages'], ['express@4', './local.tgz']);
  assert.deepEqual(effectOf('pnpm add -D typescript')['packages'], ['typescript']);
});

test('development dependencies are left out by flags alone', () => {
  for (const line of [
    'npm ci --omit=dev',
    'npm ci --omit dev',
    'npm i --only=prod',
    'npm i --only production',
    'npm i --production',
    'yarn --prod',
    'yarn install --production=true',
    'pnpm i -P',
    'pnpm i --prod',
    'bun install --production',
  ])
    assert.equal(effectOf(line)['production'], true, line);
  for (const line of [
    'npm ci',
    'npm ci --omit=optional',
    'npm ci --production --include=dev',
    'npm i --production=false',
    'yarn --production=false',
    'pnpm i --prod=false',
    'NODE_ENV=production npm ci',
  ])
    assert.equal(effectOf(line)['production'], false, line);
});

test('flags that npm 12 refuses, and deprecated ones', () => {
  assert.deepEqual(effectOf('npm ci --omit-dev --no-audit --unsafe-perm --no-shrinkwrap')['refusedFlags'], [
    '--omit-dev',
    '--unsafe-perm',
    '--no-shrinkwrap',
  ]);
  assert.deepEqual(effectOf('npm i --production --only=prod --no-optional')['deprecatedFlags'], [
    '--production',
    '--only=prod',
    '--no-optional',
  ]);
  assert.deepEqual(effectOf('npm ci --allow-scripts=sharp')['refusedFlags'], ['--allow-scripts=sharp']);
  for (const line of [
    'npm ci --silent --quiet --verbose -d',
    'npm ci --@acme:registry=https://x.example --//x.example/:_authToken=y',
    'npm ci --prefer-offline --no-progress --foreground-scripts --dangerously-allow-all-scripts --allow-git=all --legacy-peer-deps',
  ])
    assert.deepEqual(effectOf(line)['refusedFlags'], [], line);
  assert.deepEqual(effectOf('npm ci --network-timeout 100000')['packages'], []);
  assert.deepEqual(effectOf('yarn install --omit-dev')['refusedFlags'], []);
});

test('installs write the project and HOME, or the folder that an option names', () => {
  assert.deepEqual(writesOf('npm ci'), ['/app/**', '/home/node/**']);
  assert.deepEqual(writesOf('npm ci --prefix /srv/client'), ['/srv/client/**', '/home/node/**']);
  assert.deepEqual(writesOf('yarn --cwd client install'), ['/app/**', '/home/node/**']);
  assert.deepEqual(writesOf('cd client && npm ci'), ['/app/**', '/home/node/**']);
  assert.deepEqual(writesOf('cd /srv && npm ci'), ['/srv/**', '/home/node/**']);
  assert.deepEqual(writesOf('pnpm i --store-dir /store'), ['/app/**', '/home/node/**', '/store/**']);
  assert.deepEqual(writesOf('pnpm i', around({ PNPM_HOME: '/pnpm' })), ['/app/**', '/home/node/**', '/pnpm/**']);
  assert.equal(kindOf('npm ci --prefix $DIR'), 'unknown');
  assert.deepEqual(writesOf('yarn install --modules-folder /x/node_modules').slice(2), ['/x/node_modules/**']);
  assert.deepEqual(writesOf('npm ci', around({ npm_config_cache: '/cache' })).slice(2), ['/cache/**']);
  assert.equal(kindOf('pnpm i --store-dir $STORE'), 'unknown');
  assert.equal(classify('npm ci').needsRoot, false);
  assert.equal(classify('cd /srv && npm ci').needsRoot, true);
  assert.equal(classify('npm ci', around({}, '/app', '/root')).needsRoot, false);
});

test('global installs write the global prefix', () => {
  const prefix = ['/usr/local/lib/node_modules/**', '/usr/local/bin/**'];
  for (const line of ['npm i -g pm2', 'npm install pm2 --global', 'npm -g i pm2', 'npm i --location=global pm2']) {
    assert.deepEqual(effectOf(line), { kind: 'global-install', manager: 'npm', packages: ['pm2'] }, line);
    assert.deepEqual(writesOf(line), prefix, line);
    assert.equal(classify(line).needsRoot, true, line);
  }
  assert.deepEqual(writesOf('npm i -g x', around({ NPM_CONFIG_PREFIX: '/home/node/.npm-global' })), [
    '/home/node/.npm-global/lib/node_modules/**',
    '/home/node/.npm-global/bin/**',
  ]);
  assert.deepEqual(writesOf('NPM_CONFIG_PREFIX=/opt/g npm i -g x'), ['/opt/g/lib/node_modules/**', '/opt/g/bin/**']);
  assert.equal(classify('npm config set prefix ~/.g && npm i -g x').needsRoot, false);
  assert.deepEqual(effectOf('yarn global add serve@14'), { kind: 'global-install', manager: 'yarn', packages: ['serve@14'] });
  assert.deepEqual(effectOf('pnpm add -g turbo'), { kind: 'global-install', manager: 'pnpm', packages: ['turbo'] });
  assert.deepEqual(writesOf('bun add -g x'), ['/home/node/.bun/**']);
  assert.deepEqual(effectOf('curl -fsSL https://get.pnpm.io/install.sh | sh -'), { kind: 'global-install', manager: 'pnpm', packages: [] });
});

test('pruning', () => {
  for (const line of ['npm prune --omit=dev', 'npm prune --production', 'npm uninstall nodemon'])
    assert.deepEqual(effectOf(line), { kind: 'dependencies-prune', manager: 'npm', into: undefined }, line);
  assert.equal(kindOf('yarn workspaces focus --production api'), 'dependencies-prune');
  assert.equal(kindOf('yarn workspaces focus api'), 'dependencies-install');
  assert.equal(kindOf('pnpm prune --prod'), 'dependencies-prune');
  assert.deepEqual(effectOf('pnpm --filter api deploy --prod /out/api'), { kind: 'dependencies-prune', manager: 'pnpm', into: '/out/api' });
  assert.deepEqual(effectOf('pnpm deploy --filter=api pruned')['into'], '/app/pruned');
  assert.equal(kindOf('pnpm deploy $OUT'), 'unknown');
});

const script = { kind: 'script', arguments: [], workspaces: [] };

test('scripts of package.json', () => {
  for (const line of ['npm run build', 'npm run-script build', 'npm rum build', 'npm run --if-present build'])
    assert.deepEqual(effectOf(line), { ...script, manager: 'npm', script: 'build' }, line);
  assert.deepEqual(effectOf('npm run build --workspace=api -w web -- --mode prod'), {
    ...script,
    manager: 'npm',
    script: 'build',
    arguments: ['--mode', 'prod'],
    workspaces: ['api', 'web'],
  });
  assert.deepEqual(effectOf('npm run build --workspaces'), { ...script, manager: 'npm', script: 'build', workspaces: ['*'] });
  assert.deepEqual(effectOf('npm test'), { ...script, manager: 'npm', script: 'test' });
  assert.deepEqual(effectOf('npm start'), { ...script, manager: 'npm', script: 'start' });
  assert.deepEqual(effectOf('npm rebuild bcrypt'), { ...script, manager: 'npm', script: 'rebuild', arguments: ['bcrypt'] });
  assert.deepEqual(effectOf('yarn build --prod'), { ...script, manager: 'yarn', script: 'build', arguments: ['--prod'] });
  assert.deepEqual(effectOf('yarn run -T tsc -b'), { ...script, manager: 'yarn', script: 'tsc', arguments: ['-b'] });
  assert.deepEqual(effectOf('yarn workspace @acme/api build'), { ...script, manager: 'yarn', script: 'build', workspaces: ['@acme/api'] });
  assert.deepEqual(effectOf('yarn workspaces foreach -A run build'), { ...script, manager: 'yarn', script: 'build', workspaces: ['*'] });
  assert.deepEqual(effectOf('pnpm --filter api build'), { ...script, manager: 'pnpm', script: 'build', workspaces: ['api'] });
  assert.deepEqual(effectOf('pnpm -r run build'), { ...script, manager: 'pnpm', script: 'build', workspaces: ['*'] });
  assert.deepEqual(effectOf('pnpm exec prisma generate'), { ...script, manager: 'pnpm', script: 'prisma', arguments: ['generate'] });
  assert.deepEqual(effectOf('bun run build'), { ...script, manager: 'bun', script: 'build' });
});

test('settings and caches of package managers', () => {
  assert.deepEqual(effectOf('npm config set registry https://r.example'), {
    kind: 'tool-config',
    tool: 'npm',
    key: 'registry',
    value: 'https://r.example',
  });
  assert.deepEqual(effectOf('npm set fund=false'), { kind: 'tool-config', tool: 'npm', key: 'fund', value: 'false' });
  assert.deepEqual(writesOf('npm config set fund false'), ['/home/node/.npmrc']);
  assert.deepEqual(writesOf('npm config set cache /x --global'), ['/usr/local/etc/npmrc']);
  assert.deepEqual(effectOf('yarn set version 4.3.1'), { kind: 'tool-config', tool: 'yarn', key: 'version', value: '4.3.1' });
  assert.deepEqual(effectOf('pnpm config set store-dir /store'), { kind: 'tool-config', tool: 'pnpm', key: 'store-dir', value: '/store' });
  assert.deepEqual(writesOf('npm pkg delete scripts.prepare'), ['/app/package.json']);
  for (const line of [
    'npm cache clean --force',
    'npm cache verify',
    'yarn cache clean --all',
    'pnpm store prune',
    'corepack cache clean',
    'bun pm cache rm',
  ])
    assert.equal(kindOf(line), 'cache-clean', line);
  for (const line of [
    'npm -v',
    'npm --version',
    'npm ls --depth=0',
    'npm config get prefix',
    'npm root -g',
    'npm audit',
    'yarn --version',
    'yarn cache dir',
    'yarn config list',
    'pnpm store path',
    'pnpm -v',
  ])
    assert.equal(kindOf(line), 'nothing', line);
  for (const line of ['npm publish', 'npm constructor', 'npm $COMMAND', 'yarn $COMMAND']) assert.equal(kindOf(line), 'unknown', line);
});

test('corepack', () => {
  assert.deepEqual(effectOf('corepack enable'), { kind: 'corepack', action: 'enable', packageManager: undefined });
  assert.deepEqual(effectOf('corepack prepare pnpm@9.1.0 --activate'), {
    kind: 'corepack',
    action: 'prepare',
    packageManager: 'pnpm@9.1.0',
  });
  assert.deepEqual(effectOf('corepack install -g yarn@4.1.0')['packageManager'], 'yarn@4.1.0');
  assert.deepEqual(writesOf('corepack enable pnpm'), ['/usr/local/bin/**']);
  assert.deepEqual(writesOf('corepack prepare --activate'), ['/home/node/.cache/node/corepack/**']);
  assert.equal(classify('corepack enable').needsRoot, true);
  assert.equal(classify('corepack prepare pnpm@9 --activate', around({}, '/app', '/root')).needsRoot, false);
  assert.equal(classify('corepack enable --install-directory ~/bin').needsRoot, false);
  assert.equal(classify('corepack prepare pnpm@9', around({ COREPACK_HOME: '/opt/corepack' })).needsRoot, true);
});
