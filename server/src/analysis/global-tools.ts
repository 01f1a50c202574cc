/** Globally installed npm packages, and which of them the development image brings already. */
import type { ImageContract } from '../images/index.ts';
import type { PackageArgument } from './effects.ts';
import type { AnalysedCommand, RunAnalysis, RunItem, StageAnalysis } from './model.ts';

export interface GlobalInstall {
  readonly run: RunAnalysis;
  readonly item: RunItem;
  readonly command: AnalysedCommand;
  readonly packages: readonly PackageArgument[];
  /** Those that fall away on the image: it holds them, and no other version is asked for. */
  readonly redundant: readonly PackageArgument[];
}

/** Global installs of a stage itself, seen against the image that it will stand on. */
export function globalInstalls(stage: StageAnalysis, contract: ImageContract): GlobalInstall[] {
  return stage.runs.flatMap((run) =>
    run.items.flatMap((item) =>
      item.commands.flatMap((command): GlobalInstall[] => {
        const { effect } = command.effect;
        if (effect.kind !== 'global-install') return [];
        return [
          {
            run,
            item,
            command,
            packages: effect.packages,
            redundant: effect.packages.filter((argument) => isRedundant(argument, contract)),
          },
        ];
      }),
    ),
  );
}

/** True when nothing of a global install is left to do. */
export function fallsAway(install: Pick<GlobalInstall, 'packages' | 'redundant'>): boolean {
  return install.packages.length > 0 && install.redundant.length === install.packages.length;
}

export interface GlobalPackage {
  readonly name: string;
  /** Version, range or tag as given. */
  readonly pin: string | undefined;
}

/** `@nestjs/cli@10` → `@nestjs/cli` and `10`. */
export function globalPackage(text: string): GlobalPackage {
  const match = /^(@?[^@]+)@(.+)$/.exec(text);
  return match?.[1] === undefined ? { name: text, pin: undefined } : { name: match[1], pin: match[2] };
}

/** What the image has instead; another major that is asked for stays asked for. */
const BROUGHT: Readonly<Record<string, RegExp>> = {
  npm: /^latest$/,
  'node-gyp': /^latest$/,
  corepack: /^latest$/,
  pnpm: /^latest$/,
  // Yarn classic is 1.22.22 there, its last release.
  yarn: /^(?:latest|classic|[\^~]?1(?:\.22)?(?:\.x)?|\^1\.\d+\.\d+|1\.22\.22)$/,
};

function isRedundant({ text, word }: PackageArgument, contract: ImageContract): boolean {
  const { name, pin } = globalPackage(text);
  const accepted = Object.hasOwn(BROUGHT, name) ? BROUGHT[name] : undefined;
  if (accepted === undefined || !word.literal || contract.has(name) !== 'yes') return false;
  // Which npm an organization's older tag holds is not known.
  if (name === 'npm' && contract.npmMajor === undefined) return false;
  return pin === undefined || accepted.test(pin);
}
