/** Which Wolfi package brings a command (`data/package-commands.json`, `data/busybox-tools.json`). */
import busybox from '../../data/busybox-tools.json' with { type: 'json' };
import table from '../../data/package-commands.json' with { type: 'json' };

let providers: ReadonlyMap<string, string> | undefined;

/**
 * The package to add for a command: `nc` → `netcat-openbsd`. A package of its own is preferred to busybox, which has many commands in a plainer form.
 * Undefined for commands that no package in the table brings.
 */
export function commandProvider(tool: string): string | undefined {
  providers ??= load();
  return providers.get(tool);
}

function load(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (commands: readonly string[], name: string): void => {
    for (const command of commands) if (!found.has(command)) found.set(command, name);
  };
  const packages = Object.entries(table.packages);
  // A package named like its command comes before others that bring it too.
  for (const [name, commands] of packages)
    add(
      commands.filter((command) => command === name),
      name,
    );
  for (const [name, commands] of packages) add(commands, name);
  add([...busybox.wolfi, 'busybox'], 'busybox');
  add(busybox.coreutils, 'coreutils');
  return found;
}
