/** The real images instead of stand-ins, where a registry can be reached: CONTAINERS=real. */
import type { Engine } from '../engine/engine.ts';
import { officialTags } from './tags.ts';

/**
 * Pulls what the Dockerfiles and their conversions name.
 * Rejects with the registry's own words when one cannot be had.
 * @param say receives each image with its digest
 */
export async function pullBaseImages(engine: Engine, dockerfiles: readonly string[], say: (line: string) => void): Promise<void> {
  const nginx = [...officialTags(dockerfiles, 'nginx')].map((tag) => `docker.io/library/nginx:${tag}`);
  const names = [
    'cgr.dev/chainguard/node:latest',
    'cgr.dev/chainguard/node:latest-dev',
    ...[...officialTags(dockerfiles, 'node')].map((tag) => `docker.io/library/node:${tag}`),
    ...nginx,
    ...(nginx.length > 0 ? ['cgr.dev/chainguard/nginx:latest'] : []),
  ];
  for (const name of names) {
    const { code, stderr } = await engine.docker(['pull', '--quiet', name], { limitSeconds: 600 });
    if (code !== 0) throw new Error(`CONTAINERS=real: ${name} cannot be pulled; without it stand-ins are used. ${lastLine(stderr)}`);
    say((await engine.must(['image', 'inspect', '--format', '{{index .RepoDigests 0}}', name])).trim());
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
