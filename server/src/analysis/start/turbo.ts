/** `turbo run start --filter=api`: the script of one package is followed, several are several programs. */
import * as l10n from '@vscode/l10n';
import { own } from '../../project/package-json.ts';
import { type CommandWord, plainWord, printWords } from '../command-word.ts';
import { workspacesOf } from './manifests.ts';
import { type Follow, type Outcome, unresolved } from './outcome.ts';
import { type Trail, withStep } from './trail.ts';

/** Follows a call of turbo; `words` begins with it. */
export function followTurbo(words: readonly CommandWord[], trail: Trail, follow: Follow): Outcome {
  const { filters, tasks, given } = readCall(words.slice(1));
  const [task, ...others] = tasks;
  const written = printWords(words);
  if (task?.value === 'dev')
    return { kind: 'development', trail, tool: 'turbo', reason: l10n.t('`{0}` runs development servers', written) };
  const [name, ...more] =
    filters.length > 0 ? filters.map((filter) => filter.replace(/\.\.\.$|^\.\/|[{}]/g, '')) : packagesWith(task?.value ?? '', trail);
  if (task === undefined || name === undefined || others.length > 0 || more.length > 0) {
    return unresolved(trail, l10n.t('`{0}` runs a script in several packages: more than one program', written), words[0]?.range);
  }
  const call = ['npm', 'run', task.value, '--workspace', name].map(plainWord);
  const behind = given.length === 0 ? [] : [plainWord('--'), ...given];
  return follow([...call, ...behind], withStep(trail, written, l10n.t('the script {0} of {1}', task.value, name), undefined));
}

interface TurboCall {
  readonly filters: readonly string[];
  readonly tasks: readonly CommandWord[];
  /** Behind `--`. */
  readonly given: readonly CommandWord[];
}

function readCall(words: readonly CommandWord[]): TurboCall {
  const filters: string[] = [];
  const tasks: CommandWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.value === '--') return { filters, tasks, given: words.slice(index + 1) };
    const long = /^(?:--filter|-F)=(.+)$/.exec(word.value)?.[1];
    if (long !== undefined) filters.push(long);
    else if (word.value === '--filter' || word.value === '-F') filters.push(words[++index]?.value ?? '');
    else if (!word.value.startsWith('-') && word.value !== 'run') tasks.push(word);
  }
  return { filters, tasks, given: [] };
}

/** Names or folders of the packages that have the script; of an incomplete monorepo none, because another may have it too. */
function packagesWith(script: string, { workdir, request }: Trail): readonly string[] {
  const around = workdir === undefined ? undefined : workspacesOf(workdir, request);
  if (around?.workspaces.complete !== true) return [];
  return around.workspaces.packages
    .filter(({ packageJson }) => own(packageJson.scripts, script) !== undefined)
    .map(({ packageJson, folder }) => packageJson.name ?? folder);
}
