import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { changedStart, judgeStart, nodeCommand, unfitRuntimeStages } from '../../../scripts/corpus/start-checks.ts';
import { AFTER, BEFORE, judged } from './judged.ts';

const PACKAGE = JSON.stringify({
  main: 'server.js',
  scripts: { start: 'NODE_ENV=production node --enable-source-maps server.js --port 80', serve: 'next start' },
});
const FILES = memoryFiles({ 'package.json': PACKAGE }, { listing: ['server.js', 'src/main.ts'] });

function origin(after: string): string {
  const found = judgeStart(judged({ after }), FILES, '');
  return found === undefined ? 'not judged' : found.origin.kind;
}

test('runtime stages: no RUN, no shell form, never node node', () => {
  assert.deepEqual(unfitRuntimeStages(judged()), []);
  const complaints = (after: string): string => unfitRuntimeStages(judged({ after })).join('; ');
  assert.equal(complaints(AFTER.replace('COPY --from', 'RUN ls\nCOPY --from')), 'stage 1 has RUN');
  assert.equal(complaints(AFTER.replace('CMD ["node", "dist/main.js"]', 'CMD node dist/main.js')), 'stage 1 has CMD in shell form');
  assert.equal(
    complaints(AFTER.replace('ENTRYPOINT ["/usr/bin/dumb-init", "--"]\n', '')),
    'stage 1 starts /usr/bin/node node dist/main.js',
  );
  assert.equal(
    complaints(AFTER.replace('CMD', 'HEALTHCHECK --interval=3s CMD curl localhost\nCMD')),
    'stage 1 has HEALTHCHECK in shell form',
  );
  assert.match(complaints(AFTER.replace('node:latest\n', 'node:latest-dev\n')), /last stage stands on .*latest-dev/);
  assert.deepEqual(
    unfitRuntimeStages(judged({ before: AFTER, after: AFTER.replace('COPY --from', 'RUN ls\nCOPY --from') })),
    [],
    'stages that were there before are not ours',
  );
});

test('the started file is followed to the context, a build step or a dependency', () => {
  const start = (command: string): string => AFTER.replace('"dist/main.js"', command);
  assert.equal(origin(AFTER), 'built');
  assert.equal(origin(start('"server.js"')), 'present');
  assert.equal(origin(start('"/app/server"')), 'present');
  assert.equal(origin(start('"."')), 'present');
  assert.equal(origin(start('"-r", "x", "server.js"')), 'present');
  assert.equal(origin(start('"node_modules/next/dist/bin/next", "start"')), 'dependency');
  assert.equal(origin(start('"other.js"')), 'unresolved');
  assert.equal(origin(AFTER.replace(' && npm run build', '')), 'unresolved');
  assert.equal(origin(AFTER.replace('CMD ["node", "dist/main.js"]', 'CMD ["npm", "start"]')), 'unresolved');
  assert.equal(origin(AFTER.replace('/app /app', '/app/dist ./')), 'unresolved');
  assert.equal(origin(AFTER.replace('/app /app', '/app/dist ./').replace('dist/main.js', 'main.js')), 'built');
});

test('arguments, options and variables of the old start', () => {
  const before = BEFORE.replace('["node", "dist/main.js"]', 'npm start');
  const after = (command: string): string => AFTER.replace('["node", "dist/main.js"]', command);
  const complaints = (command: string, environment = 'ENV NODE_ENV=production\n'): string =>
    changedStart(judged({ before, after: after(command).replace('ENTRYPOINT', `${environment}ENTRYPOINT`) }), FILES, '').join('; ');
  assert.equal(complaints('["node", "--enable-source-maps", "server.js", "--port", "80"]'), '');
  assert.equal(complaints('["node", "--enable-source-maps", "server.js"]'), 'arguments were [--port 80], are []');
  assert.equal(complaints('["node", "server.js", "--port", "80"]'), 'node options were [--enable-source-maps], are []');
  assert.equal(complaints('["node", "--enable-source-maps", "index.js", "--port", "80"]'), 'script was server.js, is index.js');
  assert.equal(
    complaints('["node", "--enable-source-maps", "server.js", "--port", "80"]', ''),
    'the script set NODE_ENV=production, the image has none',
  );
});

test('a tool of node_modules keeps its arguments', () => {
  const before = BEFORE.replace('["node", "dist/main.js"]', '["yarn", "serve", "-p", "80"]');
  const complaints = (command: string): string =>
    changedStart(judged({ before, after: AFTER.replace('["node", "dist/main.js"]', command) }), FILES, '').join('; ');
  assert.equal(complaints('["node", "node_modules/next/dist/bin/next", "start", "-p", "80"]'), '');
  assert.equal(complaints('["node", "node_modules/next/dist/bin/next", "start"]'), 'arguments were [start -p 80], are [start]');
});

test('node commands', () => {
  assert.deepEqual(nodeCommand(['/usr/bin/dumb-init', '-c', '--', 'node', '-r', './a', '--inspect', 'b.js', '-x']), {
    options: ['-r', './a', '--inspect'],
    script: 'b.js',
    arguments: ['-x'],
  });
  assert.equal(nodeCommand(['npm', 'start']), undefined);
});

test('a folder is started by the main file of its package.json', () => {
  const files = memoryFiles({ 'apps/api/package.json': '{"main": "./dist/start.mjs"}' });
  const before = BEFORE.replace('npm ci', 'npx turbo prune api && npm ci');
  const after = before
    .replace('FROM node:20 AS', 'FROM cgr.dev/chainguard/node:latest-dev AS')
    .replace('FROM node:20\n', 'FROM cgr.dev/chainguard/node:latest\n')
    .replace('--from=build /app /app', '--from=build /app/out/full /app')
    .replace('["node", "dist/main.js"]', '["apps/api"]');
  assert.equal(judgeStart(judged({ before, after }), files, '')?.origin.kind, 'built');
});
