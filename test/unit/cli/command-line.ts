/** Runs the command line in a folder of its own, made of a few files. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { Engine } from '../../../server/src/cli/engine.ts';
import { type CommandLineIo, run } from '../../../server/src/cli/run.ts';
import { stubEngine } from './stub-engine.ts';

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder {
  readonly path: string;
  read(name: string): string;
  write(name: string, content: string | Uint8Array): void;
  run(
    argv: readonly string[],
    options?: { readonly engine?: Engine; readonly stdin?: string; readonly io?: Partial<CommandLineIo> },
  ): Promise<RunResult>;
}

/** Removed again when the test is over. */
export function folder(test: TestContext, files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'command-line-')));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path,
    write,
    read: (name) => readFileSync(join(path, name), 'utf8'),
    async run(argv, { engine = stubEngine(), stdin = '', io = {} } = {}) {
      const stdout = new Sink();
      const stderr = new Sink();
      const code = await run(
        argv,
        { stdin: chunks(stdin), stdout, stderr, currentDirectory: path, environment: {}, version: '1.2.3', ...io },
        engine,
      );
      return { code, stdout: stdout.text, stderr: stderr.text };
    },
  };
}

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** In pieces of one byte, as a pipe may deliver them. */
async function* chunks(text: string): AsyncIterable<Uint8Array> {
  for (const byte of Buffer.from(text)) yield Uint8Array.of(byte);
}
