/** The first line of a script, as the kernel reads it. */
import type { Range } from '../dockerfile/text.ts';
import { baseName } from './command-name.ts';

export interface Shebang {
  /** The program's name without its folder; for `/usr/bin/env NAME` it is NAME. */
  readonly interpreter: string;
  /** As written: `/bin/sh`, `/usr/bin/env`. */
  readonly path: string;
  readonly args: readonly string[];
  /** From `#!` to the end of the line, in offsets of the script. */
  readonly range: Range;
}

/** Reads `#!/bin/sh -e`, `#!/usr/bin/env bash`, `#!/usr/bin/env -S node --flag`; undefined when the text does not begin with `#!` and a program. */
export function shebangOf(text: string): Shebang | undefined {
  const line = /^#![ \t]*([^\s]+)([^\r\n]*)/.exec(text);
  const path = line?.[1];
  if (line === null || path === undefined) return undefined;
  const range = { start: 0, end: line[0].trimEnd().length };
  const args = (line[2] ?? '').split(/[ \t]+/).filter((word) => word !== '');
  if (baseName(path) !== 'env') return { interpreter: baseName(path), path, args, range };
  const program = args.findIndex((word) => !word.startsWith('-') && !/^\w+=/.test(word));
  const name = args[program];
  return name === undefined ? undefined : { interpreter: baseName(name), path, args: args.slice(program + 1), range };
}
