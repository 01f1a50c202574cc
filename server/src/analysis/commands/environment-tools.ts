/** Tools that set variables and run another command: cross-env, dotenv, env-cmd. */
import { parseOptions, type ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand } from '../effects.ts';
import { entry, type Call, type Classifier, type Family } from './call.ts';
import { nothing } from './outcome.ts';

interface EnvironmentTool {
  readonly withValue: readonly string[];
  /** Words before the command: `dotenvx run`. */
  readonly operands?: number;
}

const tools: Readonly<Record<string, EnvironmentTool>> = {
  'cross-env': { withValue: [] },
  'cross-env-shell': { withValue: [] },
  dotenv: { withValue: ['-e', '-c', '-v', '-p'] },
  'dotenv-cli': { withValue: ['-e', '-c', '-v', '-p'] },
  'env-cmd': { withValue: ['-f', '--file', '-e', '--environments', '-r', '--rc-file'] },
  dotenvx: { withValue: ['-f', '--env-file', '-e', '--env'], operands: 1 },
};

const prefixed: Classifier = (call) => runWithEnvironment(call, call.name, call.args);

export const environmentFamily: Family = Object.fromEntries(Object.keys(tools).map((name) => [name, prefixed]));

/** What `TOOL NAME=value COMMAND` does; undefined when `tool` is none of these. */
export function runWithEnvironment(call: Call, tool: string, args: readonly ShellWord[]): EffectOfCommand | undefined {
  const known = entry(tools, tool);
  if (known === undefined) return undefined;
  const operands = parseOptions(args, { withValue: known.withValue, stopAtPositional: true }).positionals.slice(known.operands ?? 0);
  const first = operands.findIndex(({ value }) => value !== '--' && !/^[A-Za-z_]\w*=/.test(value));
  const words = first < 0 ? [] : parseOptions(operands.slice(first), { withValue: [], stopAtPositional: true }).positionals;
  if (words.length === 0) return nothing(tool);
  const inner = call.classify({ ...call.command, assignments: [], redirects: [], words }, call.around);
  return { ...inner, tools: [...new Set([call.name, ...inner.tools])] };
}
