/** Inputs and the settings that hold for them: what is ignored is left out, and what stands in the way of the whole run is told first. */
import { resolve } from 'node:path';
import type { Input } from './inputs.ts';
import type { FileSettings, SettingsOfFiles } from './settings.ts';

export interface GovernedInputs {
  /** Without the files of searched folders and globs that a settings file ignores. What is named stays: it has an answer of its own. */
  readonly inputs: readonly Input[];
  /** How many were left out. */
  readonly ignored: number;
  /** Mistakes in settings files, each file once. */
  readonly mistakes: readonly string[];
  /** Options and settings that do not go together. */
  readonly conflicts: readonly string[];
  /** Whether some file wants the refreshed list of packages. */
  readonly wantsRefreshedIndex: boolean;
}

/** `stdinPath`: the path that standard input stands for, relative to `currentDirectory`. */
export function governInputs(
  all: readonly Input[],
  settings: SettingsOfFiles,
  currentDirectory: string,
  stdinPath: string,
): GovernedInputs {
  const inputs: Input[] = [];
  const mistakes = new Map<string, readonly string[]>();
  const conflicts = new Set<string>();
  let ignored = 0;
  let wantsRefreshedIndex = false;
  for (const input of all) {
    const own = input.kind === 'missing' ? undefined : settingsOf(input, settings, currentDirectory, stdinPath);
    if (own?.kind === 'settings' && own.ignored !== undefined && input.kind === 'file' && !input.named) {
      ignored++;
      continue;
    }
    inputs.push(input);
    if (own?.kind === 'settings') wantsRefreshedIndex ||= own.settings.index === 'refreshed';
    else if (own?.file !== undefined) mistakes.set(own.file, own.messages);
    else for (const message of own?.messages ?? []) conflicts.add(message);
  }
  return { inputs, ignored, mistakes: [...mistakes.values()].flat(), conflicts: [...conflicts], wantsRefreshedIndex };
}

export function settingsOf(
  input: Input & { readonly kind: 'file' | 'stdin' },
  settings: SettingsOfFiles,
  currentDirectory: string,
  stdinPath: string,
): FileSettings {
  return settings.of(input.kind === 'file' ? input.absolutePath : resolve(currentDirectory, stdinPath));
}
