import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeServicesFor, parseCompose } from '../../../server/src/project/compose.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';

const text = `
x-common: &common
  user: 1000
services:
  web:
    <<: *common
    build: .
    command: npm run dev
    ports: ["3000:3000", { target: 80, published: 8080 }, 9229]
    volumes: [".:/app", { type: volume, source: data, target: /data }]
    healthcheck: { test: ["CMD", "curl", "-f", "http://localhost"] }
  api:
    build: { context: ../api, dockerfile: docker/Dockerfile.prod, target: runtime }
    entrypoint: ["tini", "--"]
  variable:
    build: { context: "\${ROOT:-services}/x" }
  unknowable:
    build: "\${ROOT}"
  remote:
    build: https://example.org/x.git
  inline:
    build: { dockerfile_inline: "FROM scratch" }
  image:
    image: redis
`;

test('services that build something local', () => {
  const services = parseCompose(text, 'deploy/compose.yaml');
  assert.deepEqual(
    services.map(({ name, context, dockerfile, target }) => [name, context, dockerfile, target]),
    [
      ['web', 'deploy', 'deploy/Dockerfile', undefined],
      ['api', 'api', 'api/docker/Dockerfile.prod', 'runtime'],
      ['variable', 'deploy/services/x', 'deploy/services/x/Dockerfile', undefined],
    ],
  );
  const [web, api] = services;
  assert.deepEqual(web?.command, { form: 'string', text: 'npm run dev' });
  assert.equal(web?.user, '1000');
  assert.deepEqual(web?.ports, ['3000:3000', '8080:80', '9229']);
  assert.deepEqual(web?.volumes, ['.:/app', 'data:/data']);
  assert.deepEqual(web?.healthcheck, { form: 'list', words: ['CMD', 'curl', '-f', 'http://localhost'] });
  assert.deepEqual(api?.entrypoint, { form: 'list', words: ['tini', '--'] });
});

test('broken and empty files have no services', () => {
  for (const broken of ['', 'services: [', 'services: 5', '- a', 'a: *nobody']) assert.deepEqual(parseCompose(broken, 'compose.yaml'), []);
});

test('services are found by the Dockerfile that they build', () => {
  const files = memoryFiles({
    'compose.yaml': 'services: { a: { build: ./api } }',
    'docker-compose.prod.yml': 'services: { b: { build: { context: ., dockerfile: api/Dockerfile } } }',
    'notes.yaml': 'services: { c: { build: ./api } }',
  });
  assert.deepEqual(
    composeServicesFor(files, 'api/Dockerfile').map(({ path, name, context }) => `${path} ${name} ${context}`),
    ['compose.yaml a api', 'docker-compose.prod.yml b '],
  );
  const unlisted = memoryFiles({ 'compose.yaml': 'services: { a: { build: ./api } }' }, { canList: false });
  assert.equal(composeServicesFor(unlisted, 'api/Dockerfile')[0]?.name, 'a');
});

test('services that run what another service builds', () => {
  const files = memoryFiles({
    'compose.yaml': `services:
  web: { build: ./api, image: "team/api" }
  worker: { image: team/api, command: node worker.js }
  cron: { extends: { service: web }, command: node cron.js }
  cache: { image: redis }
  idle: {}
  built: { build: ./other, image: team/api }`,
    'compose.prod.yaml': 'services: { web: { command: npm start }, cache: { command: redis-server --save 60 } }',
    'other/compose.yaml': 'services: { web: { command: somebody else } }',
  });
  assert.deepEqual(
    composeServicesFor(files, 'api/Dockerfile').map(({ path, name, command, context }) => [
      path,
      name,
      command?.form === 'string' && command.text,
      context,
    ]),
    [
      ['compose.yaml', 'web', false, 'api'],
      ['compose.prod.yaml', 'web', 'npm start', 'api'],
      ['compose.yaml', 'worker', 'node worker.js', 'api'],
      ['compose.yaml', 'cron', 'node cron.js', 'api'],
    ],
  );
});
