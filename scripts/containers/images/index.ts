/** All base images that a list of Dockerfiles asks for, made on the spot: nothing is pulled. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { chainguardNode, makeChainguardNode, type Runtime } from './chainguard-node.ts';
import { debianFiles } from './debian.ts';
import type { Makers } from './makers.ts';
import { makeChainguardNginx, makeOfficialNginx } from './nginx.ts';
import { nodePackages } from './node-packages.ts';
import { makeOfficialNode } from './official-node.ts';
import { servePackages } from './package-server.ts';
import { packPackages } from './packages.ts';
import { readRegistryAccess } from './registry-access.ts';
import { officialTags } from './tags.ts';

/**
 * @param dockerfiles texts, whose FROM lines say which official images are needed
 * @param say receives one line per thing worth knowing
 */
export async function makeBaseImages(engine: Engine, dockerfiles: readonly string[], say: (line: string) => void): Promise<void> {
  const scratch = join(engine.scratch, 'images');
  mkdirSync(scratch);
  const access = await readRegistryAccess();
  const debian = await debianFiles(access, scratch);
  const archives = join(scratch, 'apk');
  await packPackages(archives, debian, dockerfiles);
  const makers: Makers = {
    engine,
    scratch,
    debian,
    access,
    packages: nodePackages(scratch, debian.programs, say),
    packagesAddress: await servePackages(archives),
    compiles: dockerfiles.some((text) => /\b(g\+\+|build-base|build-essential|node-gyp)(?=\s|$)/.test(text)),
  };
  await makeChainguardNode(makers);
  await useRuntime(engine, 'strict');
  for (const tag of officialTags(dockerfiles, 'node')) await makeOfficialNode(makers, tag);
  const nginx = officialTags(dockerfiles, 'nginx');
  for (const tag of nginx) await makeOfficialNginx(makers, tag);
  if (nginx.size > 0) await makeChainguardNginx(makers);
}

/** Which of the two runtimes `cgr.dev/chainguard/node:latest` is from now on. */
export async function useRuntime(engine: Engine, runtime: Runtime): Promise<void> {
  await engine.must(['tag', runtime === 'strict' ? chainguardNode.strict : chainguardNode.asPublished, chainguardNode.latest]);
}
