/** What one shell command of a RUN does to the image, as far as a table can tell. */
import type { SimpleCommand } from '../shell/ast.ts';
import type { ShellWord } from '../shell/ast.ts';

/** Package managers of operating systems, by the family of names that they use. */
export type PackageEcosystem = 'debian' | 'alpine' | 'fedora';
export type NodePackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** One name given to an installer. */
export interface PackageArgument {
  /** The name as given, pins and architecture included (`curl=7.*`); variables unexpanded when they cannot be resolved. */
  readonly text: string;
  readonly word: ShellWord;
}

export type CommandEffect =
  /** Installs operating-system packages. */
  | {
      readonly kind: 'os-install';
      readonly ecosystem: PackageEcosystem;
      readonly packages: readonly PackageArgument[];
      /** `apk add --virtual NAME`. */
      readonly virtual: string | undefined;
      /** Packages that cannot be known: `$PKGS` unresolved, `$(cat list)`, a requirements file. */
      readonly unknownPackages: boolean;
      /** Needs another repository or key (`--repository`, `-t bookworm-backports`). */
      readonly foreignRepository: boolean;
    }
  /** `apt-get remove|purge|autoremove NAMES`, `apk del NAMES`. */
  | { readonly kind: 'os-remove'; readonly ecosystem: PackageEcosystem; readonly packages: readonly PackageArgument[] }
  /** Index updates, upgrades, cleaning of package caches (`apt-get update`, `apk upgrade`, `rm -rf /var/lib/apt/lists/*`, `rm -rf /var/cache/apk/*`). */
  | { readonly kind: 'os-maintenance'; readonly upgrade: boolean }
  /** Repositories and keys: `add-apt-repository`, `apt-key add`, `echo deb … > /etc/apt/sources.list.d/x`, NodeSource set-up scripts, editing /etc/apk/repositories. */
  | { readonly kind: 'os-repository'; readonly nodeSetup: boolean }
  /** Installs the project's dependencies. */
  | {
      readonly kind: 'dependencies-install';
      readonly manager: NodePackageManager;
      /** `npm ci`, `--frozen-lockfile`, `--immutable`. */
      readonly frozen: boolean;
      /** Development dependencies are left out by a flag of this command (NODE_ENV is not looked at). */
      readonly production: boolean;
      /** Flags npm 12 refuses or knows no more, with their words. */
      readonly refusedFlags: readonly ShellWord[];
      readonly deprecatedFlags: readonly ShellWord[];
      /** Installs named packages into the project (`npm install express`). */
      readonly packages: readonly PackageArgument[];
    }
  /** `npm prune`, `yarn workspaces focus --production`, `pnpm prune --prod`, `pnpm deploy DIR`. */
  | { readonly kind: 'dependencies-prune'; readonly manager: NodePackageManager; readonly into: string | undefined }
  /** `npm i -g x`, `yarn global add x`, `pnpm add -g x`. */
  | { readonly kind: 'global-install'; readonly manager: NodePackageManager; readonly packages: readonly PackageArgument[] }
  /** `corepack enable|prepare|install|use`. */
  | { readonly kind: 'corepack'; readonly action: string; readonly packageManager: string | undefined }
  /** A script of package.json or a tool of node_modules: `npm run build`, `yarn build`, `npx tsc`, `node scripts/x.js`, `nx build`. Writes below WORKDIR and HOME. */
  | {
      readonly kind: 'script';
      readonly manager: NodePackageManager | 'npx' | 'node' | 'tool';
      readonly script: string;
      readonly arguments: readonly string[];
      readonly workspaces: readonly string[];
    }
  /** `npm cache clean`, `yarn cache clean`, `pnpm store prune`, `rm -rf ~/.npm /tmp/*`. */
  | { readonly kind: 'cache-clean' }
  /** `npm config set`, `yarn config set`, `git config`. */
  | { readonly kind: 'tool-config'; readonly tool: string; readonly key: string | undefined; readonly value: string | undefined }
  /** Files and folders made or changed by name. */
  | {
      readonly kind: 'file-work';
      readonly verb: 'mkdir' | 'touch' | 'chmod' | 'chown' | 'ln' | 'cp' | 'mv' | 'rm' | 'sed' | 'write' | 'unpack' | 'install' | 'rmdir';
      /** chown, chgrp, `install -o`: USER[:GROUP] as given. */
      readonly owner: string | undefined;
      /** chmod: the mode as given. */
      readonly mode: string | undefined;
      readonly recursive: boolean;
    }
  /** useradd, adduser, groupadd, addgroup, usermod, groupmod, deluser, delgroup, passwd, chsh. */
  | {
      readonly kind: 'user-account';
      readonly action: 'add-user' | 'add-group' | 'modify' | 'delete';
      readonly name: string | undefined;
      readonly id: string | undefined;
    }
  /** curl or wget that fetches something; `output` is the file, undefined for standard output. */
  | { readonly kind: 'download'; readonly tool: 'curl' | 'wget'; readonly url: string | undefined; readonly output: string | undefined }
  /** Leaves nothing behind: echo, true, test, `node -v`, cd, export, set, sleep, ls, cat without redirection. */
  | { readonly kind: 'nothing'; readonly shellState: boolean }
  /** Time zone or locale set-up. */
  | { readonly kind: 'locale-and-time-zone' }
  /** cron, supervisor, systemctl, service, pm2 start. */
  | { readonly kind: 'service' }
  /** Not in the table: nothing may be assumed about what it writes. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** A path that a command writes, absolute in the image. `tree` is true when everything below may change. */
export interface WrittenPath {
  readonly path: string;
  readonly tree: boolean;
  /** Made by name (mkdir, touch): the path may be an empty folder that must be writable later. */
  readonly created: boolean;
}

/** The state of the shell in which a command runs. */
export interface CommandSurroundings {
  /** Absolute; undefined when WORKDIR holds an unresolvable variable. `cd` inside the RUN is already applied. */
  readonly workdir: string | undefined;
  /** WORKDIR of the instruction, once a `cd` has left it; otherwise `workdir` is the same. */
  readonly instructionWorkdir?: string | undefined;
  /** Home of the current user in the image. */
  readonly home: string | undefined;
  /** Value of a variable (ENV, ARG, or assigned earlier in the script), undefined when unknown. */
  variable(name: string): string | undefined;
}

export interface EffectOfCommand {
  readonly effect: CommandEffect;
  /** Absolute paths written, as far as known. Empty with kind `unknown` means: nothing is known. */
  readonly writes: readonly WrittenPath[];
  /** Needs uid 0 on an image where the files belong to root: apk, global installs, corepack enable, chown, accounts, writes outside WORKDIR, HOME, /tmp. */
  readonly needsRoot: boolean;
  /** Programs that it calls and that the image must hold (`curl`, `git`, `python3`, `bash`, `xz`). */
  readonly tools: readonly string[];
}

export type ClassifyCommand = (command: SimpleCommand, surroundings: CommandSurroundings) => EffectOfCommand;
