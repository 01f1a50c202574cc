/** Stand-ins for Docker's official node images: the contract of nodejs/docker-node, Debian and Alpine kind. */
import { join } from 'node:path';
import { must } from '../engine/command.ts';
import { addBusybox } from './chainguard-node.ts';
import { FileSystem, inLib } from './file-system.ts';
import type { Makers } from './makers.ts';
import { addCertificates, addCorepack, addHeaders, addNpm, addTool, addYarnSettings } from './node-tools.ts';
import { type NodePackage, packageVersion } from './node-packages.ts';
import { addAccountPrograms, addApk, addDockerEntrypoint, appletsOf } from './packages.ts';

type Kind = 'full' | 'slim' | 'alpine';

/** npm as those majors bring it. */
const NPM: Readonly<Record<number, string>> = { 20: '10', 22: '10', 24: '11', 26: '11' };
const NEWEST = 26;

/** What `node:TAG` is made of. */
export function officialNodePackages(tag: string): readonly NodePackage[] {
  const { major } = readTag(tag);
  const tools = Object.entries(toolsOf(major)).map(([name, range]) => ({ name, range }));
  return [{ name: `node-linux-${process.arch}`, range: String(major) }, ...tools];
}

/** Package managers with their versions: yarn 1 up to Node 25, corepack up to Node 24. */
function toolsOf(major: number): { readonly npm: string; readonly yarn?: string; readonly corepack?: string } {
  return { npm: NPM[major] ?? '11', ...(major <= 25 && { yarn: '1' }), ...(major <= 24 && { corepack: '0.35' }) };
}

/** Makes `node:TAG`, for tags of a major version (or `latest`, `lts`) with or without `slim` or `alpine`. */
export async function makeOfficialNode(makers: Makers, tag: string): Promise<void> {
  const { major, kind } = readTag(tag);
  const { engine, scratch, packages } = makers;
  const folder = await packages.tool(`node-linux-${process.arch}`, String(major));
  const image = new FileSystem(join(scratch, `official-${tag}`));
  if (kind === 'alpine') await alpineKind(makers, image, major);
  else await debianKind(makers, image, { major, kind });
  await addCommonParts(makers, image, major);
  await image.importInto(engine, `node:${tag}`, {
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', NODE_VERSION: packageVersion(folder) },
    labels: { 'org.opencontainers.image.title': `stand-in for node:${tag}` },
    entrypoint: ['docker-entrypoint.sh'],
    command: ['node'],
  });
  await must('rm', ['-rf', image.folder]);
}

function readTag(tag: string): { major: number; kind: Kind } {
  const [version = 'latest', ...variant] = tag.split('-');
  const major = Number.parseInt(version, 10);
  const kind = variant.some((part) => part.startsWith('alpine')) ? 'alpine' : variant.includes('slim') ? 'slim' : 'full';
  return { major: Number.isNaN(major) ? NEWEST : major, kind };
}

async function debianKind(
  { debian, packages, access }: Makers,
  image: FileSystem,
  { major, kind }: { major: number; kind: Kind },
): Promise<void> {
  await must('tar', ['-C', image.folder, '--numeric-owner', '-xpf', kind === 'slim' ? debian.slim : debian.full]);
  for (const path of ['/dev', '/proc', '/sys']) image.makeFolder(path);
  await image.copyProgram(debian.programs, await packages.node(major, debian.programs), '/usr/local/bin/node', (library) => library);
  image.write('/etc/apt/apt.conf.d/90machine', `${access.apt.join('\n')}\n`);
  await must('chroot', [image.folder, 'useradd', '--uid', '1000', '--user-group', '--create-home', '--shell', '/bin/bash', 'node']);
}

/** glibc underneath, which a Dockerfile does not see. */
async function alpineKind({ debian, packages, packagesAddress }: Makers, image: FileSystem, major: number): Promise<void> {
  alpineLayout(image);
  image.makeFolder('/home/node', { uid: 1000 });
  image.write(
    '/etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\nnode:x:1000:1000::/home/node:/bin/sh\n',
  );
  image.write('/etc/group', 'root:x:0:root\nnogroup:x:65533:\nnobody:x:65534:\nnode:x:1000:\n');
  image.write('/etc/os-release', 'ID=alpine\nNAME="Alpine Linux"\nVERSION_ID=3.22.0\nPRETTY_NAME="Alpine Linux (stand-in)"\n');
  image.write('/etc/apk/world', 'alpine-baselayout\nalpine-keys\n');
  await image.copyProgram(debian.programs, await packages.node(major, debian.programs), '/usr/local/bin/node', inLib);
  await image.copyGlibc(debian.programs, '/bin/bash', inLib);
  await addBusybox(image, debian.programs, { folder: '/bin', applets: appletsOf('alpine') });
  image.link('/usr/bin/env', '/bin/busybox');
  addAccountPrograms(image, '/usr/sbin');
  addApk(image, 'alpine', packagesAddress);
}

/** The folders of Alpine. */
export function alpineLayout(image: FileSystem): void {
  for (const path of ['/bin', '/dev', '/etc/apk', '/home', '/lib', '/lib64', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys']) {
    image.makeFolder(path);
  }
  for (const path of ['/usr/bin', '/usr/sbin', '/usr/lib', '/usr/local/bin', '/usr/local/lib', '/var/log', '/var/cache/apk'])
    image.makeFolder(path);
  for (const path of ['/tmp', '/var/tmp']) image.makeFolder(path, { mode: 0o1777 });
}

/** Package managers, certificates and the entrypoint script. */
async function addCommonParts({ packages, access, compiles }: Makers, image: FileSystem, major: number): Promise<void> {
  image.link('/usr/local/bin/nodejs', 'node');
  const { npm, yarn, corepack } = toolsOf(major);
  const source = await packages.tool('npm', npm);
  await addNpm(image, { source, prefix: '/usr/local', globalConfig: '/usr/local/etc/npmrc', access });
  if (compiles) await addHeaders(image, await packages.tool(`node-linux-${process.arch}`, String(major)), '/usr/local');
  if (yarn !== undefined) {
    const commands = { yarn: 'bin/yarn.js', yarnpkg: 'bin/yarn.js' };
    await addTool(image, { source: await packages.tool('yarn', yarn), path: '/opt/yarn', commands, links: '/usr/local/bin' });
  }
  if (corepack !== undefined) {
    const path = '/usr/local/lib/node_modules/corepack';
    await addCorepack(image, { source: await packages.tool('corepack', corepack), path, links: '/usr/local/bin', access });
  }
  addCertificates(image, access);
  addYarnSettings(image, access);
  addDockerEntrypoint(image);
}
