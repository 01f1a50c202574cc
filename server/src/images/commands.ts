/** Which commands packages and base systems bring. Tables: `data/{package-commands,busybox-tools,base-image-tools}.json`. */
import base from '../../data/base-image-tools.json' with { type: 'json' };
import busybox from '../../data/busybox-tools.json' with { type: 'json' };
import table from '../../data/package-commands.json' with { type: 'json' };

const BY_PACKAGE: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table.packages));

export const DEBIAN_COMMANDS: readonly string[] = base.debian;
export const BUILDPACK_COMMANDS: readonly string[] = base.buildpackDeps;
export const NODE_COMMANDS: readonly string[] = base.node;
export const ALPINE_COMMANDS: readonly string[] = [...busybox.alpine, ...base.alpine];

/** Commands of a Wolfi package: `npm-12` as `npm`, `python-3.13` as `python3`, `busybox` with all its applets. */
export function commandsOfPackage(name: string): readonly string[] {
  if (name === 'busybox') return [...busybox.wolfi, 'busybox'];
  if (name === 'coreutils') return busybox.coreutils;
  return BY_PACKAGE.get(name) ?? BY_PACKAGE.get(streamless(name)) ?? [];
}

/** `nodejs-26` → `nodejs`, `glibc-2.43` → `glibc`, `nginx-mainline` → `nginx`. */
function streamless(name: string): string {
  if (/^python-3\.\d+$/.test(name)) return 'python3';
  if (/^py3\.\d+-pip$/.test(name)) return 'py3-pip';
  if (name === 'nginx-mainline' || name === 'nginx-stable') return 'nginx';
  return name.replace(/-\d+(\.\d+)*(-client)?$/, '$2');
}

let known: ReadonlySet<string> | undefined;

/** True for a command that some table holds, so that its absence elsewhere means something. */
export function isKnownCommand(command: string): boolean {
  known ??= new Set(
    [
      ...BY_PACKAGE.values(),
      busybox.wolfi,
      busybox.alpine,
      busybox.coreutils,
      base.debian,
      base.buildpackDeps,
      base.alpine,
      base.node,
      base.elsewhere,
    ].flat(),
  );
  return known.has(command);
}

export interface ToolTable {
  /** Commands in /bin, /usr/bin, /sbin and /usr/sbin, which are taken for one folder. */
  readonly system?: Iterable<string>;
  /** Commands in /usr/local/bin. */
  readonly local?: Iterable<string>;
  /** Absolute paths outside PATH. */
  readonly paths?: Iterable<string>;
  /** That the table lists everything in the image, so that names nobody knows are absent too. */
  readonly complete?: boolean;
}

/** An answer for `ImageContract.has`: bare names are looked for on PATH, absolute paths in their folder. */
export function toolLookup(tools: ToolTable): (tool: string) => 'yes' | 'no' | 'unknown' {
  const system = new Set(tools.system);
  const local = new Set(tools.local);
  const paths = new Set(tools.paths);
  return (tool) => {
    const [, folder, name = tool] = /^(\/.*)\/([^/]+)$/.exec(tool) ?? [];
    if (paths.has(tool)) return 'yes';
    const inSystem = folder === undefined || /^(\/usr)?\/s?bin$/.test(folder);
    const inLocal = folder === undefined || folder === '/usr/local/bin';
    if ((inSystem && system.has(name)) || (inLocal && local.has(name))) return 'yes';
    const isKnown = (inSystem || inLocal) && isKnownCommand(name);
    return isKnown || tools.complete === true ? 'no' : 'unknown';
  };
}
