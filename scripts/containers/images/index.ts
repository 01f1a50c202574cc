/** All base images that a list of Dockerfiles asks for, made on the spot: nothing is pulled. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { CHAINGUARD_NODE_PACKAGES, makeChainguardNode } from './chainguard-node.ts';
import { debianFiles } from './debian.ts';
import type { Makers } from './makers.ts';
import { makeChainguardNginx, makeOfficialNginx } from './nginx.ts';
import { type NodePackage, type NodePackages, nodePackages } from './node-packages.ts';
import { makeOfficialNode, officialNodePackages } from './official-node.ts';
import { servePackages } from './package-server.ts';
import { packPackages } from './packages.ts';
import { readRegistryAccess } from './registry-access.ts';
import { officialTags } from './tags.ts';

/** As many as a small machine has processors. */
const AT_ONCE = 2;

/**
 * @param dockerfiles texts, whose FROM lines say which official images are needed
 * @param say receives one line per thing worth knowing
 */
export async function makeBaseImages(engine: Engine, dockerfiles: readonly string[], say: (line: string) => void): Promise<void> {
  const scratch = join(engine.scratch, 'images');
  mkdirSync(scratch);
  const access = await readRegistryAccess();
  const packages = nodePackages(scratch, say);
  const tags = [...officialTags(dockerfiles, 'node')];
  // While Debian is put together, which takes the longest.
  const fetching = fetchAll(packages, [...CHAINGUARD_NODE_PACKAGES, ...tags.flatMap(officialNodePackages)]);
  const debian = await debianFiles(access, scratch);
  const archives = join(scratch, 'apk');
  await packPackages(archives, debian, dockerfiles);
  await fetching;
  const makers: Makers = {
    engine,
    scratch,
    debian,
    access,
    packages,
    packagesAddress: await servePackages(archives),
    compiles: dockerfiles.some((text) => /\b(g\+\+|build-base|build-essential|node-gyp)(?=\s|$)/.test(text)),
  };
  const nginx = [...officialTags(dockerfiles, 'nginx')];
  await allOf([
    () => makeChainguardNode(makers),
    ...tags.map((tag) => () => makeOfficialNode(makers, tag)),
    ...nginx.map((tag) => () => makeOfficialNginx(makers, tag)),
    ...(nginx.length > 0 ? [() => makeChainguardNginx(makers)] : []),
  ]);
}

/** What cannot be had is told by whoever needs it. */
async function fetchAll(packages: NodePackages, wanted: readonly NodePackage[]): Promise<void> {
  for (const { name, range } of wanted) await Promise.allSettled([packages.tool(name, range)]);
}

/** Does all the work, some of it at once. Rejects with the first failure, when nothing goes on any more. */
async function allOf(work: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...work];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await next();
  });
  const results = await Promise.allSettled(workers);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
