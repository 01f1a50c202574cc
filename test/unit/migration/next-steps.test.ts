import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandsOf, migrated } from './migrated.ts';

const APP = { 'package.json': '{"name":"@shop/Web Server","scripts":{"start":"node app.js"}}', 'app.js': '' } as const;
const SIMPLE = 'FROM node:22\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nEXPOSE 3000\nCMD ["node", "app.js"]\n';

const below = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

describe('building', () => {
  it('is named after the package, in letters that an image name may have', () => {
    assert.deepEqual(commandsOf(migrated(SIMPLE, { files: APP }), 'build'), ['docker build -t web-server .']);
  });

  it('names the file and the context where Docker would not find them, quoted where a shell would split them', () => {
    const path = 'my app/docker/Dockerfile.prod';
    const migration = migrated(SIMPLE, { path, files: below('my app', APP) });
    assert.deepEqual(commandsOf(migration, 'build'), ["docker build -t web-server -f 'my app/docker/Dockerfile.prod' 'my app'"]);
  });

  it('takes the application where the last stage is for something else', () => {
    const text = `FROM node:22 AS app\n${SIMPLE.split('\n').slice(1).join('\n')}\nFROM app AS test\nRUN npm test\n`;
    assert.deepEqual(commandsOf(migrated(text, { files: APP }), 'build').length, 1);
    const tools = `FROM node:22 AS app\nWORKDIR /srv\nCOPY . .\nCMD ["node", "app.js"]\n\nFROM debian:12 AS tools\nRUN apt-get update\n`;
    assert.deepEqual(commandsOf(migrated(tools, { files: APP }), 'build'), ['docker build -t web-server --target app .']);
  });

  it('hands over what the file asks for from outside', () => {
    const text = `ARG NODE=22\nARG REVISION\nFROM node:22\nARG NODE\nARG TARGETARCH\nARG TOKEN\nWORKDIR /srv\nCOPY . .\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=ssh npm ci\nCMD ["node", "app.js"]\n`;
    assert.deepEqual(commandsOf(migrated(text, { files: APP }), 'build'), [
      'docker build -t web-server --build-arg REVISION --build-arg TOKEN --secret id=npmrc --ssh default .',
    ]);
  });
});

describe('running', () => {
  it('publishes every port, low ones above 1024 on the host, and keeps volumes', () => {
    const text = 'FROM node:22\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nVOLUME /srv/data\nEXPOSE 80 5353/udp\nCMD ["node", "app.js"]\n';
    assert.deepEqual(commandsOf(migrated(text, { files: APP }), 'run'), [
      'docker run --rm -p 8080:80 -p 5353:5353/udp -v web-server-srv-data:/srv/data web-server',
    ]);
  });

  it('starts the compose service that builds the file, too', () => {
    const compose = { 'deploy/compose.prod.yaml': 'services:\n  web:\n    build: ..\n' };
    assert.deepEqual(
      commandsOf(migrated(SIMPLE, { files: { ...APP, ...compose } }), 'run')[1],
      'docker compose -f deploy/compose.prod.yaml up --build web',
    );
  });
});

describe('looking inside', () => {
  it('goes through the stage that has the files and a shell', () => {
    const [first] = commandsOf(migrated(SIMPLE, { files: APP }), 'debug');
    assert.equal(first, 'docker build -t web-server:builder --target builder . && docker run --rm -it --entrypoint sh web-server:builder');
  });

  it('needs no detour where the image keeps its shell', () => {
    assert.deepEqual(commandsOf(migrated(SIMPLE, { files: APP, settings: { strategy: 'dev' } }), 'debug'), [
      'docker run --rm -it --entrypoint sh web-server',
    ]);
  });
});

describe('verifying', () => {
  it('asks for the published identity of the free images, once for each image of the result', () => {
    const commands = commandsOf(migrated(SIMPLE, { files: APP }), 'verify');
    assert.deepEqual(
      commands.map((command) => command.split(' ').at(-1)),
      ['cgr.dev/chainguard/node:latest-dev', 'cgr.dev/chainguard/node:latest'],
    );
    for (const command of commands) {
      assert.match(
        command,
        /^cosign verify --certificate-oidc-issuer https:\/\/token\.actions\.githubusercontent\.com --certificate-identity https:\/\/github\.com\/chainguard-images\/images\//,
      );
    }
  });

  it('asks for the two identities of an organization, and stops when they are not known', () => {
    const commands = commandsOf(migrated(SIMPLE, { files: APP, settings: { organization: 'acme', nodeVersion: 'keep' } }), 'verify');
    assert.equal(commands.length, 4);
    assert.match(commands[0] ?? '', /^CATALOG_SYNCER=\$\(chainctl iam account-associations describe acme /);
    assert.match(commands[1] ?? '', /^APKO_BUILDER=/);
    assert.ok(
      commands[3]?.includes('"https://issuer.enforce.dev/(${CATALOG_SYNCER:?}|${APKO_BUILDER:?})" cgr.dev/acme/node:22'),
      commands[3],
    );
  });

  it('says of a copy in another registry that its signatures must have been copied', () => {
    const { nextSteps } = migrated(SIMPLE, { files: APP, settings: { registry: 'mirror.example.com/cg' } });
    const verify = nextSteps.find(({ kind }) => kind === 'verify')?.commands ?? [];
    assert.ok(verify.length > 0);
    for (const { note } of verify) assert.match(note ?? '', /is a copy/);
  });
});

it('a file that stays as it is needs no steps', () => {
  const { status, nextSteps, outside } = migrated('FROM golang:1\n');
  assert.deepEqual({ status, nextSteps, outside }, { status: 'unchanged', nextSteps: [], outside: [] });
});
