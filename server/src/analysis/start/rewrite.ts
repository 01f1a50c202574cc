/** A chain of commands, rewritten so that node and a plain shell are all it needs: package managers and tools become `node FILE`. */
import * as l10n from '@vscode/l10n';
import { relativeToFolder, resolvePath } from '../../project/paths.ts';
import {
  baseName,
  commandName,
  type CompoundCommand,
  parseScriptText,
  quoteWord,
  type ShellScript,
  type SimpleCommand,
} from '../../shell/index.ts';
import { type CommandWord, plainWord, printWords, shellWord } from '../command-word.ts';
import { packageManagerCall } from '../package-manager-call.ts';
import type { NodeStart, StartStep } from '../start.ts';
import { type Follow, inPlace, managerVariable, type Outcome, printNode } from './outcome.ts';
import type { Trail } from './trail.ts';

export type Rewritten =
  | {
      readonly kind: 'rewritten';
      readonly text: string;
      readonly tools: readonly string[];
      readonly steps: readonly StartStep[];
      readonly manager: NodeStart['throughPackageManager'];
    }
  | {
      readonly kind: 'failed';
      readonly why: string;
      readonly tools: readonly string[];
      readonly steps: readonly StartStep[];
      readonly manager: NodeStart['throughPackageManager'];
    }
  | { readonly kind: 'development'; readonly outcome: Outcome };

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a shell does itself. */
const builtins = new Set([
  'cd',
  'set',
  'export',
  'unset',
  'exit',
  'return',
  'shift',
  'trap',
  'wait',
  'echo',
  'printf',
  'true',
  'false',
  ':',
  '.',
  'source',
  'test',
  '[',
  '[[',
  'read',
  'local',
  'readonly',
  'umask',
  'ulimit',
  'eval',
  'exec',
  'command',
  'type',
  'kill',
  'let',
  'declare',
  'break',
  'continue',
  'getopts',
  'hash',
  'pwd',
  'shopt',
  'alias',
]);

/** Rewrites shell text for the folder and surroundings of `trail`. */
export function rewriteScript(text: string, trail: Trail, follow: Follow): Rewritten {
  const rewriter = new Rewriter(text, parseScriptText(text), trail, follow);
  return rewriter.run();
}

class Rewriter {
  readonly #text: string;
  readonly #script: ShellScript;
  readonly #trail: Trail;
  readonly #follow: Follow;
  /** A shell with a trap has to stay, so nothing may take its place. */
  readonly #traps: boolean;
  readonly #edits: Edit[] = [];
  readonly #tools = new Set<string>();
  readonly #steps: StartStep[] = [];
  #manager: NodeStart['throughPackageManager'];
  readonly #binFolders: string[] = [];
  #failure: string | undefined;
  #development: Outcome | undefined;

  constructor(text: string, script: ShellScript, trail: Trail, follow: Follow) {
    this.#text = text;
    this.#script = script;
    this.#trail = trail;
    this.#follow = follow;
    this.#traps = /\btrap\b/.test(text);
  }

  run(): Rewritten {
    if (managerVariable.test(this.#text)) this.#failure = l10n.t('It uses variables that only a package manager sets.');
    this.#inScript(this.#script, this.#trail.workdir, true);
    if (this.#development !== undefined) return { kind: 'development', outcome: this.#development };
    const result = { tools: [...this.#tools], steps: this.#steps, manager: this.#manager };
    if (this.#failure !== undefined) return { kind: 'failed', why: this.#failure, ...result };
    let text = this.#text;
    for (const edit of this.#edits.toReversed()) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    return { kind: 'rewritten', text, ...result };
  }

  /** Returns the folder in which the script ends. */
  #inScript(script: ShellScript, workdir: string | undefined, top: boolean): string | undefined {
    let current = workdir;
    for (const [index, item] of script.items.entries()) {
      const { pipeline } = item;
      const plain = pipeline.commands.length === 1 && !pipeline.negated && !pipeline.timed && !item.background && item.separator !== '||';
      const last = top && plain && index === script.items.length - 1 && !this.#traps;
      for (const command of pipeline.commands) {
        if (command.kind === 'simple') current = this.#simple(command, current, last);
        else this.#compound(command, current);
      }
    }
    return current;
  }

  #compound(command: CompoundCommand, workdir: string | undefined): void {
    let current = workdir;
    for (const script of command.body) current = this.#inScript(script, current, false);
  }

  #simple(command: SimpleCommand, workdir: string | undefined, last: boolean): string | undefined {
    const words = command.words.map((word) => shellWord(word, false));
    const [first] = command.words;
    const final = command.words.at(-1);
    const name = commandName(command);
    if (name === undefined) {
      if (words.length > 0) this.#failure ??= l10n.t('`{0}` is only known when the container starts.', words[0]?.raw ?? '');
      return workdir;
    }
    if (name === 'cd' && words[1]?.literal === true) return workdir === undefined ? undefined : resolvePath(workdir, words[1].value);
    if (name === 'cd') return undefined;
    if (name === 'export') this.#exportPath(words);
    const inner = name === 'exec' || name === 'command' ? words.slice(1) : words;
    const called = baseName(inner[0]?.value ?? '');
    if (inner.length === 0 || (builtins.has(called) && !packageManagerCall(inner))) return workdir;
    const outcome = this.#follow(inner, {
      ...this.#trail,
      workdir,
      environment: [],
      binFolders: [...this.#binFolders, ...this.#trail.binFolders],
      init: undefined,
      steps: [],
      notes: [],
      nodeOptions: [],
      nodePrefix: false,
      inDockerfile: false,
      depth: this.#trail.depth + 1,
    });
    if (outcome.kind !== 'program') this.#steps.push(...outcome.trail.steps);
    this.#manager ??= outcome.trail.manager;
    const replacement = this.#replacement(
      outcome,
      workdir,
      last,
      name === 'exec' || (last && command.assignments.length === 0),
      name === 'exec',
    );
    if (replacement === undefined || first === undefined || final === undefined) return workdir;
    const place = { start: first.range.start, end: final.range.end };
    if (command.redirects.some(({ range }) => range.start > place.start && range.end < place.end))
      this.#failure ??= l10n.t('A redirection stands between its words.');
    this.#edits.push({ ...place, text: replacement });
    return workdir;
  }

  #replacement(outcome: Outcome, workdir: string | undefined, last: boolean, exec: boolean, written: boolean): string | undefined {
    switch (outcome.kind) {
      case 'node': {
        if (outcome.evidence.kind === 'missing') this.#failure ??= l10n.t('Not found: {0}.', outcome.evidence.why);
        const moved = outcome.trail.workdir !== workdir;
        const text = printNode(outcome, workdir, exec && (!moved || !written));
        return moved && !exec ? `(${text})` : text;
      }
      case 'shell': {
        if (outcome.text === undefined) this.#failure ??= `${outcome.reason}.`;
        for (const tool of outcome.tools) this.#tools.add(tool);
        return outcome.text === undefined ? undefined : `( ${inPlace(outcome.text, outcome.trail, workdir)} )`;
      }
      case 'program':
        this.#tools.add(outcome.program);
        return this.#printed(outcome.words, outcome, workdir);
      case 'development':
        // A check before the start does not make the start one for development.
        if (last) this.#development ??= outcome;
        else this.#failure ??= `${outcome.reason}.`;
        return undefined;
      case 'script-file':
        this.#tools.add(outcome.interpreter);
        return this.#printed([...outcome.called, ...outcome.words], outcome, workdir);
      case 'unresolved':
        this.#failure ??= `${outcome.reason}.`;
        return undefined;
    }
  }

  /** What a script of package.json stood for; a command that stood in the text itself stays as it is. */
  #printed(words: readonly CommandWord[], outcome: Outcome, workdir: string | undefined): string | undefined {
    const { trail } = outcome;
    const called = this.#withoutManagers(words, workdir);
    if (trail.manager === this.#trail.manager && called === words) return undefined;
    const assignments = trail.environment.map(({ name, value }) => `${name}=${value.raw} `).join('');
    const text = assignments + printWords(called);
    return trail.workdir === undefined || workdir === undefined || trail.workdir === workdir
      ? text
      : `(cd ${quoteWord(relativeToFolder(workdir, trail.workdir))} && ${text})`;
  }

  /** `wait-for-it.sh db:5432 -- npm start`: what a script is given to run may call a package manager too. */
  #withoutManagers(words: readonly CommandWord[], workdir: string | undefined): readonly CommandWord[] {
    const at = words.findIndex((word) => /^(?:npm|npx|yarn|pnpm)$/.test(word.value));
    if (at < 0) return words;
    const outcome = this.#follow(words.slice(at), {
      ...this.#trail,
      workdir,
      environment: [],
      steps: [],
      notes: [],
      nodePrefix: false,
      inDockerfile: false,
      depth: this.#trail.depth + 1,
    });
    if (
      outcome.kind === 'node' &&
      outcome.trail.environment.length === 0 &&
      outcome.trail.workdir === workdir &&
      outcome.evidence.kind !== 'missing'
    ) {
      this.#steps.push(...outcome.trail.steps);
      return [
        ...words.slice(0, at),
        plainWord('node'),
        ...outcome.trail.nodeOptions,
        ...outcome.nodeOptions,
        outcome.script,
        ...outcome.arguments,
      ];
    }
    this.#failure ??= l10n.t('`{0}` calls a package manager.', printWords(words));
    return words;
  }

  /** `export PATH=/app/node_modules/.bin:$PATH` puts tools in reach. */
  #exportPath(words: readonly CommandWord[]): void {
    for (const word of words) {
      if (!word.value.startsWith('PATH=')) continue;
      this.#binFolders.push(
        ...word.value
          .slice('PATH='.length)
          .split(':')
          .filter((folder) => folder.startsWith('/') && folder.endsWith('/node_modules/.bin')),
      );
    }
  }
}
