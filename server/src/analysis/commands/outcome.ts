/** The answers that the families give, in a few words each. */
import * as l10n from '@vscode/l10n';
import type { CommandEffect, CommandSurroundings, EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call } from './call.ts';
import { needRoot } from './written-paths.ts';

type FileWork = Extract<CommandEffect, { readonly kind: 'file-work' }>;

interface Details {
  readonly writes?: readonly WrittenPath[];
  readonly needsRoot?: boolean;
  readonly tools?: readonly string[];
}

export function outcome(effect: CommandEffect, details: Details = {}): EffectOfCommand {
  return { effect, writes: details.writes ?? [], needsRoot: details.needsRoot ?? false, tools: details.tools ?? [] };
}

/** Leaves nothing behind. */
export function nothing(...tools: readonly string[]): EffectOfCommand {
  return outcome({ kind: 'nothing', shellState: false }, { tools });
}

/** Changes the shell itself: its folder, its variables, its options. */
export function shellState(): EffectOfCommand {
  return outcome({ kind: 'nothing', shellState: true });
}

/** @param reason a clause without a full stop that says what cannot be known */
export function unknown(reason: string, ...tools: readonly string[]): EffectOfCommand {
  return outcome({ kind: 'unknown', reason }, { tools });
}

export function unknownPath(call: Call): EffectOfCommand {
  return unknown(l10n.t('a path that `{0}` writes cannot be resolved', call.name), call.name);
}

/** @param writes undefined when a path could not be resolved: then the answer is `unknown` */
export function fileWork(
  call: Call,
  verb: FileWork['verb'],
  writes: readonly WrittenPath[] | undefined,
  details: Partial<Omit<FileWork, 'kind' | 'verb'>> & { readonly needsRoot?: boolean; readonly tools?: readonly string[] } = {},
): EffectOfCommand {
  if (writes === undefined) return unknownPath(call);
  return outcome(
    { kind: 'file-work', verb, owner: details.owner, mode: details.mode, recursive: details.recursive ?? false },
    { writes, needsRoot: details.needsRoot ?? needRoot(writes, call.around), tools: details.tools ?? [call.name] },
  );
}

/** What an installer or a build of the project writes: the project's folder and caches below HOME. Undefined when the folder is not known. */
export function projectWrites(folder: string | undefined, around: CommandSurroundings): readonly WrittenPath[] | undefined {
  if (folder === undefined) return undefined;
  const home = around.home === undefined || around.home === folder ? [] : [tree(around.home)];
  return [tree(folder), ...home];
}

/** A folder in which everything may change. */
export function tree(path: string): WrittenPath {
  return { path, tree: true, created: false };
}

/** One file. */
export function file(path: string): WrittenPath {
  return { path, tree: false, created: false };
}
