import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifest, startOf, started, type Files } from './started.ts';
import type { MemoryFilesOptions } from '../../../../server/src/project/memory-files.ts';

function evidence(lines: readonly string[], files: Files, options: MemoryFilesOptions = {}): string {
  const start = startOf(lines.join('\n'), files, options);
  if (start.kind !== 'node') return start.kind;
  const found = start.evidence;
  switch (found.kind) {
    case 'present':
      return `present: ${found.contextPath}`;
    case 'built':
      return `built: ${found.folder} by ${found.by}`;
    default:
      return found.kind;
  }
}

const build = ['FROM node:20 AS build', 'WORKDIR /src', 'COPY . .', 'RUN npm ci', 'RUN npm run build'];
const runtime = (...lines: readonly string[]): readonly string[] => [...build, 'FROM node:20', 'WORKDIR /app', ...lines];
const project = (script: string, more: Files = {}): Files => ({
  'package.json': manifest({ build: script }),
  'src/main.ts': null,
  ...more,
});

const builds: readonly (readonly [string, string, string, Files?])[] = [
  ['tsc', 'dist/main.js', 'built'],
  ['tsc', 'lib/main.js', 'built'],
  ['tsc', 'src/main.js', 'missing'],
  ['tsc', 'out-of-place/main.js', 'missing'],
  ['tsc', 'production/main.js', 'built', { 'tsconfig.json': '{ "compilerOptions": { "outDir": "./production" /* here */, } }' }],
  ['tsc', 'dist/main.js', 'missing', { 'tsconfig.json': '{ "compilerOptions": { "outDir": "./production" } }' }],
  [
    'tsc -p tsconfig.build.json',
    'production/main.js',
    'built',
    { 'tsconfig.build.json': '{ "extends": "./tsconfig.json" }', 'tsconfig.json': '{ "compilerOptions": { "outDir": "production" } }' },
  ],
  ['tsc', 'src/main.js', 'built', { 'tsconfig.json': '{}' }],
  ['tsc --outDir bin', 'bin/main.js', 'built'],
  ['tsc --noEmit', 'dist/main.js', 'missing'],
  ['nest build', 'dist/main', 'built'],
  ['vite build', 'dist/server.js', 'built'],
  ['remix vite:build', 'build/server/index.js', 'built'],
  ['nuxt build', '.output/server/index.mjs', 'built'],
  ['astro build', 'dist/server/entry.mjs', 'built'],
  ['esbuild src/main.ts --bundle --outfile=bundle/app.js', 'bundle/app.js', 'built'],
  ['esbuild src/main.ts --bundle --outfile=bundle/app.js', 'bundle/other.js', 'missing'],
  ['babel src -d compiled-code', 'compiled-code/main.js', 'built'],
  ['swc src --out-dir made', 'made/main.js', 'built'],
  ['cross-env NODE_ENV=production webpack --mode production', 'dist/main.js', 'built'],
  ['rimraf dist && npm run compile', 'dist/main.js', 'missing'],
  ['node scripts/build.js', 'build/main.js', 'built'],
  ['node ace build --production', 'build/bin/server.js', 'built'],
  ['vite build', 'build', 'built'],
  ['tsc', 'dist/${APP}.js', 'missing'],
  ['eslint . && prettier --check .', 'dist/main.js', 'missing'],
];

for (const [script, file, expected, more] of builds) {
  test(`${file} after "${script}"${more === undefined ? '' : ` with ${Object.keys(more).join(', ')}`}`, () => {
    assert.equal(evidence(runtime('COPY --from=build /src .', `CMD ["node", "${file}"]`), project(script, more)).split(':')[0], expected);
  });
}

test('a folder of the context is not taken for the output of a build', () => {
  const files = project('make', { 'server/old.js': null });
  assert.equal(evidence(runtime('COPY --from=build /src .', 'CMD ["node", "server/main.js"]'), files), 'missing');
  assert.equal(evidence(runtime('COPY --from=build /src .', 'CMD ["node", "server/old.js"]'), files), 'present: server/old.js');
});

test('outputs are followed through COPY to other names', () => {
  const files = project('tsc');
  assert.equal(evidence(runtime('COPY --from=build /src/dist ./', 'CMD ["node", "main.js"]'), files), 'built: /src/dist by npm run build');
  assert.equal(
    evidence(runtime('COPY --from=build /src/dist/main.js ./server.js', 'CMD ["node", "server.js"]'), files),
    'built: /src/dist by npm run build',
  );
  assert.equal(
    evidence(runtime('COPY --from=0 /src/dist /opt/code', 'CMD ["node", "/opt/code/main.js"]'), files),
    'built: /src/dist by npm run build',
  );
  assert.equal(evidence(runtime('COPY --from=build /src/package.json ./', 'CMD ["node", "dist/main.js"]'), files), 'missing');
});

test("next's standalone server", () => {
  const files = { 'package.json': manifest({ build: 'next build', start: 'node server.js' }), 'pages/index.tsx': null };
  const lines = runtime('COPY --from=build /src/.next/standalone ./', 'COPY --from=build /src/.next/static ./.next/static');
  assert.equal(evidence([...lines, 'CMD ["node", "server.js"]'], files), 'built: /src/.next by npm run build');
  assert.equal(started([...lines, 'CMD ["npm", "start"]'].join('\n'), files), 'node server.js [built]');
});

test("next's standalone server in a monorepo", () => {
  const files = {
    'package.json': manifest({}, { workspaces: ['apps/*'] }),
    'apps/web/package.json': manifest({ build: 'next build' }, { name: 'web', dependencies: { next: '15.0.0' } }),
    'apps/web/pages/index.tsx': null,
  };
  const lines = [
    'FROM node:20 AS build',
    'WORKDIR /src',
    'COPY . .',
    'RUN npm ci',
    'RUN if [ -f yarn.lock ]; then yarn build; else npx turbo run build --filter=web...; fi',
    'FROM node:20',
    'WORKDIR /app',
    'COPY --from=build /src/apps/web/.next/standalone ./',
  ];
  assert.match(
    evidence([...lines, 'CMD ["node", "apps/web/server.js"]'], files),
    /^built: \/src\/apps\/web\/\.next by npx turbo run build/,
  );
});

test('stages that stand on stages, copies by pattern, cp and rm', () => {
  const files: Files = { 'package.json': '{}', 'server.js': null, 'lib/a.js': null, 'deploy/start.mjs': null };
  assert.equal(
    evidence(['FROM node:20 AS base', 'WORKDIR /app', 'COPY . .', 'FROM base', 'CMD ["node", "server.js"]'], files),
    'present: server.js',
  );
  assert.equal(evidence(['FROM node:20', 'WORKDIR /app', 'COPY *.js ./', 'CMD ["node", "server.js"]'], files), 'present: server.js');
  assert.equal(
    evidence(['FROM node:20', 'WORKDIR /app', 'COPY deploy/*.mjs /app/', 'CMD ["node", "start.mjs"]'], files),
    'present: deploy/start.mjs',
  );
  assert.equal(evidence(['FROM node:20', 'WORKDIR /app', 'COPY server.js lib ./', 'CMD ["node", "a.js"]'], files), 'present: lib/a.js');
  assert.equal(
    evidence(['FROM node:20', 'WORKDIR /app', 'COPY server.js index.js', 'CMD ["node", "index.js"]'], files),
    'present: server.js',
  );
  assert.equal(
    evidence(
      ['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN cp deploy/start.mjs /opt/start.mjs', 'CMD ["node", "/opt/start.mjs"]'],
      files,
    ),
    'present: deploy/start.mjs',
  );
  assert.equal(
    evidence(['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN mv lib /opt/code', 'CMD ["node", "/opt/code/a.js"]'], files),
    'present: lib/a.js',
  );
  assert.equal(evidence(['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN rm -rf lib', 'CMD ["node", "lib/a.js"]'], files), 'missing');
  assert.equal(
    evidence(['FROM node:20', 'WORKDIR /app', 'RUN git clone https://example.com/x.git .', 'CMD ["node", "server.js"]'], files),
    'missing',
  );
  assert.equal(
    evidence(['FROM node:20', 'WORKDIR /app', 'COPY --from=example/other /app .', 'CMD ["node", "server.js"]'], files),
    'missing',
  );
});

test('nothing of the project to be seen: taken on trust, and only then', () => {
  const lines = ['FROM node:20', 'WORKDIR /app', 'COPY . .', 'CMD ["node", "server.js"]'];
  assert.equal(evidence(lines, { 'package.json': '{}', 'jest.config.js': null }), 'assumed');
  assert.equal(evidence(lines, { 'package.json': '{}', 'index.js': null }), 'missing');
  assert.equal(evidence(lines, { 'package.json': '{}' }, { canList: false, others: 'unknown' }), 'assumed');
});
