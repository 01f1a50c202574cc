/** The real images instead of stand-ins, where a registry can be reached: CONTAINERS=real. */
import type { Engine } from '../engine/engine.ts';
import { officialTags } from './tags.ts';

/**
 * Pulls what the Dockerfiles and their conversions name.
 * Rejects with the registry's own words when one cannot be had.
 * @param say receives each image with its digest
 */
export async function pullBaseImages(engine: Engine, dockerfiles: readonly string[], say: (line: string) => void): Promise<void> {
  const nginx = [...officialTags(dockerfiles, 'nginx')].map((tag) => `nginx:${tag}`);
  const names = [
    ...[...officialTags(dockerfiles, 'node')].map((tag) => `node:${tag}`),
    ...nginx,
    'cgr.dev/chainguard/node:latest',
    'cgr.dev/chainguard/node:latest-dev',
    ...(nginx.length > 0 ? ['cgr.dev/chainguard/nginx:latest'] : []),
  ];
  for (const name of names) {
    await engine.must(['pull', '--quiet', name], { limitSeconds: 600 });
    say((await engine.must(['image', 'inspect', '--format', '{{index .RepoDigests 0}}', name])).trim());
  }
}
