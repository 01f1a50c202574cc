import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/analysis/analyse.ts';
import { parseDockerfile } from '../../../server/src/dockerfile/index.ts';
import { type Choices, choicesFor, migrate } from '../../../server/src/migration/index.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/settings.ts';

function choices(text: string, settings: Partial<Settings> = {}): Choices {
  const files = memoryFiles({ Dockerfile: text, 'package.json': '{"scripts":{"start":"node app.js"}}', 'app.js': '' });
  const analysis = analyse('Dockerfile', parseDockerfile(text), files, { ...DEFAULT_SETTINGS, ...settings });
  return choicesFor(analysis, migrate(analysis));
}

const classic = 'FROM node:20.11\nWORKDIR /usr/src/app\nCOPY . .\nRUN npm ci\nCMD ["node", "app.js"]\n';

test('every strategy says what comes of it', () => {
  assert.deepEqual(
    choices(classic).strategies.map(({ request, available, result }) => [request, available, result]),
    [
      ['auto', true, 'distroless'],
      ['distroless', true, 'distroless'],
      ['dev', true, 'dev-runtime'],
      ['direct', true, 'direct'],
    ],
  );
});

test('a strategy that cannot be had says why, whatever is chosen at present', () => {
  const text = classic.replace('RUN npm ci', 'RUN apt-get update && apt-get install -y ffmpeg && npm ci');
  for (const strategy of ['auto', 'distroless', 'direct'] as const) {
    const distroless = choices(text, { strategy }).strategies.find(({ request }) => request === 'distroless');
    assert.equal(distroless?.available, false);
    assert.match(distroless?.reason ?? '', /ffmpeg/);
  }
});

test('the folder of the application is a question only where it would move', () => {
  const moved = { from: '/usr/src/app', to: '/app' };
  assert.deepEqual(choices(classic).workingDirectory, moved);
  assert.deepEqual(choices(classic, { workingDirectory: 'keep' }).workingDirectory, moved);
  assert.equal(choices(classic, { strategy: 'direct' }).workingDirectory, undefined);
  assert.equal(choices(classic.replace('/usr/src/app', '/srv')).workingDirectory, undefined);
  assert.equal(choices(classic.replace('CMD', 'ENV HOME=/usr/src/app/home\nCMD')).workingDirectory, undefined);
});

test('the versions to choose between', () => {
  assert.equal(choices(classic).node.present, '20.11');
  assert.equal(choices(classic.replace('20.11', 'jod')).node.present, '22');
  assert.equal(choices(classic.replace('20.11', 'latest')).node.present, undefined);
  assert.equal(typeof choices(classic).node.latest, 'number');
});
