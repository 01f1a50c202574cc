/** A container engine of our own: its socket and data lie in a folder of the run and vanish with it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandOptions, type CommandResult, must, run } from './command.ts';
import type { KeeperPlan } from './keeper.ts';
import type { EngineKind, EngineName } from './kind.ts';

export interface Engine {
  readonly name: EngineName;
  /** For people: name and version. */
  readonly version: string;
  /** A folder for whatever the run needs; removed with the engine. */
  readonly scratch: string;
  /** Path of a program that is the client of this very engine, for those who call it themselves. */
  readonly program: string;
  /** What `create` and `run` need beside the arguments that Docker and podman share. */
  readonly createArguments: readonly string[];
  /** Runs the client. */
  docker(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** The same, for what must succeed. */
  must(args: readonly string[], options?: CommandOptions): Promise<string>;
  /** A Dockerfile as the builder of this engine needs it. */
  adapt(dockerfile: string): string;
  /** Builds an image; nothing is pulled. The result's stderr holds what the build said. */
  build(request: BuildRequest): Promise<CommandResult>;
  /** Makes the engine look at the health of a container now; one that does so by itself is left alone. */
  lookAtHealth(id: string): Promise<void>;
  /** Stops all containers and the daemon, and removes their data. */
  stop(): Promise<void>;
}

export interface BuildRequest {
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly file: string;
  readonly tag: string;
  readonly arguments?: readonly string[];
  /** A build that takes longer is ended. Default: 240. */
  readonly limitSeconds?: number | undefined;
}

/** Variables that BuildKit passes on to RUN without an ARG line. */
const PROXIES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
const keeperFile = fileURLToPath(new URL('keeper.ts', import.meta.url));

/** Starts an engine of this kind. Rejects, with the end of its log, when it does not come up, and leaves nothing behind then. */
export async function startEngine(kind: EngineKind): Promise<Engine> {
  // A long path does not fit into the address of a socket.
  const folder = mkdtempSync(join(tmpdir(), 'mtc-containers-'));
  const place = join(folder, 'disk');
  const scratch = join(place, 'scratch');
  const { client, daemon, environment, builder } = kind.setUp(place);
  // A person's own settings and credentials stay out of it.
  const env = { ...process.env, ...environment };
  const plan: KeeperPlan = { folder, place, folders: [scratch, join(place, 'config'), join(place, 'tmp')], client, daemon };
  const keeper = spawn(process.execPath, ['--import', 'tsx', keeperFile, JSON.stringify(plan)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  });
  const gone = new Promise<void>((resolve) => void keeper.on('exit', () => resolve()));
  const answer = await new Promise<string>((resolve) => {
    keeper.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    void gone.then(() => resolve(`${kind.name} did not come up`));
  });
  const stop = async (): Promise<void> => {
    keeper.stdin.end();
    await gone;
  };
  if (answer.trim() !== 'up') {
    await stop();
    throw new Error(answer.trim());
  }
  const [program = '', ...first] = client;
  const docker: Engine['docker'] = (args, options) => run(program, [...first, ...args], { env, ...options });
  return {
    name: kind.name,
    version: await kind.version((args) => must(program, [...first, ...args], { env })),
    scratch,
    program: writeClient(join(scratch, kind.name), client, environment),
    createArguments: kind.createArguments,
    docker,
    must: (args, options) => must(program, [...first, ...args], { env, ...options }),
    adapt: (dockerfile) => kind.adapt(dockerfile),
    async build({ context, file, tag, arguments: more = [], limitSeconds = 240 }) {
      const [buildProgram = '', ...words] = builder;
      const proxies = PROXIES.filter((name) => process.env[name] !== undefined).flatMap((name) => ['--build-arg', name]);
      const args = [...words, '--network', 'host', ...proxies, ...more, '--tag', tag, '--file', file, context];
      return run(buildProgram, args, { env, limitSeconds });
    },
    async lookAtHealth(id) {
      if (!kind.looksAtHealth) await docker(['healthcheck', 'run', id], { limitSeconds: 30 });
    },
    stop,
  };
}

function writeClient(path: string, client: readonly string[], environment: Readonly<Record<string, string>>): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const settings = Object.entries(environment).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  writeFileSync(path, `#!/bin/sh\n${settings.join('')}exec ${client.map(quoted).join(' ')} "$@"\n`, { mode: 0o755 });
  return path;
}
