/** Which programs are shells, and where in their arguments the script stands. */
import { baseName } from './command-name.ts';

const shells = new Set(['sh', 'ash', 'dash', 'bash', 'ksh', 'mksh', 'zsh', 'rbash']);

/** Whether a program, by name or path, is a shell that reads POSIX-like text. */
export function isShell(program: string): boolean {
  return shells.has(baseName(program));
}

/** What a shell is asked to run. */
export type ShellInvocation =
  /** `sh -c TEXT`: the index of TEXT among the words. */
  | { readonly kind: 'text'; readonly index: number }
  /** `sh FILE`: the index of FILE among the words. */
  | { readonly kind: 'file'; readonly index: number }
  /** `sh`, `bash -s`: the script comes from standard input. */
  | { readonly kind: 'input' };

/** Reads the words of a command as a call of a shell (`/bin/sh -ec "…"`, `env bash -c …`, `busybox sh -c …`); undefined when it calls something else. */
export function shellInvocation(words: readonly string[]): ShellInvocation | undefined {
  let start = 0;
  const first = baseName(words[0] ?? '');
  if (first === 'env' || first === 'busybox') start = 1;
  if (!isShell(words[start] ?? '')) return undefined;
  let text = false;
  for (let index = start + 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--' || word === '-') return operand(words, index + 1, text);
    if (/^--(?:rcfile|init-file)$/.test(word)) index++;
    else if (/^[-+][A-Za-z]+$/.test(word)) {
      if (word.startsWith('-') && word.includes('c')) text = true;
      if (/[oO]$/.test(word)) index++;
    } else if (!word.startsWith('--')) return operand(words, index, text);
  }
  return text ? undefined : { kind: 'input' };
}

function operand(words: readonly string[], index: number, text: boolean): ShellInvocation | undefined {
  if (index >= words.length) return text ? undefined : { kind: 'input' };
  return { kind: text ? 'text' : 'file', index };
}
