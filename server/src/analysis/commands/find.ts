/** find: harmless as long as it only prints; with an action, the tree below its start folders changes. */
import * as l10n from '@vscode/l10n';
import type { ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand } from '../effects.ts';
import { entry, type Call, type Family } from './call.ts';
import { fileWork, nothing, unknown } from './outcome.ts';
import { knownPathsOf } from './written-paths.ts';

export const findFamily: Family = { find };

/** What `-exec` may run: commands that change the files they are given, in their place. */
const verbs: Readonly<Record<string, 'rm' | 'rmdir' | 'chmod' | 'chown' | 'sed' | 'touch'>> = {
  rm: 'rm',
  rmdir: 'rmdir',
  chmod: 'chmod',
  chown: 'chown',
  chgrp: 'chown',
  touch: 'touch',
  dos2unix: 'sed',
};

function find(call: Call): EffectOfCommand {
  const expression = call.args.findIndex(({ value }) => /^[-(!]/.test(value) && !/^-[HLP]$/.test(value));
  const starts = (expression < 0 ? call.args : call.args.slice(0, expression)).filter(({ value }) => !value.startsWith('-'));
  const tests = expression < 0 ? [] : call.args.slice(expression);
  const writes = starts.length === 0 ? here(call) : knownPathsOf(starts, call.around, { tree: true });
  if (tests.some(({ value }) => /^-f(?:print0?|printf|ls)$/.test(value)))
    return unknown(l10n.t('`find` writes its findings to a file'), 'find');
  const run = executed(tests);
  if (run.length === 0)
    return tests.some(({ value }) => value === '-delete') ? fileWork(call, 'rm', writes, { recursive: true }) : nothing('find');
  let answer: EffectOfCommand | undefined;
  for (const words of run) {
    const name = words[0]?.literal === true ? words[0].value : undefined;
    const inPlace = name === 'sed' && words.some(({ value }) => /^-[nErs]*i|^--in-place/.test(value));
    const verb = inPlace ? 'sed' : name === undefined ? undefined : entry(verbs, name);
    if (verb === undefined) {
      const inner = call.classify({ ...call.command, assignments: [], redirects: [], words }, call.around);
      if (inner.effect.kind !== 'nothing')
        return unknown(l10n.t('what `find` runs on each file (`{0}`) is not known', name ?? '?'), 'find', ...inner.tools);
    } else {
      const root = verb === 'chmod' || verb === 'chown';
      answer = fileWork(call, verb, writes, {
        recursive: true,
        tools: ['find', ...(name === undefined ? [] : [name])],
        ...(root ? { needsRoot: true } : {}),
        ...ownerOrMode(verb, words),
      });
    }
  }
  return answer ?? nothing('find');
}

function here(call: Call): ReturnType<typeof knownPathsOf> {
  return call.around.workdir === undefined ? [] : [{ path: call.around.workdir, tree: true, created: false }];
}

/** The commands behind `-exec`, `-execdir` and `-ok`, each up to its `;` or `+`. */
function executed(tests: readonly ShellWord[]): readonly (readonly ShellWord[])[] {
  const commands: (readonly ShellWord[])[] = [];
  for (let index = 0; index < tests.length; index++) {
    if (!/^-(?:exec|ok)(?:dir)?$/.test(tests[index]?.value ?? '')) continue;
    const end = tests.findIndex(({ value }, at) => at > index && (value === ';' || value === '\\;' || value === '+'));
    commands.push(tests.slice(index + 1, end < 0 ? tests.length : end));
    index = end < 0 ? tests.length : end;
  }
  return commands;
}

function ownerOrMode(verb: string, words: readonly ShellWord[]): { readonly owner?: string; readonly mode?: string } {
  const first = words.slice(1).find(({ value }) => !value.startsWith('-'))?.value;
  if (first === undefined) return {};
  return verb === 'chmod' ? { mode: first } : verb === 'chown' ? { owner: words[0]?.value === 'chgrp' ? `:${first}` : first } : {};
}
