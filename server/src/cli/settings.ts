/** Settings of a run: defaults, then the settings file, then the options. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { Options } from './arguments.ts';
import { type ConfiguredSettings, readConfigFile } from './config-file.ts';
import { describeError } from './file-errors.ts';
import { shownPath } from './inputs.ts';
import { organizationProblem, registryProblem } from '../configuration/registry-names.ts';

export type RunSettings =
  | {
      readonly kind: 'settings';
      /** Without the build context, which depends on each file's project. */
      readonly settings: Settings;
      /** Absolute. */
      readonly context: string | undefined;
    }
  | { readonly kind: 'wrong'; readonly messages: readonly string[] };

export async function readSettings(options: Options, currentDirectory: string): Promise<RunSettings> {
  const wrong = (...messages: readonly string[]): RunSettings => ({ kind: 'wrong', messages });
  let configured: ConfiguredSettings = {};
  let context = options.context === undefined ? undefined : resolve(currentDirectory, options.context);

  if (options.configFile !== undefined) {
    const file = resolve(currentDirectory, options.configFile);
    const shown = shownPath(file, currentDirectory);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      return wrong(`${shown}: cannot be read: ${describeError(error)}.`);
    }
    const read = readConfigFile(text.replace(/^\uFEFF/, ''));
    if ('mistakes' in read) return wrong(...read.mistakes.map(({ line, message }) => `${shown}:${line + 1}: ${message}.`));
    configured = read.settings;
    if (configured.context !== undefined) context ??= resolve(dirname(file), configured.context);
  }

  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...configured,
    ...(options.organization !== undefined && { organization: options.organization }),
    ...(options.registry !== undefined && { registry: options.registry }),
    ...(options.strategy !== undefined && { strategy: options.strategy }),
    ...(options.nodeVersion !== undefined && { nodeVersion: options.nodeVersion }),
    ...(options.workingDirectory !== undefined && { workingDirectory: options.workingDirectory }),
    ...(options.index !== undefined && { index: options.index }),
    context: undefined,
  };
  const messages = problems(settings);
  return messages.length > 0 ? wrong(...messages) : { kind: 'settings', settings, context };
}

function problems({ organization, registry, nodeVersion }: Settings): readonly string[] {
  const found: string[] = [];
  const registryWrong = registryProblem(registry);
  if (registryWrong !== undefined) found.push(`--registry ${registryWrong}.`);
  const organizationWrong = organization === undefined ? undefined : organizationProblem(organization);
  if (organizationWrong !== undefined) found.push(`--organization ${organizationWrong}.`);
  if (nodeVersion === 'keep' && organization === undefined) {
    found.push('--node-version keep needs --organization: the free images have the tags latest and latest-dev only.');
  }
  return found;
}
