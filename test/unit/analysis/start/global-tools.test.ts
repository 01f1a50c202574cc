import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../server/src/analysis/analyse.ts';
import { originOf } from '../../../../server/src/analysis/stage-files.ts';
import { resolveStart } from '../../../../server/src/analysis/start/index.ts';
import type { StartResolution } from '../../../../server/src/analysis/start.ts';
import { stageFilesView } from '../../../../server/src/analysis/view.ts';
import { type CommandForm, parseDockerfile } from '../../../../server/src/dockerfile/index.ts';
import { memoryFiles } from '../../../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS } from '../../../../server/src/settings.ts';
import { inOneLine } from './started.ts';

/** Resolved by a caller that brings the global node_modules along. */
function followed(...lines: readonly string[]): StartResolution {
  const dockerfile = parseDockerfile(lines.join('\n'));
  const files = memoryFiles({ 'package.json': '{}', 'server.js': null });
  const analysis = analyse('Dockerfile', dockerfile, files, { ...DEFAULT_SETTINGS, context: '' });
  const view = stageFilesView(analysis, files);
  const form = (keyword: string): CommandForm | undefined => {
    const instruction = dockerfile.instructions.findLast((candidate) => candidate.keyword === keyword);
    return instruction?.keyword === 'CMD' || instruction?.keyword === 'ENTRYPOINT' ? instruction.command : undefined;
  };
  return resolveStart({
    image: 'official-node',
    entrypoint: form('ENTRYPOINT'),
    cmd: form('CMD'),
    shell: undefined,
    workdir: '/app',
    variable: () => undefined,
    files,
    contextFolder: '',
    originOf: (path) => originOf(path, dockerfile.stages.length - 1, undefined, view),
    globalPackages: [],
    followGlobalTools: true,
  });
}

const stage = ['FROM node:20', 'WORKDIR /app', 'COPY . .'];

test('the file below the global node_modules', () => {
  const start = followed(...stage, 'RUN npm install -g pm2@5', 'CMD ["pm2-runtime", "server.js"]');
  assert.equal(inOneLine(start), 'node /usr/local/lib/node_modules/pm2/bin/pm2-runtime server.js [dependency]');
  assert.equal(start.kind === 'node' ? start.globalFolder : undefined, '/usr/local/lib/node_modules');
});

test('the version that was asked for chooses the file', () => {
  assert.equal(
    inOneLine(followed(...stage, 'RUN npm i -g serve@13', 'CMD serve -s build')),
    'node /usr/local/lib/node_modules/serve/bin/serve.js -s build [dependency]',
  );
  assert.equal(
    inOneLine(followed(...stage, 'RUN npm i -g serve', 'CMD serve -s build')),
    'node /usr/local/lib/node_modules/serve/build/main.js -s build [dependency]',
  );
});

test("yarn's global folder, links by path, global packages of another stage", () => {
  const file = '/usr/local/share/.config/yarn/global/node_modules/thelounge/index.js';
  assert.equal(
    inOneLine(followed(...stage, 'RUN yarn global add thelounge', 'ENTRYPOINT ["/usr/local/bin/thelounge"]', 'CMD ["start"]')),
    `node ${file} start [dependency]`,
  );
  const copied = [
    'FROM node:20 AS build',
    'RUN npm i -g flowise',
    'FROM node:20',
    'COPY --from=build /usr/local/lib/node_modules /usr/local/lib/node_modules',
    'CMD ["flowise", "start"]',
  ];
  assert.equal(inOneLine(followed(...copied)), 'node /usr/local/lib/node_modules/flowise/bin/run start [dependency]');
});

test('what was never installed, and tools for development', () => {
  assert.equal(inOneLine(followed(...stage, 'RUN npm i -g pm2', 'CMD ["serve"]')), 'program: serve');
  assert.equal(inOneLine(followed(...stage, 'RUN npm i -g nodemon', 'CMD ["nodemon"]')), 'development: nodemon');
});
