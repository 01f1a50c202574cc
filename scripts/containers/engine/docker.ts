/** A dockerd of the run's own, with BuildKit. */
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import type { EngineKind } from './kind.ts';

/** No bridge and no rule of the firewall: builds use the network of the machine, containers have none. */
const NO_NETWORK = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'];

export const docker: EngineKind = {
  name: 'docker',
  programs: { dockerd: 'docker.io', docker: 'docker.io' },
  remarks: [],
  createArguments: [],
  looksAtHealth: true,
  adapt: (dockerfile) => dockerfile,

  setUp(folder) {
    const host = `unix://${join(folder, 'docker.sock')}`;
    const [client, dockerd] = [findProgram('docker') ?? 'docker', findProgram('dockerd') ?? 'dockerd'];
    const data = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'dockerd.pid')];
    return {
      client: [client],
      daemon: [dockerd, '-H', host, ...data, ...NO_NETWORK],
      builder: [client, 'build', '--progress', 'plain'],
      environment: { DOCKER_HOST: host, DOCKER_CONFIG: join(folder, 'config'), DOCKER_BUILDKIT: '1' },
    };
  },

  async version(ask) {
    return `Docker ${(await ask(['version', '--format', '{{.Server.Version}}'])).trim()} with BuildKit`;
  },
};
