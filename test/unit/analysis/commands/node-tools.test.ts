import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, classify, effectOf, kindOf, writesOf } from './classify.ts';

const script = { kind: 'script', arguments: [], workspaces: [] };

test('tools by name, by npx and by their path', () => {
  assert.deepEqual(effectOf('tsc -p .'), { ...script, manager: 'tool', script: 'tsc', arguments: ['-p', '.'] });
  assert.deepEqual(effectOf('npx --yes prisma generate'), { ...script, manager: 'npx', script: 'prisma', arguments: ['generate'] });
  assert.deepEqual(effectOf('npm exec -- tsc'), { ...script, manager: 'npx', script: 'tsc' });
  assert.deepEqual(effectOf('yarn dlx -p typescript tsc'), { ...script, manager: 'npx', script: 'tsc' });
  assert.deepEqual(effectOf('./node_modules/.bin/next build'), { ...script, manager: 'tool', script: 'next', arguments: ['build'] });
  assert.deepEqual(effectOf('node scripts/seed.js --all'), { ...script, manager: 'node', script: 'scripts/seed.js', arguments: ['--all'] });
  assert.deepEqual(effectOf('node --max-old-space-size=4096 -r ts-node/register x.ts'), { ...script, manager: 'node', script: 'x.ts' });
  assert.deepEqual(effectOf('node --run build'), { ...script, manager: 'npm', script: 'build' });
  assert.deepEqual(effectOf('npx cross-env NODE_ENV=production webpack --mode production')['script'], 'webpack');
  assert.deepEqual(effectOf('dotenv -e .env -- npm run build')['script'], 'build');
  assert.deepEqual(writesOf('npx turbo run build'), ['/app/**', '/home/node/**']);
});

test('output folders outside the project are written too', () => {
  assert.deepEqual(writesOf('tsc --outDir /srv/dist'), ['/app/**', '/home/node/**', '/srv/dist/**']);
  assert.deepEqual(writesOf('npx esbuild src/a.ts --bundle --outfile=/srv/a.js'), ['/app/**', '/home/node/**', '/srv/a.js/**']);
  assert.equal(kindOf('npx vite build --outDir $OUT'), 'unknown');
  assert.deepEqual(writesOf('npx cpx "src/**/*.html" /srv/html'), ['/app/**', '/home/node/**', '/app/src/**', '/srv/html/**']);
});

test('code given to node is harmless while it only reads', () => {
  assert.equal(kindOf('node -p process.versions'), 'nothing');
  assert.equal(kindOf(`node -p "require('./package.json').version"`), 'nothing');
  assert.equal(kindOf(`node -e "require('fs').writeFileSync('a.json', '{}')"`), 'script');
  assert.equal(kindOf(`node -e "require('fs').writeFileSync('/etc/a.json', '{}')"`), 'unknown');
  assert.equal(kindOf('node <<EOF\nrequire("fs").mkdirSync("x")\nEOF'), 'script');
});

test('browsers are kept below HOME, with their packages from the system', () => {
  assert.deepEqual(writesOf('npx playwright install chromium'), ['/home/node/.cache/ms-playwright/**']);
  assert.deepEqual(writesOf('npx playwright@1.40 install', around({ PLAYWRIGHT_BROWSERS_PATH: '/ms' })), ['/ms/**']);
  assert.deepEqual(writesOf('npx puppeteer browsers install chrome'), ['/home/node/.cache/puppeteer/**']);
  assert.deepEqual(writesOf('npx cypress install'), ['/home/node/.cache/Cypress/**']);
  assert.equal(effectOf('npx playwright install --with-deps chromium')['unknownPackages'], true);
  assert.equal(kindOf('yarn playwright install-deps'), 'os-install');
  assert.equal(kindOf('npx playwright test'), 'script');
});

test('programs of the project and tools of other languages are unknown', () => {
  for (const line of [
    './configure',
    './install',
    '/opt/x/mkdir y',
    'make install',
    'pip3 install x',
    'go build',
    'mytool --fast',
    '$TOOL x',
    'bash scripts/setup.sh',
    'source ./env.sh',
    'chromium --dump-dom x',
  ])
    assert.equal(kindOf(line), 'unknown', line);
  for (const line of ['make --version', 'python3 --version', 'python -V', 'pip3 list', '/usr/local/bin/node -v'])
    assert.equal(kindOf(line), 'nothing', line);
  assert.deepEqual(classify('make').tools, ['make']);
});
