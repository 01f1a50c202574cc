/** Stand-ins for cgr.dev/chainguard/node: the contract of chainguard-images `images/node/locked_config.json`, of 2026-08. */
import { join } from 'node:path';
import { must } from '../engine/command.ts';
import { FileSystem, type ImageSettings, inUsrLib } from './file-system.ts';
import type { Makers } from './makers.ts';
import type { NodePackage } from './node-packages.ts';
import { addCertificates, addCorepack, addHeaders, addNpm, addTool, addYarnSettings } from './node-tools.ts';
import { addAccountPrograms, addApk, appletsOf } from './packages.ts';
import { addCompilers } from './toolchain.ts';

/** The only uid of the image. */
export const NODE_UID = 65532;

const MAJOR = 26;
/** Package of the npm registry → the versions that Wolfi has. */
const TOOLS = { npm: '12', yarn: '1', pnpm: '11', corepack: '0.35' } as const;

export const CHAINGUARD_NODE_PACKAGES: readonly NodePackage[] = [
  { name: `node-linux-${process.arch}`, range: String(MAJOR) },
  ...Object.entries(TOOLS).map(([name, range]) => ({ name, range })),
];

export const chainguardNode = {
  /** The promise of the documentation: Node, its libraries, dumb-init, certificates. No shell, no npm. */
  strict: 'stand-in/chainguard/node:strict',
  /** What the free `latest` holds today: busybox and npm, too. */
  asPublished: 'stand-in/chainguard/node:as-published',
  development: 'cgr.dev/chainguard/node:latest-dev',
  /** The name that conversions ask for. It is the strict runtime, unless a file is told otherwise: `onRuntime`. */
  latest: 'cgr.dev/chainguard/node:latest',
} as const;

export type Runtime = 'strict' | 'as published';

/** A Dockerfile whose `latest` is the stand-in of that runtime, by its own name: files for both can be built at the same time. */
export function onRuntime(dockerfile: string, runtime: Runtime): string {
  const image = runtime === 'strict' ? chainguardNode.strict : chainguardNode.asPublished;
  return dockerfile.replace(/\bcgr\.dev\/chainguard\/node:latest(?![\w.-])/g, image);
}

export async function makeChainguardNode(makers: Makers): Promise<void> {
  const strict = await runtimeFiles(makers);
  await strict.importInto(makers.engine, chainguardNode.strict, settings('latest'));
  await makers.engine.must(['tag', chainguardNode.strict, chainguardNode.latest]);

  const published = await extended(makers, strict, 'published');
  await addShellAndNpm(makers, published);
  await published.importInto(makers.engine, chainguardNode.asPublished, settings('latest as published'));

  const development = await extended(makers, published, 'development');
  await addBuildTools(makers, development);
  await development.importInto(makers.engine, chainguardNode.development, settings('latest-dev'));
}

async function runtimeFiles({ scratch, debian, packages, access }: Makers): Promise<FileSystem> {
  const image = new FileSystem(join(scratch, 'chainguard-node'));
  wolfiLayout(image);
  image.write('/etc/passwd', passwd({ name: 'node', home: '/home/node' }));
  image.write('/etc/group', `root:x:0:root\nbin:x:1:root,bin,daemon\nnobody:x:65534:\nnode:x:${NODE_UID}:\n`);
  image.makeFolder('/home/node', { uid: NODE_UID, mode: 0o700 });
  image.makeFolder('/app', { uid: NODE_UID, mode: 0o777 });
  const installed = ['ca-certificates-bundle', 'dumb-init', 'glibc', 'nodejs-26', 'wolfi-baselayout'];
  image.write('/etc/apk/world', `${installed.join('\n')}\n`);
  image.write('/usr/lib/apk/db/installed', installed.map((name) => `P:${name}\n\n`).join(''));
  await image.copyProgram(debian.programs, await packages.node(MAJOR, debian.programs), '/usr/bin/node', inUsrLib);
  await image.copyGlibc(debian.programs, '/bin/bash', inUsrLib);
  await image.copyProgram(debian.programs, '/usr/bin/dumb-init', '/usr/bin/dumb-init', inUsrLib);
  addCertificates(image, access);
  return image;
}

async function addShellAndNpm({ debian, packages, access }: Makers, image: FileSystem): Promise<void> {
  await addBusybox(image, debian.programs, { folder: '/usr/bin', applets: appletsOf('wolfi') });
  addAccountPrograms(image, '/usr/bin');
  await addNpm(image, { source: await packages.tool('npm', TOOLS.npm), prefix: '/usr', globalConfig: '/etc/npmrc', access });
}

async function addBuildTools({ debian, packages, access, compiles, packagesAddress }: Makers, image: FileSystem): Promise<void> {
  await image.copyProgram(debian.programs, '/bin/bash', '/usr/bin/bash', inUsrLib);
  await image.copyProgram(debian.programs, '/usr/bin/git', '/usr/bin/git', inUsrLib);
  await image.copyProgram(debian.programs, '/usr/bin/wget', '/usr/bin/wget', inUsrLib);
  await image.copyProgram(debian.programs, '/sbin/ldconfig', '/usr/bin/ldconfig', inUsrLib);
  await addTool(image, {
    source: await packages.tool('yarn', TOOLS.yarn),
    path: '/usr/share/node_modules/yarn',
    commands: { yarn: 'bin/yarn.js', yarnpkg: 'bin/yarn.js' },
    links: '/usr/bin',
  });
  await addTool(image, {
    source: await packages.tool('pnpm', TOOLS.pnpm),
    path: '/usr/lib/node_modules/pnpm',
    commands: { pnpm: 'bin/pnpm.mjs', pnpx: 'bin/pnpx.mjs' },
    links: '/usr/bin',
  });
  const source = await packages.tool('corepack', TOOLS.corepack);
  await addCorepack(image, { source, path: '/usr/share/node_modules/corepack', links: '/usr/bin', access });
  // pnpm looks for its global settings below the prefix of node.
  image.link('/usr/etc/npmrc', '/etc/npmrc');
  addYarnSettings(image, access);
  if (compiles) {
    await addCompilers(image, debian);
    await addHeaders(image, await packages.tool(`node-linux-${process.arch}`, String(MAJOR)), '/usr');
  }
  addApk(image, 'wolfi', packagesAddress);
}

/** busybox and a link for each of the applets that it has and the distribution's would have. */
export async function addBusybox(
  image: FileSystem,
  debian: string,
  { folder, applets }: { folder: string; applets: readonly string[] },
): Promise<void> {
  await image.copyProgram(debian, '/bin/busybox', `${folder}/busybox`, inUsrLib);
  const available = new Set((await must('chroot', [debian, '/bin/busybox', '--list'])).split('\n'));
  for (const applet of applets) if (available.has(applet)) image.link(`${folder}/${applet}`, `${folder}/busybox`);
}

async function extended({ scratch }: Makers, base: FileSystem, name: string): Promise<FileSystem> {
  const folder = join(scratch, `chainguard-node-${name}`);
  await must('cp', ['-a', base.folder, folder]);
  return new FileSystem(folder);
}

/** Wolfi's folders: everything merged into /usr/bin and /usr/lib (wolfi-dev/os `wolfi-baselayout.yaml`). */
export function wolfiLayout(image: FileSystem): void {
  for (const path of ['/dev', '/etc', '/home', '/opt', '/proc', '/run', '/sys', '/usr/bin', '/usr/lib', '/usr/local/lib', '/var/log']) {
    image.makeFolder(path);
  }
  for (const path of ['/tmp', '/var/tmp']) image.makeFolder(path, { mode: 0o1777 });
  image.makeFolder('/root', { mode: 0o700 });
  const links = { '/bin': 'usr/bin', '/sbin': 'usr/bin', '/usr/sbin': 'bin', '/lib': 'usr/lib', '/lib64': 'usr/lib', '/usr/lib64': 'lib' };
  for (const [path, target] of Object.entries({ ...links, '/var/run': '../run' })) image.link(path, target);
  image.write('/etc/os-release', 'ID=wolfi\nNAME="Wolfi"\nPRETTY_NAME="Wolfi (stand-in)"\nVERSION_ID="20230201"\n');
}

/** Wolfi's accounts and the one of the image, uid 65532. */
export function passwd({ name, home }: { name: string; home: string }): string {
  const system = 'root:x:0:0:root:/root:/bin/ash\nbin:x:1:1:bin:/bin:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n';
  return `${system}${name}:x:${NODE_UID}:${NODE_UID}:Account created by apko:${home}:/bin/sh\n`;
}

function settings(variant: string): ImageSettings {
  return {
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/bin:/usr/sbin:/sbin:/bin',
      SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt',
      NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    },
    labels: { 'org.opencontainers.image.title': `stand-in for node:${variant}` },
    user: String(NODE_UID),
    workdir: '/app',
    entrypoint: ['/usr/bin/node'],
    command: ['--help'],
  };
}
