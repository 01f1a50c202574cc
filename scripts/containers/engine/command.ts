/** Programs that are started, waited for and, when they hang, ended. */
import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** After so many seconds the program and its children are killed. Default: 300. */
  readonly limitSeconds?: number;
  /** Called once, when the program has said the first thing on its error output. */
  readonly onWord?: () => void;
}

export interface CommandResult {
  /** 124 when the limit was reached, 127 when the program could not be started. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Leaders of the groups that run now; who ends before them takes them along. */
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) killGroup(pid, 'SIGTERM');
});

/** Runs a program to its end. Never rejects: what went wrong is in the result. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { limitSeconds = 300 } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, detached: true, stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    if (child.pid !== undefined) running.add(child.pid);
    let isLate = false;
    const clock = setTimeout(() => {
      isLate = true;
      killGroup(child.pid, 'SIGKILL');
    }, limitSeconds * 1000);
    const finish = (code: number, remark = ''): void => {
      clearTimeout(clock);
      if (child.pid !== undefined) running.delete(child.pid);
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() + remark });
    };
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    if (options.onWord !== undefined) child.stderr.once('data', options.onWord);
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => (isLate ? finish(124, `\n${program} did not end within ${limitSeconds} s`) : finish(code ?? 1)));
    // A program that does not read its input is not an error of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** The same, for programs that must succeed. Rejects with the end of what the program said. */
export async function must(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code === 0) return stdout;
  const said = `${stdout}${stderr}`.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${program} ${args.slice(0, 4).join(' ')} … failed (${code})\n${said}`);
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
