import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutsidePoint, OutsideTopic } from '../../../server/src/migration/index.ts';
import { migrated, type Request } from './migrated.ts';

const FILES = { 'package.json': '{"scripts":{"start":"node app.js"}}', 'app.js': '', '.dockerignore': 'node_modules\n' } as const;
const APP = 'FROM node:22\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nEXPOSE 3000\nCMD ["node", "app.js"]\n';

function points(topic: OutsideTopic, text: string, request: Request = {}): readonly OutsidePoint[] {
  const { status, outside } = migrated(text, { ...request, files: { ...FILES, ...request.files } });
  assert.equal(status, 'migrated');
  return outside.filter((point) => point.topic === topic);
}

describe('ports', () => {
  const site =
    'FROM node:22 AS build\nWORKDIR /site\nCOPY . .\nRUN npm ci\n\nFROM nginx:1.27\nCOPY --from=build /site/dist /usr/share/nginx/html\nEXPOSE 80\n';

  it('a moved port, and the line of the compose file that maps it', () => {
    const compose = 'services:\n  web:\n    build: .\n    ports:\n      - "9090:9090"\n      - "127.0.0.1:80:80/tcp"\n';
    const [general, mapping, ...rest] = points('port', site, { files: { 'compose.yaml': compose } });
    assert.match(general?.message ?? '', /port 8080 now, no longer on 80/);
    assert.equal(mapping?.message, 'The service web maps 127.0.0.1:80:80/tcp: it has to be 127.0.0.1:80:8080/tcp now.');
    assert.deepEqual(mapping?.places, [{ path: 'compose.yaml', line: 5 }]);
    assert.deepEqual(rest, []);
  });

  it('a low port that stays', () => {
    assert.match(points('port', APP.replace('3000', '80'))[0]?.message ?? '', /ip_unprivileged_port_start/);
    assert.deepEqual(points('port', APP), []);
  });
});

describe('volumes', () => {
  it('the one-off command for those that the file declares', () => {
    const [point, ...rest] = points('volume', APP.replace('EXPOSE', 'VOLUME /data\nEXPOSE'));
    assert.equal(
      point?.command,
      'docker run --rm --user root -v VOLUME:/data --entrypoint chown cgr.dev/chainguard/node:latest-dev -R 65532:65532 /data',
    );
    assert.deepEqual(rest, []);
  });

  it('those that compose mounts, with their lines; folders of the host by chown, sources of developers not at all', () => {
    const compose =
      'services:\n  web:\n    build: .\n    volumes:\n      - .:/srv\n      - uploads:/srv/uploads\n      - "/var/my data:/data"\n      - ~/cache:/cache\n';
    const found = points('volume', APP, { files: { 'compose.yaml': compose } });
    assert.deepEqual(
      found.map(({ places, command }) => [places[0]?.line, command?.split(' ').slice(-3).join(' ')]),
      [
        [5, '-R 65532:65532 /srv/uploads'],
        [6, "65532:65532 '/var/my data'"],
        [7, '-R 65532:65532 ~/cache'],
      ],
    );
  });

  it('nothing for an application that was uid 65532 before', () => {
    assert.deepEqual(points('volume', APP.replace('CMD', 'VOLUME /data\nUSER 65532\nCMD')), []);
  });
});

describe('what compose and Kubernetes start', () => {
  it('a service whose command no longer fits, with its line', () => {
    const compose = 'services:\n  web:\n    build: .\n    command: npm start\n    healthcheck:\n      test: curl -f localhost\n';
    const found = points('compose', APP, { files: { 'compose.yaml': compose } });
    assert.deepEqual(
      found.map(({ places }) => places),
      [[{ path: 'compose.yaml', line: 3 }], [{ path: 'compose.yaml', line: 5 }]],
    );
  });

  it('how command and args read on an image that starts node itself, and behind dumb-init', () => {
    assert.match(points('command', APP)[0]?.message ?? '', /dumb-init -- and gives it node app\.js\..*There is no sh/s);
    assert.doesNotMatch(points('command', APP, { settings: { strategy: 'dev' } })[0]?.message ?? '', /There is no sh/);
  });

  it('probes that call what the image does not have', () => {
    assert.equal(points('probe', APP).length, 1);
    assert.deepEqual(points('probe', APP, { settings: { strategy: 'dev' } }), []);
  });

  it('manifests in the usual folders, and no compose file for one', () => {
    const files = { 'k8s/web.yaml': 'kind: Pod', 'deploy/compose.yaml': 'services: {}', 'src/deployment.yaml': '' };
    assert.deepEqual(points('kubernetes', APP, { files })[0]?.places, [{ path: 'k8s/web.yaml', line: undefined }]);
    assert.deepEqual(points('kubernetes', APP), []);
  });
});

it('a folder that moved', () => {
  const text = APP.replace('/srv', '/usr/src/app');
  assert.match(points('path', text)[0]?.message ?? '', /lies in \/app now, no longer in \/usr\/src\/app/);
  assert.deepEqual(points('path', text, { settings: { workingDirectory: 'keep' } }), []);
});
