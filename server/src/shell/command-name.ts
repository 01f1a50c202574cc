import type { SimpleCommand } from './ast.ts';

/** The program that a command calls, without its folder (`/usr/bin/apt-get` is `apt-get`); undefined when the shell must expand the name first. */
export function commandName(command: SimpleCommand): string | undefined {
  const [name] = command.words;
  return name?.literal === true ? baseName(name.value) : undefined;
}

/** What stands behind the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
