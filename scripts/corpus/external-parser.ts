/** BuildKit itself as a judge, where programs made of its parser and its checks are at hand. */
import { spawnSync } from 'node:child_process';

type Program = 'BUILDKIT_TREE_COMMAND' | 'BUILDKIT_LINT_COMMAND';

export function isAtHand(program: Program): boolean {
  return commandOf(program) !== undefined;
}

/**
 * `BUILDKIT_TREE_COMMAND` names a program (with arguments, separated by blanks) that reads a Dockerfile on standard input and exits with
 * another code than 0 when BuildKit refuses it. Without it nothing is said. What the old text was refused for is not the migration's fault.
 */
export function refusedByBuildKit(text: string, before: string): readonly string[] {
  const refusal = (input: string): string | undefined => {
    const { status, output } = run('BUILDKIT_TREE_COMMAND', input);
    return status === 0 ? undefined : output.trim().split('\n')[0];
  };
  if (!isAtHand('BUILDKIT_TREE_COMMAND')) return [];
  const refused = refusal(text);
  return refused === undefined || refusal(before) !== undefined ? [] : [refused];
}

/** `BUILDKIT_LINT_COMMAND`: the same for its named checks; it prints `…:LINE: CheckName: message`. Check → 0-based lines. */
export function buildKitWarnings(text: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [, line, check = ''] of run('BUILDKIT_LINT_COMMAND', text).output.matchAll(/:(\d+): (\w+): /g)) {
    found.set(check, [...(found.get(check) ?? []), Number(line) - 1]);
  }
  return found;
}

function commandOf(program: Program): readonly string[] | undefined {
  const words = (process.env[program] ?? '').split(' ').filter((word) => word !== '');
  return words.length === 0 ? undefined : words;
}

function run(program: Program, input: string): { readonly status: number | null; readonly output: string } {
  const [command = '', ...args] = commandOf(program) ?? [];
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error !== undefined) throw new Error(`${program} cannot be run: ${error.message}`);
  return { status, output: stdout + stderr };
}
