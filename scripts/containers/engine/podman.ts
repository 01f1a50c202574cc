/** buildah and podman, which need no daemon: for machines on which dockerd cannot run. */
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import type { EngineKind } from './kind.ts';
import { withOwnedFolders } from './owned-folders.ts';

/** Rights that a machine without systemd, or inside of a container, may not give. */
const LIMITS = ['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=4096:4096', '--log-driver', 'k8s-file'];

export const podman: EngineKind = {
  name: 'podman',
  programs: { podman: 'podman', buildah: 'buildah', runc: 'runc' },
  remarks: [
    'without systemd podman makes no health check by itself: the run makes each with `podman healthcheck run`, so intervals are not proved',
    'buildah makes WORKDIR as root, BuildKit as the user: the run makes those folders first, as BuildKit would, so their owners are not proved',
    'buildah isolates RUN with chroot: what needs a namespace of its own is not proved',
  ],
  createArguments: LIMITS,
  looksAtHealth: false,
  adapt: withOwnedFolders,

  setUp(folder) {
    const storage = ['--root', join(folder, 'data'), '--runroot', join(folder, 'exec')];
    const library = [...storage, '--tmpdir', join(folder, 'tmp'), '--cgroup-manager', 'cgroupfs', '--events-backend', 'file'];
    const build = ['build', '--isolation', 'chroot', '--pull-never', '--layers', '--format', 'docker'];
    return {
      client: [findProgram('podman') ?? 'podman', ...library, '--runtime', findProgram('runc') ?? 'runc'],
      builder: [findProgram('buildah') ?? 'buildah', ...storage, ...build],
      // Cache mounts and unpacked layers lie there.
      environment: { TMPDIR: join(folder, 'tmp'), REGISTRY_AUTH_FILE: join(folder, 'config', 'auth.json') },
    };
  },

  async version(ask) {
    return `podman ${(await ask(['version', '--format', '{{.Client.Version}}'])).trim()} with buildah`;
  },
};
