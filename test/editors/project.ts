/** A small application to migrate, in a folder of its own, and the command as the documentation wants it on PATH. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whale and accents count differently in UTF-8, UTF-16 and UTF-32: an edit behind them shows how an editor counts. */
export const dockerfile = `FROM node:22-alpine
# Grüße 🐳
WORKDIR /srv
RUN apk add --no-cache curl
RUN echo "🐳 é" && adduser -D app
COPY package.json ./
RUN npm install
COPY . .
ENV GREETING "🐳 hé"
HEALTHCHECK CMD curl -f "http://localhost:3000/?🐳é" || exit 1
CMD npm start
`;

const minute = 60_000;

export interface Project {
  readonly folder: string;
  /** Where an editor finds nothing of the person who runs the tests. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs an editor in the folder, to its end. Throws with what it said unless it ends well. */
  run(program: string, args: readonly string[]): void;
  /** What the editor's script wrote to the file that RESULT names. */
  result(): unknown;
  /** What the command line makes of the Dockerfile. */
  converted(...options: readonly string[]): string;
  /** Resolves when the server is gone that the editor had started; rejects when it stays. */
  serverEnded(): Promise<void>;
  remove(): void;
}

/** Makes a folder with that Dockerfile. */
export function createProject(text: string): Project {
  const root = mkdtempSync(join(tmpdir(), 'editor-'));
  const [folder, programs] = [join(root, 'app'), join(root, 'bin')];
  for (const each of [folder, programs]) mkdirSync(each);
  writeFileSync(join(folder, 'Dockerfile'), text);
  writeFileSync(join(folder, 'package.json'), '{ "scripts": { "start": "node server.js" } }');
  writeFileSync(join(folder, 'server.js'), '');
  const command = join(programs, 'migrate-to-chainguard');
  // `exec` keeps the process id.
  writeFileSync(command, `#!/bin/sh\necho $$ > "$SERVER_ID"\nexec "${process.execPath}" "${resolve('dist/cli.cjs')}" "$@"\n`);
  chmodSync(command, 0o755);
  const [resultFile, serverId] = [join(root, 'result.json'), join(root, 'server-id')];
  const environment = {
    PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: root,
    XDG_CONFIG_HOME: join(root, 'config'),
    LC_ALL: 'C.UTF-8',
    RESULT: resultFile,
    SERVER_ID: serverId,
  };
  return {
    folder,
    environment,
    run(program, args) {
      const options = { cwd: folder, env: environment, encoding: 'utf8', timeout: 3 * minute, killSignal: 'SIGKILL' } as const;
      const { status, signal, error, stdout, stderr } = spawnSync(program, args, options);
      if (status !== 0 || !existsSync(resultFile)) {
        throw new Error(`${program} ended with ${error?.message ?? signal ?? status}.\n${stdout}\n${stderr}`);
      }
    },
    result: () => JSON.parse(readFileSync(resultFile, 'utf8')),
    converted: (...options) =>
      execFileSync(process.execPath, [resolve('dist/cli.cjs'), '--stdout', ...options, 'Dockerfile'], {
        cwd: folder,
        encoding: 'utf8',
        // The report, which is of no interest unless the command fails; then the error holds it.
        stdio: 'pipe',
      }),
    async serverEnded() {
      const id = Number(readFileSync(serverId, 'utf8'));
      for (let attempt = 0; isRunning(id); attempt++) {
        if (attempt > 200) throw new Error(`The server (process ${id}) outlives the editor.`);
        await sleep(50);
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
