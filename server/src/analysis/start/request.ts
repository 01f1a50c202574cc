/** What the resolution of a start needs to know about its stage. */
import type { CommandForm } from '../../dockerfile/ast.ts';
import type { ProjectFiles } from '../../project/files.ts';
import type { FileOrigin } from '../stage-view.ts';

/** How the stage's old image starts what it is given. */
export type StartImage =
  /** Docker's node image: docker-entrypoint.sh puts `node` before what is no command. */
  | 'official-node'
  /** ENTRYPOINT ["/nodejs/bin/node"]. */
  | 'distroless-node'
  /** ENTRYPOINT ["/usr/bin/node"]. */
  | 'chainguard-node'
  /** No entrypoint that we know of. */
  | 'other';

export interface StartRequest {
  /** In force at the end of the stage, own or inherited; undefined when no instruction of the file sets it. */
  readonly entrypoint: CommandForm | undefined;
  readonly cmd: CommandForm | undefined;
  readonly image: StartImage;
  /** Words of SHELL in force, undefined for the default. */
  readonly shell: readonly string[] | undefined;
  /** Absolute; undefined when it holds a variable that cannot be resolved. */
  readonly workdir: string | undefined;
  /** ENV at the end of the stage. Only PATH is looked at: the others can be changed when the container starts. */
  variable(name: string): string | undefined;
  readonly files: ProjectFiles;
  /** The build context, relative to the workspace root. */
  readonly contextFolder: string;
  /** At the end of the stage. */
  originOf(imagePath: string): FileOrigin;
  /** Names of packages installed with `npm i -g` and the like in the stage or its ancestors. */
  readonly globalPackages: readonly string[];
  /**
   * Follow tools that were installed globally to their file below the global node_modules. Only for callers that bring that folder
   * (`NodeStart.globalFolder`) into the final image; otherwise such a start stays unresolved.
   */
  readonly followGlobalTools?: boolean;
}
