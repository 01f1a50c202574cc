/** The command line as a process. */
import { asksForLanguageServer } from './cli/arguments.ts';
import { run } from './cli/run.ts';
import { examine } from './migration/index.ts';
import { version } from './version.ts';

/** The server is a bundle of its own, so that the command line starts without loading it. */
const LANGUAGE_SERVER = version === 'development' ? './main.node.ts' : './server.js';

async function main(argv: readonly string[]): Promise<void> {
  if (asksForLanguageServer(argv)) {
    await import(LANGUAGE_SERVER);
    return;
  }
  const { stdin, stdout, stderr, env: environment } = process;
  // Not process.exit: what is still in the pipes would be lost.
  process.exitCode = await run(argv, { stdin, stdout, stderr, currentDirectory: process.cwd(), environment, version }, { examine });
}

void main(process.argv.slice(2));
