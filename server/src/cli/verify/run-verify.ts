/** `migrate-to-chainguard verify`: migrates one file in memory, has both texts built and compared, and says what came of it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Verification, verify, type VerifyProgress, type VerifyRequest } from '../../verify/index.ts';
import { createPaint, wantsColor } from '../colors.ts';
import type { Engine } from '../engine.ts';
import { Examiner } from '../examine-source.ts';
import { describeError, errorCode } from '../file-errors.ts';
import { failureLine, printable } from '../formats/text.ts';
import { findInputs } from '../inputs.ts';
import type { Examined } from '../outcome.ts';
import { Output } from '../output.ts';
import type { CommandLineIo } from '../run.ts';
import { SettingsOfFiles } from '../settings.ts';
import { readSource } from '../source.ts';
import { refreshedIndex } from '../wolfi-index/refreshed-index.ts';
import { readVerifyArguments, type VerifyCommand } from './arguments.ts';
import { VERIFY_HELP } from './help.ts';
import { verificationText } from './table.ts';

/** 0 the same or nothing to do · 1 different · 2 wrong use, no engine, nothing to compare with · 130 interrupted. */
export type VerifyExitCode = 0 | 1 | 2 | 130;

/** What names the engine where no option does. */
const ENGINE_VARIABLE = 'MIGRATE_TO_CHAINGUARD_ENGINE';

/** `argv` without the word `verify`. Never rejects because of arguments, files or the engine. */
export async function runVerify(argv: readonly string[], io: CommandLineIo, engine: Engine): Promise<VerifyExitCode> {
  const out = new Output(io.stdout);
  const errors = new Output(io.stderr);
  const wrong = async (...lines: readonly string[]): Promise<VerifyExitCode> => {
    await errors.write(lines);
    return 2;
  };
  const parsed = readVerifyArguments(argv);
  if (parsed.kind === 'help') {
    await out.write([VERIFY_HELP]);
    return 0;
  }
  if (parsed.kind === 'wrong')
    return await wrong(`migrate-to-chainguard: ${parsed.message}\n`, 'migrate-to-chainguard: See verify --help.\n');
  const { command } = parsed;
  const examined = await examineFile(command, io, engine);
  if ('problems' in examined) return await wrong(...examined.problems);
  if ('leftInPeace' in examined) {
    await errors.write([examined.leftInPeace]);
    return 0;
  }
  const { outcome, absolutePath } = examined;

  const idle = whyNothingToCompare(outcome);
  if (idle !== undefined) {
    const code = idle.kind === 'unchanged' ? 0 : 2;
    await out.write(command.format === 'json' ? [json(outcome, code, idle)] : [`${printable(outcome.path)}: ${printable(idle.message)}\n`]);
    return code;
  }
  const request = await toRequest(command, outcome, absolutePath, io);
  if ('problems' in request) return await wrong(...request.problems);
  const verification = await interruptible(request, io, (event) => tellProgress(event, command, errors));
  const paint = createPaint(wantsColor(command.color, io.stdout.isTTY === true, io.environment));
  await out.write(
    command.format === 'json'
      ? [json(outcome, exitCodeOf(verification), verification)]
      : verificationText(outcome.path, verification, paint),
  );
  if (out.failure !== undefined)
    return await wrong(`migrate-to-chainguard: the output could not be written: ${describeError(out.failure)}.\n`);
  return exitCodeOf(verification);
}

type Problems = { readonly problems: readonly string[] };

async function examineFile(
  { file, migration }: VerifyCommand,
  io: CommandLineIo,
  engine: Engine,
): Promise<{ readonly outcome: Examined; readonly absolutePath: string } | { readonly leftInPeace: string } | Problems> {
  const settings = SettingsOfFiles.open(migration, io.currentDirectory);
  if ('mistakes' in settings) return problems(...settings.mistakes);
  if ('problem' in settings) return problems(...settings.problem.map(ofOurs));
  const inputs = await findInputs([file], io.currentDirectory);
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) {
    return problems(ofOurs(`verify takes one Dockerfile; ${file} holds ${inputs.length === 0 ? 'none' : inputs.length}.`));
  }
  const source = await readSource(input, io.currentDirectory, { stream: io.stdin, path: 'Dockerfile' });
  if (!('text' in source)) return problems(failureLine({ kind: 'failed', ...source }).trimEnd());
  const own = settings.of(source.absolutePath);
  if (own.kind === 'wrong') return problems(...own.messages.map((line) => (own.file === undefined ? ofOurs(line) : line)));
  if (own.ignored !== undefined) return { leftInPeace: `${source.path}: nothing to compare. ${own.ignored}\n` };
  const refreshed = own.settings.index === 'refreshed' ? await refreshedIndex(io) : undefined;
  if (refreshed !== undefined && 'problem' in refreshed) return problems(ofOurs(refreshed.problem));
  const { settings: settingsOfFile, context } = own;
  const outcome = new Examiner(engine, io.currentDirectory).examine(source, { settings: settingsOfFile, context, wolfi: refreshed?.index });
  return outcome.kind === 'failed' ? problems(failureLine(outcome).trimEnd()) : { outcome, absolutePath: source.absolutePath };
}

function ofOurs(message: string): string {
  return `migrate-to-chainguard: ${message}`;
}

function problems(...lines: readonly string[]): Problems {
  return { problems: lines.map((line) => `${line}\n`) };
}

type Idle = { readonly kind: 'unchanged' | 'not-converted'; readonly message: string };

function whyNothingToCompare({ migration }: Examined): Idle | undefined {
  if (migration.status === 'migrated') return undefined;
  const reason = migration.reason ?? '';
  return migration.status === 'unchanged'
    ? { kind: 'unchanged', message: `nothing to compare. ${reason}`.trim() }
    : { kind: 'not-converted', message: `not converted, so there is nothing to compare. ${reason}`.trim() };
}

async function toRequest(
  command: VerifyCommand,
  { text, migration, buildContext }: Examined,
  absolutePath: string,
  io: CommandLineIo,
): Promise<VerifyRequest | Problems> {
  let ignoreFile: string | undefined;
  try {
    ignoreFile = await readFile(`${absolutePath}.dockerignore`, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return problems(`${command.file}.dockerignore: cannot be read: ${describeError(error)}.`);
  }
  const named = command.engine ?? io.environment[ENGINE_VARIABLE];
  // A path is relative to where the person is; a bare name is looked for on PATH.
  const program = named === undefined || named === '' ? undefined : /[\\/]/.test(named) ? resolve(io.currentDirectory, named) : named;
  const texts = { original: text, migrated: migration.text, context: buildContext ?? io.currentDirectory, ignoreFile };
  return { ...command.options, ...texts, program };
}

/** The first signal stops everything in order; the keeper takes over from a second one. */
async function interruptible(request: VerifyRequest, io: CommandLineIo, progress: (event: VerifyProgress) => void): Promise<Verification> {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of signals) process.on(name, interrupt);
  try {
    return await verify(request, { environment: io.environment, signal: controller.signal, progress });
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}

function tellProgress(event: VerifyProgress, { verbose, options }: VerifyCommand, errors: Output): void {
  const line = ((): string | undefined => {
    switch (event.step) {
      case 'build':
        return `Building the ${event.side} Dockerfile (at most ${options.buildSeconds} s) …`;
      case 'run':
        return `Running the ${event.side} image …`;
      case 'remove':
        return 'Removing what was made …';
      case 'build-line':
        return verbose ? `  ${event.line}` : undefined;
    }
  })();
  if (line !== undefined) void errors.write([`${line}\n`]);
}

function json({ path, migration }: Examined, exitCode: VerifyExitCode, result: Verification | Idle): string {
  return `${JSON.stringify({ path, strategy: migration.strategy ?? null, exitCode, result }, undefined, 2)}\n`;
}

function exitCodeOf(verification: Verification): VerifyExitCode {
  switch (verification.kind) {
    case 'compared':
      return verification.same ? 0 : 1;
    case 'build-failed':
      return verification.side === 'migrated' && verification.cause === 'dockerfile' ? 1 : 2;
    case 'cancelled':
      return 130;
    case 'engine-unusable':
    case 'engine-failed':
    case 'port-unclear':
    case 'original-does-not-run':
      return 2;
  }
}
