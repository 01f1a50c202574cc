/** What an image promises to the instructions above it: user, folders, start command, tools. */
import type { ImageKind } from './classify.ts';
import { chainguardNodeContract, chainguardOtherContract } from './chainguard-contract.ts';
import { distrolessNodeContract } from './distroless-contract.ts';
import { distributionContract } from './distribution-contract.ts';
import { nginxContract, scratchContract } from './nginx-contract.ts';
import { officialNodeContract } from './official-node-contract.ts';
import { FACTS_DATE } from './node-releases.ts';

export interface ImageUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export interface ImageContract {
  /** Reads well in a sentence: `node:20-slim`, `cgr.dev/chainguard/node:latest-dev`. */
  readonly name: string;
  /** Who instructions and the start command run as. */
  readonly user: ImageUser;
  /** Everybody in /etc/passwd who matters; root is always among them. */
  readonly users: readonly ImageUser[];
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Variables that the image sets to a value that is not known here, such as NODE_VERSION for `node:20`. */
  readonly openEnv: readonly string[];
  /** Empty text where the image sets none (then SIGTERM). */
  readonly stopSignal: string;
  /** Folders beside HOME, /tmp and /var/tmp that the user may write into. */
  readonly writable: readonly string[];
  /** Ports on which the default configuration listens. */
  readonly ports: readonly number[];
  readonly packageManager: 'apt' | 'apk' | 'dnf' | undefined;
  /** What `/bin/sh` is; undefined where there is none, or where none may be relied on. */
  readonly shell: 'bash' | 'dash' | 'ash' | undefined;
  readonly libc: 'glibc' | 'musl' | 'unknown';
  readonly nodeMajor: number | undefined;
  /** Major of the npm inside; undefined where there is none or nobody knows. */
  readonly npmMajor: number | undefined;
  /** Absolute path of node. */
  readonly nodePath: string | undefined;
  /** Where `npm install --global` puts commands. */
  readonly globalBin: string | undefined;
  /**
   * Whether a command, by name or by absolute path, can be called in the image. `no` only for commands that some image or package is known to bring
   * (or for everything, where the whole content is known); `unknown` for names that no table holds.
   */
  has(tool: string): 'yes' | 'no' | 'unknown';
  /** Whether a user name or a number is in /etc/passwd. */
  hasUser(nameOrUid: string): boolean;
}

export interface ContractOptions {
  /** Day for which moving tags are resolved. */
  readonly date?: string;
  /**
   * For `chainguard-node` runtimes: promise only what every variant keeps (no shell, no npm), which is what a distroless
   * result may rely on. Without it the free `latest` holds what it holds: busybox, npm, npx, node-gyp.
   */
  readonly strict?: boolean;
}

/** The contract of a kind of image; undefined where nothing is known (private images, other languages, variables). */
export function contractOf(kind: ImageKind, options: ContractOptions = {}): ImageContract | undefined {
  const date = options.date ?? FACTS_DATE;
  switch (kind.kind) {
    case 'official-node':
      return officialNodeContract(kind.tag, date);
    case 'chainguard-node':
      return chainguardNodeContract(kind, options.strict === true);
    case 'chainguard-other':
      return chainguardOtherContract(kind);
    case 'distroless-node':
      return distrolessNodeContract(kind);
    case 'nginx':
      return nginxContract(kind);
    case 'scratch':
      return scratchContract();
    case 'other':
      return distributionContract(kind);
    case 'unresolved':
      return undefined;
  }
}
