/** A container engine of our own: its socket and data lie in a folder of the run and vanish with it. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandOptions, type CommandResult, must, run } from './command.ts';
import { findProgram } from './prerequisites.ts';

export interface Engine {
  readonly version: string;
  /** A folder for whatever the run needs; removed with the engine. */
  readonly scratch: string;
  /** Runs the client. */
  docker(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** The same, for what must succeed. */
  must(args: readonly string[], options?: CommandOptions): Promise<string>;
  /** Stops all containers and the daemon, and removes their data. */
  stop(): Promise<void>;
}

/** Variables that BuildKit passes on to RUN without an ARG line. */
const PROXIES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/** Starts a daemon of our own. Rejects with the end of its log when it does not come up. */
export async function startEngine(): Promise<Engine> {
  const [dockerd, docker] = [findProgram('dockerd'), findProgram('docker')];
  if (dockerd === undefined || docker === undefined) throw new Error('dockerd and docker are not there');
  // A long path does not fit into the address of a socket.
  const folder = mkdtempSync(join(tmpdir(), 'mtc-containers-'));
  const scratch = join(folder, 'scratch');
  for (const path of [scratch, join(folder, 'config')]) mkdirSync(path);
  const keeperFile = fileURLToPath(new URL('keeper.ts', import.meta.url));
  const keeper = spawn(process.execPath, ['--import', 'tsx', keeperFile, dockerd, docker, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => void keeper.on('exit', () => resolve()));
  const answer = await new Promise<string>((resolve) => {
    keeper.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    void gone.then(() => resolve('dockerd did not come up'));
  });
  const stop = async (): Promise<void> => {
    keeper.stdin.end();
    await gone;
  };
  if (answer.trim() !== 'up') {
    await stop();
    throw new Error(answer.trim());
  }
  // A person's own settings and credentials stay out of it.
  const env = {
    ...process.env,
    DOCKER_HOST: `unix://${join(folder, 'docker.sock')}`,
    DOCKER_CONFIG: join(folder, 'config'),
    DOCKER_BUILDKIT: '1',
  };
  const version = await must(docker, ['version', '--format', '{{.Server.Version}}'], { env });
  return {
    version: `Docker ${version.trim()} with BuildKit`,
    scratch,
    docker: (args, options) => run(docker, args, { env, ...options }),
    must: (args, options) => must(docker, args, { env, ...options }),
    stop,
  };
}

export interface BuildRequest {
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly file: string;
  readonly tag: string;
  readonly arguments?: readonly string[];
}

/** Builds an image; nothing is pulled. The result's stderr holds what the build said. */
export function build(engine: Engine, { context, file, tag, arguments: more = [] }: BuildRequest): Promise<CommandResult> {
  const proxies = PROXIES.filter((name) => process.env[name] !== undefined).flatMap((name) => ['--build-arg', name]);
  const args = ['build', '--network', 'host', '--progress', 'plain', ...proxies, ...more, '--tag', tag, '--file', file, context];
  return engine.docker(args, { limitSeconds: 240 });
}
