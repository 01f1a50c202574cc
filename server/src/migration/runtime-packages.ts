/**
 * The base-chroot way: packages for an image that has no package manager (EDU "install-apks-in-distroless-variants").
 * EDU copies the whole file system back, so that an image holds Node twice. Here files that are the same as before are taken out first: what is left is
 * what apk brought or changed, its database included. apk itself works in the full file system, as in EDU.
 */
import type { NewInstruction } from '../rules/operation.ts';

interface PackagesRequest {
  readonly name: string;
  readonly packages: readonly string[];
  /** Image with apk. */
  readonly development: string;
  /** Image whose file system is extended. */
  readonly runtime: string;
}

/** Its own folder is cheaper than a bind mount, which not every builder knows; it stays in the stage. */
const BEFORE = '/base';

/** The lines of the stage that installs `packages` into a copy of the runtime's file system under /base-chroot, and keeps there what is new. */
export function runtimePackagesStage({ name, packages, development, runtime }: PackagesRequest): NewInstruction[] {
  // Without its scripts the package brings one file; sh and the other names are links that busybox makes itself.
  const links = packages.includes('busybox') ? ['chroot /base-chroot /usr/bin/busybox --install -s'] : [];
  return [
    { keyword: 'FROM', rest: `${development} AS ${name}` },
    { keyword: 'USER', rest: 'root' },
    { keyword: 'COPY', rest: `--from=${runtime} / ${BEFORE}` },
    { keyword: 'COPY', rest: `--from=${runtime} / /base-chroot` },
    {
      keyword: 'RUN',
      rest: [`apk add --no-cache --no-scripts --root /base-chroot ${packages.join(' ')}`, ...links, 'ldconfig -r /base-chroot'].join(
        ' && ',
      ),
    },
    // Busybox's find and cmp can do this; other names of a file count for files of their own. One rm for all: a process per file takes seconds.
    { keyword: 'RUN', rest: `cd /base-chroot && find . -type f -exec cmp -s {} ${BEFORE}/{} ';' -exec rm {} +` },
  ];
}
