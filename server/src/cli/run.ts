/** The command line: arguments in, exit code out. Everything that touches the process comes in through `io`. */
import { type Options, readArguments } from './arguments.ts';
import { createPaint, wantsColor } from './colors.ts';
import type { Migration } from '../migration/result.ts';
import type { WolfiIndex } from '../packages/index.ts';
import type { Engine } from './engine.ts';
import { Examiner } from './examine-source.ts';
import { describeError } from './file-errors.ts';
import { createGithubReporter } from './formats/github.ts';
import { createJsonReporter } from './formats/json.ts';
import { createSarifReporter } from './formats/sarif.ts';
import { createTextReporter, failureLine } from './formats/text.ts';
import { HELP } from './help.ts';
import { governInputs } from './governed-inputs.ts';
import { findInputs, type Input } from './inputs.ts';
import { type Outcome, Tally, textChanges } from './outcome.ts';
import { Output, type WritableText } from './output.ts';
import type { Reporter } from './reporter.ts';
import { ruleSummaries } from './rule-summaries.ts';
import { SettingsOfFiles } from './settings.ts';
import { readSource, type Source, type StandardInput } from './source.ts';
import { runVerify, type VerifyExitCode } from './verify/run-verify.ts';
import { refreshedIndex } from './wolfi-index/refreshed-index.ts';
import { runIndex } from './wolfi-index/run-index.ts';
import { writeAtomically } from './write-atomically.ts';

export interface CommandLineIo {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: WritableText;
  readonly stderr: WritableText;
  /** Absolute. */
  readonly currentDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of this program. */
  readonly version: string;
}

/** 0 done · 1 under --check, something is left · 2 wrong use or an input that could not be done. */
export type ExitCode = 0 | 1 | 2;

/** Never rejects because of arguments or files. A folder that is called `verify` or `index` is `./verify`. */
export async function run(argv: readonly string[], io: CommandLineIo, engine: Engine): Promise<ExitCode | VerifyExitCode> {
  if (argv[0] === 'verify') return await runVerify(argv.slice(1), io, engine);
  const out = new Output(io.stdout);
  const errors = new Output(io.stderr);
  const wrongUse = async (...messages: readonly string[]): Promise<ExitCode> => {
    await errors.write(messages.map((message) => `migrate-to-chainguard: ${message}\n`));
    return 2;
  };

  const parsed = readArguments(argv);
  if (parsed.kind === 'help' || parsed.kind === 'version') {
    await out.write([parsed.kind === 'help' ? HELP : `${io.version}\n`]);
    return 0;
  }
  if (parsed.kind === 'wrong') return await wrongUse(parsed.message, 'See --help.');
  if (parsed.kind === 'index') {
    const answer = await runIndex(parsed.command, io);
    if ('problem' in answer) return await wrongUse(answer.problem);
    await out.write(answer.lines.map((line) => `${line}\n`));
    return out.failure === undefined ? 0 : await wrongUse(`the output could not be written: ${describeError(out.failure)}.`);
  }
  const { options } = parsed;

  const settings = SettingsOfFiles.open(options, io.currentDirectory);
  if ('problem' in settings) return await wrongUse(...settings.problem);
  if ('mistakes' in settings) {
    await errors.write(settings.mistakes.map((line) => `${line}\n`));
    return 2;
  }
  const stdinPath = options.stdinPath ?? 'Dockerfile';
  const found = await findInputs(options.inputs, io.currentDirectory);
  const { inputs, ignored, mistakes, conflicts, wantsRefreshedIndex } = governInputs(found, settings, io.currentDirectory, stdinPath);
  if (conflicts.length > 0) return await wrongUse(...conflicts);
  const refreshed = wantsRefreshedIndex ? await refreshedIndex(io) : undefined;
  if (refreshed !== undefined && 'problem' in refreshed) return await wrongUse(refreshed.problem);
  if (options.mode === 'stdout' && inputs.length !== 1) return await wrongUse(`--stdout takes one file, not ${inputs.length}.`);
  if (inputs.length === 0) {
    const but = ignored === 0 ? '' : `, but for ${ignored} that the settings ignore`;
    await errors.write([`No Dockerfile found in ${options.inputs.join(', ')}${but}.\n`]);
  }
  // Said once; each Dockerfile that they govern then fails by itself, and the others are done.
  await errors.write(mistakes.map((line) => `${line}\n`));

  const work: Work = { options, io, examiner: new Examiner(engine, io.currentDirectory), settings, wolfi: refreshed?.index };
  const reporter = createReporter(options, io, refreshed?.index.date, inputs.length === 1);
  const code = await processAll(inputs, work, { stream: io.stdin, path: stdinPath }, reporter, out, errors);
  if (out.failure === undefined) return code;
  return await wrongUse(`the output could not be written: ${describeError(out.failure)}.`);
}

/** What one run works with. */
interface Work {
  readonly options: Options;
  readonly io: CommandLineIo;
  readonly examiner: Examiner;
  readonly settings: SettingsOfFiles;
  /** For the files whose settings want the refreshed list. */
  readonly wolfi: WolfiIndex | undefined;
}

async function processAll(
  inputs: readonly Input[],
  work: Work,
  stdin: StandardInput,
  reporter: Reporter,
  out: Output,
  errors: Output,
): Promise<ExitCode> {
  // The converted text alone goes to standard output; what is said about it goes beside.
  const { mode } = work.options;
  const told = mode === 'stdout' ? errors : out;
  const tally = new Tally();

  await told.write(reporter.begin());
  for (const input of inputs) {
    // Nobody reads any more; only writing files still has a purpose.
    if (out.closed && mode !== 'write') break;
    const outcome = await processOne(input, work, stdin);
    tally.add(outcome);
    if (outcome.kind === 'failed') await errors.write([failureLine(outcome)]);
    else if (mode === 'stdout') await out.write([outcome.migration.text]);
    await told.write(reporter.file(outcome));
  }
  const { totals } = tally;
  await told.write(reporter.end(totals));
  if (totals.byStatus.failed > 0) return 2;
  return mode === 'check' && totals.left > 0 ? 1 : 0;
}

async function processOne(input: Input, { options, io, examiner, settings, wolfi }: Work, stdin: StandardInput): Promise<Outcome> {
  const source = await readSource(input, io.currentDirectory, stdin);
  if (!('text' in source)) return { kind: 'failed', ...source };
  const own = settings.of(source.absolutePath);
  if (own.kind === 'wrong') {
    return {
      kind: 'failed',
      path: source.path,
      line: undefined,
      message: `is not looked at, since its settings are not understood: ${own.messages[0]}`,
    };
  }
  if (own.ignored !== undefined) return leftInPeace(source, own.ignored);
  const outcome = examiner.examine(source, {
    settings: own.settings,
    context: own.context,
    wolfi: own.settings.index === 'refreshed' ? wolfi : undefined,
  });
  if (options.mode !== 'write' || outcome.kind === 'failed' || !textChanges(outcome)) return outcome;
  try {
    await writeAtomically(source.absolutePath, source.bytes, outcome.migration.text);
    return { ...outcome, written: true };
  } catch (error) {
    return { kind: 'failed', path: source.path, line: undefined, message: `cannot be written: ${describeError(error)}.` };
  }
}

function leftInPeace({ path, text }: Source, reason: string): Outcome {
  const migration: Migration = {
    status: 'unchanged',
    strategy: undefined,
    text,
    edits: [],
    report: [],
    reason,
    outside: [],
    nextSteps: [],
  };
  return { kind: 'examined', path, text, migration, findings: [], written: false };
}

function createReporter(options: Options, io: CommandLineIo, indexDate: string | undefined, single: boolean): Reporter {
  switch (options.format) {
    case 'json':
      return createJsonReporter(io.version, indexDate);
    case 'sarif':
      return createSarifReporter(io.version, ruleSummaries());
    case 'github':
      return createGithubReporter();
    case 'text': {
      const { isTTY } = options.mode === 'stdout' ? io.stderr : io.stdout;
      return createTextReporter(options.mode, createPaint(wantsColor(options.color, isTTY === true, io.environment)), single);
    }
  }
}
