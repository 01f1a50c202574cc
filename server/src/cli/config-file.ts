/** The settings file that `--config` names: JSON, each mistake with its line. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { lineStarts, positionAt } from '../dockerfile/positions.ts';
import { RULE_IDS } from '../rules/ids.ts';
import { type Settings, type Severity, STRATEGY_REQUESTS } from '../settings.ts';
import { INDEX_CHOICES, NODE_VERSIONS } from './arguments.ts';
import { organizationProblem, registryProblem } from '../configuration/registry-names.ts';

/** What the file sets. `context` is as written: relative to the folder of the file. */
export type ConfiguredSettings = { readonly [K in keyof Settings]?: Settings[K] };

export interface ConfigMistake {
  /** 0-based. */
  readonly line: number;
  readonly message: string;
}

export type ConfigFile = { readonly settings: ConfiguredSettings } | { readonly mistakes: readonly ConfigMistake[] };

const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const satisfies readonly (Severity | 'off')[];
const KEYS = ['organization', 'registry', 'strategy', 'nodeVersion', 'index', 'severities', 'context'] as const;

/** Never throws. A file with any mistake sets nothing: half a configuration would be a guess. */
export function readConfigFile(text: string): ConfigFile {
  const mistakes: ConfigMistake[] = [];
  const lines = lineStarts(text);
  const wrong = (offset: number, message: string): undefined => {
    mistakes.push({ line: positionAt(lines, offset).line, message });
    return undefined;
  };

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [firstError] = errors;
  if (firstError !== undefined) wrong(firstError.offset, `is not JSON: ${printParseErrorCode(firstError.error)}`);
  else if (root?.type !== 'object') wrong(root?.offset ?? 0, 'must hold a JSON object');
  if (mistakes.length > 0 || root === undefined) return { mistakes };

  const settings: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  for (const { key, value } of properties(root)) {
    const name: string = key.value;
    switch (name) {
      case '$schema':
        break;
      case 'organization':
        settings.organization = nonEmpty(name, value, wrong, organizationProblem);
        break;
      case 'registry':
        settings.registry = nonEmpty(name, value, wrong, registryProblem) ?? '';
        break;
      case 'context':
        settings.context = nonEmpty(name, value, wrong);
        break;
      case 'strategy':
        settings.strategy = choice(name, value, STRATEGY_REQUESTS, wrong) ?? 'auto';
        break;
      case 'nodeVersion':
        settings.nodeVersion = choice(name, value, NODE_VERSIONS, wrong) ?? 'latest';
        break;
      case 'index':
        settings.index = choice(name, value, INDEX_CHOICES, wrong);
        break;
      case 'severities':
        settings.severities = severities(value, wrong);
        break;
      default:
        wrong(key.offset, `unknown key "${name}" (known: ${KEYS.join(', ')})`);
    }
  }
  return mistakes.length > 0 ? { mistakes } : { settings };
}

type Wrong = (offset: number, message: string) => undefined;

function properties(node: Node): { readonly key: Node; readonly value: Node }[] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key !== undefined && value !== undefined ? [{ key, value }] : [],
  );
}

function nonEmpty(name: string, node: Node, wrong: Wrong, problem?: (value: string) => string | undefined): string | undefined {
  const value: unknown = node.value;
  if (typeof value !== 'string' || value.trim() === '') return wrong(node.offset, `"${name}" takes a text`);
  const found = problem?.(value);
  return found === undefined ? value : wrong(node.offset, `"${name}" ${found}`);
}

function choice<const T extends string>(name: string, node: Node, allowed: readonly T[], wrong: Wrong): T | undefined {
  const found = allowed.find((item) => item === node.value);
  return found ?? wrong(node.offset, `"${name}" takes one of ${allowed.map((item) => `"${item}"`).join(', ')}`);
}

function severities(node: Node, wrong: Wrong): Settings['severities'] {
  const found: Record<string, Severity | 'off'> = {};
  if (node.type !== 'object') wrong(node.offset, '"severities" takes an object of rule ids');
  for (const { key, value } of properties(node)) {
    const rule: string = key.value;
    if (!RULE_IDS.some((id) => id === rule)) wrong(key.offset, `unknown rule "${rule}" in "severities"`);
    const severity = choice(rule, value, SEVERITIES, wrong);
    if (severity !== undefined) found[rule] = severity;
  }
  return found;
}
