/** npm and its like in an image. */
import { readFileSync } from 'node:fs';
import type { FileSystem } from './file-system.ts';
import { CA_BUNDLE, type RegistryAccess } from './registry-access.ts';

interface Tool {
  /** Folder of the unpacked package. */
  readonly source: string;
  /** Where it lies in the image. */
  readonly path: string;
  /** Command → file inside of the package. */
  readonly commands: Readonly<Record<string, string>>;
  /** Folder of the commands' links. */
  readonly links: string;
}

export async function addTool(image: FileSystem, { source, path, commands, links }: Tool): Promise<void> {
  await image.copyTree(source, path);
  for (const [name, file] of Object.entries(commands)) image.link(`${links}/${name}`, `${path}/${file}`);
}

interface NpmRequest {
  readonly source: string;
  readonly prefix: '/usr' | '/usr/local';
  readonly globalConfig: string;
  readonly access: RegistryAccess;
}

/** Both kinds install global packages below /usr/local: Wolfi's npm is told so by a file of its own (wolfi-dev/os `npm-12/npmrc`). */
export async function addNpm(image: FileSystem, { source, prefix, globalConfig, access }: NpmRequest): Promise<void> {
  const path = `${prefix}/lib/node_modules/npm`;
  await addTool(image, { source, path, commands: { npm: 'bin/npm-cli.js', npx: 'bin/npx-cli.js' }, links: `${prefix}/bin` });
  image.write(`${path}/npmrc`, `globalconfig=${globalConfig}\nprefix=/usr/local\n`);
  image.write(globalConfig, access.npmrc);
}

/** corepack has no settings file: it is told the machine's registry and certificates in front of its own code. */
export async function addCorepack(
  image: FileSystem,
  { source, path, links, access }: { source: string; path: string; links: string; access: RegistryAccess },
): Promise<void> {
  await addTool(image, { source, path, commands: { corepack: 'dist/corepack.js' }, links });
  const file = `${path}/dist/lib/corepack.cjs`;
  const certificates = `require('node:fs').readFileSync('${CA_BUNDLE}','utf8').split(/(?<=-----END CERTIFICATE-----)/)`;
  const preface = [
    access.registry === undefined ? '' : `process.env.COREPACK_NPM_REGISTRY ??= ${JSON.stringify(access.registry)};`,
    `try { require('node:tls').setDefaultCACertificates(${certificates}.filter((text) => text.includes('BEGIN'))); } catch {}`,
  ];
  image.write(file, `${preface.join('\n')}\n${readFileSync(`${source}/dist/lib/corepack.cjs`, 'utf8')}`);
}

/** yarn 2 and newer read no npmrc; a file of theirs in any folder above the project counts. */
export function addYarnSettings(image: FileSystem, { registry, certificates }: RegistryAccess): void {
  const lines = [
    ...(registry === undefined ? [] : [`npmRegistryServer: ${JSON.stringify(registry)}`]),
    ...(registry?.startsWith('http:') === true ? [`unsafeHttpWhitelist: [${JSON.stringify(new URL(registry).hostname)}]`] : []),
    ...(certificates === '' ? [] : [`httpsCaFilePath: ${CA_BUNDLE}`]),
    'enableTelemetry: false',
  ];
  image.write('/.yarnrc.yml', `${lines.join('\n')}\n`);
}

/** Node's headers, and npm's node-gyp told where they are: it would fetch them from nodejs.org, which is no package registry. */
export async function addHeaders(image: FileSystem, source: string, prefix: '/usr' | '/usr/local'): Promise<void> {
  await image.copyTree(`${source}/include/node`, `${prefix}/include/node`);
  const file = `${prefix}/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js`;
  const text = readFileSync(image.at(file), 'utf8');
  image.write(
    file,
    text.replace(/^(#!.*\n)?/, (line) => `${line}process.env.npm_config_nodedir ??= '${prefix}';\n`),
    { mode: 0o755 },
  );
}

export function addCertificates(image: FileSystem, { certificates }: RegistryAccess): void {
  if (certificates !== '') image.write(CA_BUNDLE, certificates);
}
