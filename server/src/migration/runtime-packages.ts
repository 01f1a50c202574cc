/** The base-chroot way: packages for an image that has no package manager (EDU "install-apks-in-distroless-variants"). */
import type { NewInstruction } from '../rules/operation.ts';

interface PackagesRequest {
  readonly name: string;
  readonly packages: readonly string[];
  /** Image with apk. */
  readonly development: string;
  /** Image whose file system is extended. */
  readonly runtime: string;
}

/** The lines of the stage that installs `packages` into a copy of the runtime's file system under /base-chroot. */
export function runtimePackagesStage({ name, packages, development, runtime }: PackagesRequest): NewInstruction[] {
  // Without its scripts the package brings one file; sh and the other names are links that busybox makes itself.
  const links = packages.includes('busybox') ? ['chroot /base-chroot /usr/bin/busybox --install -s'] : [];
  return [
    { keyword: 'FROM', rest: `${development} AS ${name}` },
    { keyword: 'USER', rest: 'root' },
    { keyword: 'COPY', rest: `--from=${runtime} / /base-chroot` },
    {
      keyword: 'RUN',
      rest: [`apk add --no-cache --no-scripts --root /base-chroot ${packages.join(' ')}`, ...links, 'ldconfig -r /base-chroot'].join(
        ' && ',
      ),
    },
  ];
}
