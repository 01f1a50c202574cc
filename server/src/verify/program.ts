/** Programs that are started, listened to, and ended when their time is up or nobody wants their answer any more. */
import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input?: string | undefined;
  /** After so many seconds the program and its children are ended. */
  readonly limitSeconds: number;
  /** Aborting ends the program, too. */
  readonly signal?: AbortSignal | undefined;
  /** Called for each line of both outputs as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface ProgramResult {
  /** `failed-to-start` when there is no such program. */
  readonly end: 'exited' | 'late' | 'aborted' | 'failed-to-start';
  /** 0 only for a program that exited with it. */
  readonly code: number;
  readonly stdout: string;
  /** With the reason when it could not be started. */
  readonly stderr: string;
}

/** Builds print megabytes; what is kept is the end. In UTF-16 code units. */
const KEPT_OUTPUT = 2_000_000;
/** Between asking a program to end and ending it. */
const GRACE_MILLISECONDS = 3_000;

/** Runs a program to its end. Never rejects: what went wrong is in the result. */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  const { environment, input = '', limitSeconds, signal, onLine } = options;
  if (signal?.aborted === true) return Promise.resolve({ end: 'aborted', code: -1, stdout: '', stderr: '' });
  return new Promise((resolve) => {
    // A group of its own: Ctrl-C in the terminal reaches this program alone, which then ends its children in order.
    const child = spawn(program, args, { env: { ...environment }, detached: process.platform !== 'win32', windowsHide: true });
    const stdout = new Collector(onLine);
    const stderr = new Collector(onLine);
    let end: ProgramResult['end'] = 'exited';
    let killing: NodeJS.Timeout | undefined;
    const stop = (why: 'late' | 'aborted'): void => {
      if (end !== 'exited') return;
      end = why;
      endGroup(child.pid, 'SIGTERM');
      killing = setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MILLISECONDS);
    };
    const abort = (): void => stop('aborted');
    const limit = setTimeout(() => stop('late'), limitSeconds * 1000);
    signal?.addEventListener('abort', abort, { once: true });
    const finish = (code: number, remark = ''): void => {
      clearTimeout(limit);
      clearTimeout(killing);
      signal?.removeEventListener('abort', abort);
      resolve({ end, code: end === 'exited' ? code : -1, stdout: stdout.text(), stderr: stderr.text() + remark });
    };
    child.stdout.on('data', (part: Buffer) => stdout.add(part));
    child.stderr.on('data', (part: Buffer) => stderr.add(part));
    child.on('error', (error) => {
      end = 'failed-to-start';
      finish(-1, error.message);
    });
    child.on('close', (code) => finish(code ?? -1));
    // A program that ends before it has read everything says why in its own output.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** An output as text, whose lines are told as they come. */
class Collector {
  readonly #decoder = new TextDecoder();
  readonly #onLine: ((line: string) => void) | undefined;
  #kept = '';
  #line = '';

  constructor(onLine: ((line: string) => void) | undefined) {
    this.#onLine = onLine;
  }

  add(part: Buffer): void {
    const text = this.#decoder.decode(part, { stream: true });
    this.#kept = (this.#kept + text).slice(-KEPT_OUTPUT);
    if (this.#onLine === undefined) return;
    const lines = (this.#line + text).split(/\r?\n|\r/);
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
  }

  text(): string {
    return this.#kept;
  }
}

/** On Windows the program alone: there are no groups. */
function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
