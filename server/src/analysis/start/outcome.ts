/** What following a command leads to, before it is written down as a StartResolution. */
import * as l10n from '@vscode/l10n';
import type { Range } from '../../dockerfile/text.ts';
import { relativeToFolder } from '../../project/paths.ts';
import { quoteWord } from '../../shell/index.ts';
import { type CommandWord, printWords } from '../command-word.ts';
import type { FileEvidence, StartResolution } from '../start.ts';
import type { Trail } from './trail.ts';

export interface NodeOutcome {
  readonly kind: 'node';
  readonly trail: Trail;
  readonly nodeOptions: readonly CommandWord[];
  readonly script: CommandWord;
  readonly arguments: readonly CommandWord[];
  readonly evidence: FileEvidence;
  readonly developmentTool: string | undefined;
  readonly globalFolder?: string | undefined;
}

export type Outcome =
  | NodeOutcome
  | {
      readonly kind: 'shell';
      readonly trail: Trail;
      readonly reason: string;
      readonly range: Range | undefined;
      /** For the folder and the environment of the trail. */
      readonly text: string | undefined;
      readonly hint: string | undefined;
      readonly tools: readonly string[];
    }
  | {
      readonly kind: 'script-file';
      readonly trail: Trail;
      readonly path: string;
      readonly imagePath: string;
      readonly interpreter: string;
      readonly text: string | undefined;
      readonly called: readonly CommandWord[];
      readonly words: readonly CommandWord[];
    }
  | { readonly kind: 'development'; readonly trail: Trail; readonly tool: string; readonly reason: string }
  | {
      readonly kind: 'program';
      readonly trail: Trail;
      readonly program: string;
      readonly words: readonly CommandWord[];
      readonly reason: string;
    }
  | {
      readonly kind: 'unresolved';
      readonly trail: Trail;
      readonly reason: string;
      readonly range?: Range | undefined;
      /** It is the command of a globally installed package. */
      readonly global?: true;
    };

/** `$npm_package_version` and the like. */
export const managerVariable = /\$\{?npm_/;

/** Follows the words of one command; handed to every part so that none has to import the others. */
export type Follow = (words: readonly CommandWord[], trail: Trail) => Outcome;

export function unresolved(trail: Trail, reason: string, range?: Range): Outcome {
  return { kind: 'unresolved', trail, reason, range };
}

export function needsShell(
  trail: Trail,
  reason: string,
  details: {
    readonly text?: string | undefined;
    readonly hint?: string;
    readonly tools?: readonly string[];
    readonly range?: Range | undefined;
  } = {},
): Outcome {
  return {
    kind: 'shell',
    trail,
    reason,
    text: details.text,
    hint: details.hint,
    tools: details.tools ?? [],
    range: details.range ?? trail.range,
  };
}

/** Words in which a shell would expand something. */
export function expandedWords(outcome: NodeOutcome): readonly CommandWord[] {
  return [...outcome.nodeOptions, outcome.script, ...outcome.arguments, ...outcome.trail.environment.map(({ value }) => value)].filter(
    (word) => !word.literal,
  );
}

/**
 * The command for a shell. With `base`, a start in another folder is led by `cd`. `exec` puts that word before node, so that it gets the signals.
 */
export function printNode(outcome: NodeOutcome, base: string | undefined, exec: boolean): string {
  const { environment } = outcome.trail;
  const assignments = environment.map(({ name, value }) => `${name}=${value.value === '' ? '' : value.raw} `).join('');
  return `${changeFolder(outcome.trail, base)}${assignments}${printBare(outcome, exec)}`;
}

/** The command without its variables and its folder. */
export function printBare(outcome: NodeOutcome, exec: boolean): string {
  const words = [...outcome.trail.nodeOptions, ...outcome.nodeOptions, outcome.script, ...outcome.arguments];
  return `${exec ? 'exec ' : ''}node ${printWords(words)}`;
}

/** Text that belongs into the folder and the environment of `trail`, for a shell that stands in `base`. */
export function inPlace(text: string, trail: Trail, base: string | undefined): string {
  const exports = trail.environment.map(({ name, value }) => `${name}=${value.value === '' ? '' : value.raw}`);
  return `${changeFolder(trail, base)}${exports.length === 0 ? '' : `export ${exports.join(' ')} && `}${text}`;
}

function changeFolder({ workdir }: Trail, base: string | undefined): string {
  return workdir !== undefined && base !== undefined && workdir !== base ? `cd ${quoteWord(relativeToFolder(base, workdir))} && ` : '';
}

/** Writes an outcome down. Words that a shell would have to expand make a node start one that needs a shell. */
export function toResolution(outcome: Outcome): StartResolution {
  const { steps, init } = outcome.trail;
  switch (outcome.kind) {
    case 'node': {
      const expanded = expandedWords(outcome);
      const [first] = expanded;
      const setByManager = expanded.find((word) => managerVariable.test(word.raw));
      if (setByManager !== undefined) {
        return {
          kind: 'shell',
          reason: l10n.t('`{0}` is a variable that only a package manager sets', setByManager.raw),
          range: setByManager.range ?? outcome.trail.range,
          text: undefined,
          hint: l10n.t('Write the value instead.'),
          tools: [],
          steps,
          init,
        };
      }
      if (first !== undefined) {
        const named = [...new Set(expanded.map((word) => `\`${word.raw}\``))].join(', ');
        return {
          kind: 'shell',
          reason: l10n.t('{0} is expanded by a shell when the container starts', named),
          range: first.range ?? outcome.trail.range,
          text: printNode(outcome, outcome.trail.request.workdir, true),
          hint: l10n.t('Read the variable in the application (`process.env`) instead of passing it on the command line.'),
          tools: [],
          steps,
          init,
        };
      }
      return nodeStart(outcome);
    }
    case 'shell':
      return {
        kind: 'shell',
        reason: outcome.reason,
        range: outcome.range,
        text: outcome.text === undefined ? undefined : inPlace(outcome.text, outcome.trail, outcome.trail.request.workdir),
        hint: outcome.hint,
        tools: outcome.tools,
        steps,
        init,
      };
    case 'script-file': {
      const cmd = outcome.words.filter((word) => word.fromCmd).map((word) => word.value);
      return {
        kind: 'script-file',
        path: outcome.path,
        imagePath: outcome.imagePath,
        interpreter: outcome.interpreter,
        text: outcome.text,
        readBy: outcome.called.slice(0, -1).map((word) => word.value),
        arguments: outcome.words.filter((word) => !word.fromCmd).map((word) => word.value),
        cmd: cmd.length === 0 ? undefined : cmd,
        steps,
        init,
      };
    }
    case 'development':
      return { kind: 'development', tool: outcome.tool, reason: outcome.reason, steps };
    case 'program':
      return { kind: 'program', program: outcome.program, reason: outcome.reason, steps };
    case 'unresolved':
      return {
        kind: 'unresolved',
        reason: outcome.reason,
        range: outcome.range ?? outcome.trail.range,
        steps,
        init,
        ...(outcome.global ? { global: true } : {}),
      };
  }
}

function nodeStart(outcome: NodeOutcome): StartResolution {
  const { trail } = outcome;
  return {
    kind: 'node',
    nodeOptions: [...trail.nodeOptions, ...outcome.nodeOptions].map((word) => word.value),
    script: outcome.script.value,
    arguments: outcome.arguments.map((word) => word.value),
    environment: lastOfEach(trail.environment.map(({ name, value }) => [name, value.value] as const)),
    workdir: trail.workdir === trail.request.workdir ? undefined : trail.workdir,
    binFolders: trail.binFolders,
    evidence: outcome.evidence,
    throughPackageManager: trail.manager,
    init: trail.init,
    reads: trail.reads,
    developmentTool: outcome.developmentTool,
    ...(outcome.globalFolder === undefined ? {} : { globalFolder: outcome.globalFolder }),
    steps: trail.steps,
    notes: trail.notes,
  };
}

/** What stands nearest to the command wins. */
function lastOfEach(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return [...new Map(pairs)];
}
