/** What every family of commands gets to see of one command, and what it answers. */
import type { ShellWord, SimpleCommand } from '../../shell/index.ts';
import type { ClassifyCommand, CommandSurroundings, EffectOfCommand } from '../effects.ts';

/** A simple command without its wrappers (`sudo`, `exec`, `env`). */
export interface Call {
  /** The program without its folder. */
  readonly name: string;
  /** The words behind the name. */
  readonly args: readonly ShellWord[];
  readonly command: SimpleCommand;
  readonly around: CommandSurroundings;
  /** The whole table again, for commands that run another command (`corepack yarn`, `find -exec`). */
  readonly classify: ClassifyCommand;
}

/** Undefined: this spelling is not in the family's table, so nothing may be assumed. */
export type Classifier = (call: Call) => EffectOfCommand | undefined;

/** Which names a family answers for. */
export type Family = Readonly<Record<string, Classifier>>;

/** An entry of a table that is written as an object; the members that every object has are no entries. */
export function entry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
