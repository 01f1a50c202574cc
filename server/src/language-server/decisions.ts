/** Decisions of the preview → settings, checked as settings are: what is wrong is told beside the field and left out. */
import * as l10n from '@vscode/l10n';
import { organizationProblem, registryProblem } from '../configuration/registry-names.ts';
import type { Choices } from '../migration/choices.ts';
import type { DecisionProblem, Decisions, DecisionState } from '../protocol.ts';
import { isPinnedVersion, type NodeVersionRequest, type Settings, STRATEGY_REQUESTS } from '../settings.ts';
import { strategyName } from './report-markdown.ts';

export interface DecidedSettings<S extends Settings> {
  readonly settings: S;
  readonly problems: readonly DecisionProblem[];
}

/** Any value may arrive: what is not understood counts as not decided, and is told. */
export function decide<S extends Settings>(settings: S, raw: unknown): DecidedSettings<S> {
  const decisions: Readonly<Record<string, unknown>> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const problems: DecisionProblem[] = [];
  const read = <T>(decision: keyof Decisions, otherwise: T, understand: (value: unknown) => T | Wrong): T => {
    if (decisions[decision] === undefined) return otherwise;
    const value = understand(decisions[decision]);
    if (!(value instanceof Wrong)) return value;
    problems.push({ decision, message: value.message });
    return otherwise;
  };
  const organization = read('organization', settings.organization, (value) =>
    value === '' ? undefined : named(value, organizationProblem, l10n.t('The organization')),
  );
  const registry = read('registry', settings.registry, (value) => named(value, registryProblem, l10n.t('The registry')));
  const strategy = read('strategy', settings.strategy, (value) => oneOf(value, STRATEGY_REQUESTS));
  const workingDirectory = read('workingDirectory', settings.workingDirectory, (value) => oneOf(value, ['auto', 'keep']));
  const nodeVersion = read('nodeVersion', settings.nodeVersion, (value) => {
    const pinned = typeof value === 'string' && isPinnedVersion(value) ? value : undefined;
    if ((value === 'keep' || pinned !== undefined) && organization === undefined)
      return new Wrong(l10n.t('Keeping the version needs an organization: the free images have the newest only.'));
    return pinned ?? oneOf(value, ['keep', 'latest']);
  });
  return { settings: { ...settings, organization, registry, strategy, workingDirectory, nodeVersion }, problems };
}

/** `configured` is the version that the settings ask for, whatever was decided. */
export function decisionState(
  settings: Settings,
  problems: readonly DecisionProblem[],
  choices: Choices,
  configured: NodeVersionRequest,
): DecisionState {
  const { strategy, organization = '', registry, nodeVersion, workingDirectory } = settings;
  const { node } = choices;
  return {
    values: { strategy, organization, registry, nodeVersion, workingDirectory },
    problems,
    strategies: choices.strategies.map(({ request, available, result, reason = '' }) => ({
      strategy: request,
      available,
      result: strategyName(result),
      reason,
    })),
    ...(choices.workingDirectory && { workingDirectory: choices.workingDirectory }),
    node: {
      ...(node.latest !== undefined && { latest: node.latest }),
      ...(node.present !== undefined && { present: node.present }),
      ...(isPinnedVersion(configured) && { pinned: configured }),
    },
  };
}

class Wrong {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

function named(value: unknown, problem: (text: string) => string | undefined, what: string): string | Wrong {
  if (typeof value !== 'string') return new Wrong(l10n.t('{0} takes a text.', what));
  const text = value.trim();
  const found = problem(text);
  return found === undefined ? text : new Wrong(`${what} ${found}.`);
}

function oneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | Wrong {
  const found = allowed.find((item) => item === value);
  return found ?? new Wrong(l10n.t('One of {0} is meant, not {1}.', allowed.join(', '), JSON.stringify(value) ?? 'undefined'));
}
