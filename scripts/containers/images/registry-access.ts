/** How this machine reaches its package registries, read when the images are made, so that builds inside of them reach them, too. Never stored. */
import { existsSync, readFileSync } from 'node:fs';
import { must } from '../engine/command.ts';

/** Where every stand-in keeps its certificates. */
export const CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

export interface RegistryAccess {
  /** Text of a global npmrc. */
  readonly npmrc: string;
  /** What corepack asks; undefined is its own default. */
  readonly registry: string | undefined;
  /** PEM certificates; empty when the machine has none to give. */
  readonly certificates: string;
  /** Lines for apt.conf. */
  readonly apt: readonly string[];
}

const NPM_SETTINGS = ['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl'];

export async function readRegistryAccess(): Promise<RegistryAccess> {
  const settings = JSON.parse(await must('npm', ['config', 'list', '--json'])) as Readonly<Record<string, unknown>>;
  const lines = NPM_SETTINGS.flatMap((name) => {
    const value = settings[name];
    const text = Array.isArray(value) ? value.join(',') : value;
    return ['string', 'boolean'].includes(typeof text) && text !== '' ? [`${name}=${String(text)}`] : [];
  });
  const { cafile, registry } = settings;
  const bundle = typeof cafile === 'string' && existsSync(cafile) ? cafile : CA_BUNDLE;
  const apt = (await must('apt-config', ['dump'])).split('\n').filter((line) => /^Acquire::https?:/i.test(line));
  return {
    npmrc: [...lines, `cafile=${CA_BUNDLE}`, 'audit=false', 'fund=false', ''].join('\n'),
    registry: typeof registry === 'string' ? registry.replace(/\/$/, '') : undefined,
    certificates: existsSync(bundle) ? readFileSync(bundle, 'utf8') : '',
    apt,
  };
}
