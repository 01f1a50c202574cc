/** A program that answers like docker, as a scenario says, and writes down what it was asked: for all that a real engine does only when it is in trouble. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** What one side's image is and does. */
export interface FakeImage {
  readonly size?: number;
  readonly config?: object;
  /** What the build says before it fails with 1; `hang`: it never ends. */
  readonly buildError?: string;
  /** Port on this machine that the container's is published as. */
  readonly publishedPort?: number;
  /** It is not running any more when somebody looks. */
  readonly endedWith?: number;
  readonly startError?: string;
  readonly top?: string;
  readonly health?: string;
  readonly log?: string;
  readonly exitCode?: number;
}

export interface Scenario {
  /** What `docker --version` says. */
  readonly identity?: string;
  /** `docker version` fails with these words. */
  readonly daemonError?: string;
  readonly original?: FakeImage;
  readonly migrated?: FakeImage;
}

export interface FakeEngine {
  /** PATH holds it alone. */
  readonly environment: Readonly<Record<string, string>>;
  readonly program: string;
  /** Every call, as its words. */
  calls(): readonly (readonly string[])[];
  /** Standard input of the builds, by side. */
  dockerfile(side: 'original' | 'migrated'): string;
  /** A build that hangs has begun. */
  isBuilding(side: 'original' | 'migrated'): boolean;
  /** What is there now: names of containers and images. */
  left(): readonly string[];
}

const source = fileURLToPath(new URL('fake-docker.sh', import.meta.url));
const CONFIG = { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'server.js'], WorkingDir: '/app', ExposedPorts: { '3000/tcp': {} } };

/** Removed again when the test is over. */
export function fakeEngine(test: TestContext, scenario: Scenario): FakeEngine {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fake-engine-')));
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const put = (name: string, text: string | number | undefined): void => {
    if (text !== undefined) writeFileSync(join(folder, name), String(text));
  };
  for (const name of ['containers', 'images']) mkdirSync(join(folder, name));
  put('calls', '');
  put('identity', scenario.identity ?? 'Docker version 99.0.0, build fake');
  put('daemon-error', scenario.daemonError);
  for (const side of ['original', 'migrated'] as const) {
    const image = scenario[side] ?? {};
    put(`${side}.image`, JSON.stringify([{ Size: image.size ?? 1e8, Config: { ...CONFIG, ...image.config } }]));
    put(`${side}.${image.buildError === 'hang' ? 'hang' : 'build-error'}`, image.buildError);
    put(`${side}.port`, image.publishedPort);
    put(`${side}.ended`, image.endedWith);
    put(`${side}.start-error`, image.startError);
    put(`${side}.top`, image.top);
    put(`${side}.health`, image.health);
    put(`${side}.log`, image.log);
    put(`${side}.exit-code`, image.exitCode);
  }
  const program = join(folder, 'docker');
  writeFileSync(program, `#!/bin/sh\nPATH=/usr/bin:/bin FAKE_ENGINE='${folder}' exec /bin/sh '${source}' "$@"\n`);
  chmodSync(program, 0o755);
  return {
    environment: { PATH: folder },
    program,
    calls: () =>
      readFileSync(join(folder, 'calls'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\u001F')),
    dockerfile: (side) => readFileSync(join(folder, `${side}.Dockerfile`), 'utf8'),
    isBuilding: (side) => existsSync(join(folder, `${side}.building`)),
    left: () => ['containers', 'images'].flatMap((name) => readdirSync(join(folder, name))),
  };
}

/** An application; its port, until the test is over. */
export async function application(
  test: TestContext,
  answer: (path: string) => { status?: number; body?: string; headers?: Record<string, string> },
): Promise<number> {
  const server: Server = createServer((request, response) => {
    const { status = 200, body = 'hello', headers = {} } = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  test.after(() => void server.close());
  const address: string | AddressInfo | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
