/** What the makers of images share. */
import type { Engine } from '../engine/engine.ts';
import type { Debian } from './debian.ts';
import type { NodePackages } from './node-packages.ts';
import type { RegistryAccess } from './registry-access.ts';

export interface Makers {
  readonly engine: Engine;
  /** A folder for file systems while they are put together. */
  readonly scratch: string;
  readonly debian: Debian;
  readonly packages: NodePackages;
  readonly access: RegistryAccess;
  /** Address of the packages of apk. */
  readonly packagesAddress: string;
  /** Some Dockerfile compiles: only then the images hold compilers and Node's headers. */
  readonly compiles: boolean;
}
