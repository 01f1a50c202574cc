import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyingAll, manifest, started } from './started.ts';

function withDependency(command: string, name: string, range: string, more: Readonly<Record<string, string | null>> = {}): string {
  return started(copyingAll('CMD ["npm", "start"]'), {
    'package.json': manifest({ start: command }, { dependencies: { [name]: range } }),
    'index.js': null,
    ...more,
  });
}

const tools: readonly (readonly [string, string, string, string])[] = [
  ['nuxt start', 'nuxt', '^3.10.0', 'node node_modules/nuxt/bin/nuxt.mjs start [dependency]'],
  ['nuxt start', 'nuxt', '2.17.3', 'node node_modules/nuxt/bin/nuxt.js start [dependency]'],
  [
    'remix-serve build/index.js',
    '@remix-run/serve',
    '^2.0.0',
    'node node_modules/@remix-run/serve/dist/cli.js build/index.js [dependency]',
  ],
  [
    'react-router-serve ./build/server/index.js',
    '@react-router/serve',
    '^7.1.0',
    'node node_modules/@react-router/serve/bin.js ./build/server/index.js [dependency]',
  ],
  [
    'react-router-serve ./build/server/index.js',
    '@react-router/serve',
    '8.0.0',
    'node node_modules/@react-router/serve/bin.cjs ./build/server/index.js [dependency]',
  ],
  ['strapi start', '@strapi/strapi', '4.25.0', 'node node_modules/@strapi/strapi/bin/strapi.js start [dependency]'],
  ['serve dist', 'serve', '~13.0.0', 'node node_modules/serve/bin/serve.js dist [dependency]'],
  ['http-server -p 80', 'http-server', '*', 'node node_modules/http-server/bin/http-server -p 80 [dependency]'],
  ['fastify start app.js', 'fastify-cli', '^5.0.0', 'node node_modules/fastify-cli/cli.js start app.js [dependency]'],
  ['gatsby serve', 'gatsby', '^5.0.0', 'node node_modules/gatsby/cli.js serve [dependency]'],
  ['pm2-runtime ecosystem.config.js', 'pm2', '^5.0.0', 'node node_modules/pm2/bin/pm2-runtime ecosystem.config.js [dependency]'],
  ['vite preview --port 80', 'vite', '^5.0.0', 'node node_modules/vite/bin/vite.js preview --port 80 by vite [dependency]'],
  ['ts-node src/index.ts', 'ts-node', '^10.9.0', 'node node_modules/ts-node/dist/bin.js src/index.ts by ts-node [dependency]'],
  ['astro preview', 'astro', '^4.0.0', 'node node_modules/astro/astro.js preview [dependency]'],
  [
    'next build && next start',
    'next',
    '^15.0.0',
    'shell: node node_modules/next/dist/bin/next build && exec node node_modules/next/dist/bin/next start',
  ],
  ['node index.js | pino-pretty', 'pino-pretty', '^11.0.0', 'shell: node index.js | node node_modules/pino-pretty/bin.js'],
  ['jest --ci', 'jest', '^29.0.0', 'development: jest'],
  ['gatsby develop', 'gatsby', '^5.0.0', 'development: gatsby'],
  ['strapi develop', 'strapi', '3.6.11', 'development: strapi'],
  ['vite', 'vite', '^5.0.0', 'development: vite'],
  ['tsx watch src/index.ts', 'tsx', '^4.0.0', 'development: tsx'],
  ['react-scripts start', 'react-scripts', '5.0.1', 'development: react-scripts'],
  ['ng serve', '@angular/cli', '^17.0.0', 'development: ng'],
  ['nest start --watch', '@nestjs/cli', '^10.0.0', 'development: nest'],
  // Without a build there is nothing that node could start.
  ['nest start', '@nestjs/cli', '^10.0.0', 'development: nest'],
  [
    'unheard-of serve',
    'unheard-of',
    '^1.0.0',
    'unresolved: `unheard-of` is a command of no package that package.json or the lock file names',
  ],
];

for (const [command, name, range, expected] of tools) {
  test(`${command} of ${name} ${range}`, () => assert.equal(withDependency(command, name, range), expected));
}

test('nest start after nest build is node dist/main', () => {
  const files = {
    'package.json': manifest({ build: 'nest build', start: 'nest start' }, { devDependencies: { '@nestjs/cli': '^10.0.0' } }),
    'src/main.ts': null,
  };
  assert.equal(started(copyingAll('RUN npm run build', 'CMD ["npm", "start"]'), files), 'node dist/main [built]');
});

test('where nest puts its main file', () => {
  const built = (more: Readonly<Record<string, string | null>>, scripts: Readonly<Record<string, string>> = {}): string =>
    started(copyingAll('RUN npm run build', 'CMD ["npm", "start"]'), {
      'package.json': manifest({ build: 'nest build', start: 'nest start', ...scripts }, { devDependencies: { '@nestjs/cli': '^10.0.0' } }),
      'src/main.ts': null,
      ...more,
    });
  assert.equal(built({}, { 'start:prod': 'NODE_ENV=production node dist/src/main' }), 'node dist/src/main [built]');
  assert.equal(built({ 'nest-cli.json': '{ "entryFile": "server" }' }), 'node dist/server [built]');
  assert.equal(
    built({ 'nest-cli.json': '{ "monorepo": true, "root": "apps/api", "projects": { "api": {} } }' }),
    'node dist/apps/api/main [built]',
  );
});

test('pm2 that starts something else than a file', () => {
  assert.match(withDependency('pm2-runtime start npm -- start', 'pm2', '^5.0.0'), /pm2-runtime starts npm/);
  assert.match(
    withDependency('pm2-runtime process.json', 'pm2', '^5.0.0', { 'process.json': '{ "apps": [{ "script": "yarn" }] }' }),
    /process\.json makes pm2-runtime start yarn/,
  );
  assert.match(withDependency('pm2 start index.js', 'pm2', '^5.0.0'), /goes to the background/);
  assert.equal(
    withDependency('pm2 start index.js --no-daemon', 'pm2', '^5.0.0'),
    'node node_modules/pm2/bin/pm2 start index.js --no-daemon [dependency]',
  );
});

test('the lock file knows the file of any tool', () => {
  const lock = JSON.stringify({
    lockfileVersion: 3,
    packages: { '': {}, 'node_modules/@acme/runner': { version: '1.2.3', bin: { run: 'cli/run.mjs' } } },
  });
  assert.equal(
    withDependency('run --all', '@acme/runner', '^1.0.0', { 'package-lock.json': lock }),
    'node node_modules/@acme/runner/cli/run.mjs --all [dependency]',
  );
});

test('a catalog of pnpm gives the version that chooses the file', () => {
  const files = { 'pnpm-workspace.yaml': "packages: []\ncatalog:\n  '@react-router/serve': 7.13.1\n" };
  assert.equal(
    withDependency('react-router-serve x.js', '@react-router/serve', 'catalog:', files),
    'node node_modules/@react-router/serve/bin.js x.js [dependency]',
  );
  assert.match(withDependency('react-router-serve x.js', '@react-router/serve', 'catalog:'), /^unresolved/);
});

test('tools on PATH in a JSON form', () => {
  const files = { 'package.json': manifest({}, { dependencies: { next: '14.0.0' } }) };
  assert.equal(
    started(copyingAll('ENV PATH=/app/node_modules/.bin:$PATH', 'CMD ["next", "start"]'), files),
    'node node_modules/next/dist/bin/next start [dependency]',
  );
  assert.equal(started(copyingAll('CMD ["next", "start"]'), files), 'program: next');
});

test('global tools are started where npm puts them', () => {
  const files = { 'package.json': '{}', 'server.js': null };
  assert.equal(
    started(copyingAll('RUN npm install -g pm2@5', 'CMD ["pm2-runtime", "server.js"]'), files),
    'node /usr/local/lib/node_modules/pm2/bin/pm2-runtime server.js [dependency]',
  );
  assert.equal(
    started(copyingAll('RUN npm install -g nodemon', 'CMD ["nodemon", "server.js"]'), { 'package.json': '{}', 'server.js': null }),
    'development: nodemon',
  );
});

test('only node_modules was copied: the package.json that it was installed from counts', () => {
  const dockerfile = [
    'FROM node:20 AS deps',
    'WORKDIR /src',
    'COPY package.json ./',
    'RUN npm install',
    'FROM node:20',
    'WORKDIR /app',
    'COPY --from=deps /src/node_modules ./node_modules',
    'CMD ["npx", "serve", "public"]',
  ].join('\n');
  assert.equal(
    started(dockerfile, { 'package.json': manifest({}, { dependencies: { serve: '^14.2.0' } }) }),
    'node node_modules/serve/build/main.js public [dependency]',
  );
});

test('packages named on the command line count as dependencies', () => {
  const dockerfile = ['FROM node:20', 'WORKDIR /app', 'RUN npm install express', 'CMD ["node", "node_modules/express/bin/x.js"]'].join(
    '\n',
  );
  assert.equal(started(dockerfile, {}), 'node node_modules/express/bin/x.js [dependency]');
});
