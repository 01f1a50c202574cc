import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyingAll, manifest, started } from './started.ts';

const root = { name: 'root', workspaces: ['apps/*', 'packages/*'] };
const files = {
  'package.json': manifest({ start: 'turbo run start --filter=@acme/api', everything: 'turbo run start' }, root),
  'apps/api/package.json': manifest({ build: 'tsc', start: 'node dist/main.js' }, { name: '@acme/api' }),
  'apps/api/src/main.ts': null,
  'apps/web/package.json': manifest({ start: 'next start', only: 'node server.js' }, { name: 'web', dependencies: { next: '^15.0.0' } }),
  'apps/web/pages/index.tsx': null,
  'apps/web/server.js': null,
  'packages/cli/package.json': manifest({}, { name: '@acme/cli', bin: { acme: 'bin/acme.js' } }),
  'packages/cli/bin/acme.js': null,
};
const build = 'RUN npm run build --workspace @acme/api';

const calls: readonly (readonly [string, string])[] = [
  ['npm -w @acme/api start', 'node dist/main.js in /app/apps/api [built]'],
  ['npm start --workspace=apps/api', 'node dist/main.js in /app/apps/api [built]'],
  ['yarn workspace @acme/api start', 'node dist/main.js in /app/apps/api [built]'],
  ['yarn workspace @acme/api run start --x', 'node dist/main.js --x in /app/apps/api [built]'],
  ['pnpm --filter @acme/api start', 'node dist/main.js in /app/apps/api [built]'],
  ['pnpm -F api run start', 'node dist/main.js in /app/apps/api [built]'],
  ['npm start', 'node dist/main.js in /app/apps/api [built]'],
  ['npx turbo start -F @acme/api', 'node dist/main.js in /app/apps/api [built]'],
  ['npm run everything', 'unresolved: `turbo run start` runs a script in several packages: more than one program'],
  ['npx turbo run only', 'node server.js in /app/apps/web [present]'],
  ['npm -w web start', 'node node_modules/next/dist/bin/next start in /app/apps/web [dependency]'],
  ['npx acme serve', 'node packages/cli/bin/acme.js serve [present]'],
  ['npm -w nowhere start', 'unresolved: no workspace is called nowhere'],
  ['npm start -ws', 'unresolved: it runs a script in every workspace: more than one program'],
];

for (const [call, expected] of calls) {
  test(call, () => assert.equal(started(copyingAll(build, `CMD ${call}`), files), expected));
}

test('pnpm deploy brings a package to a folder of its own', () => {
  const dockerfile = [
    'FROM node:20 AS build',
    'WORKDIR /repo',
    'COPY . .',
    'RUN pnpm install',
    'RUN pnpm -r run build',
    'RUN pnpm --filter=@acme/api deploy --prod /prod/api',
    'FROM node:20',
    'WORKDIR /srv',
    'COPY --from=build /prod/api .',
    'CMD ["pnpm", "start"]',
  ].join('\n');
  assert.equal(started(dockerfile, { ...files, 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n' }), 'node dist/main.js [built]');
});

test('turbo prune copies the sources of one package', () => {
  const dockerfile = [
    'FROM node:20 AS prune',
    'WORKDIR /repo',
    'COPY . .',
    'RUN npx turbo prune @acme/api --docker',
    'FROM node:20 AS build',
    'WORKDIR /repo',
    'COPY --from=prune /repo/out/json/ .',
    'RUN npm install',
    'COPY --from=prune /repo/out/full/ .',
    'RUN npx turbo run build --filter=@acme/api',
    'FROM node:20',
    'WORKDIR /repo',
    'COPY --from=build /repo .',
    'CMD ["npm", "start", "-w", "@acme/api"]',
  ].join('\n');
  assert.equal(started(dockerfile, files), 'node dist/main.js in /repo/apps/api [built]');
});
