/** Volumes of a stage: those that the Dockerfile declares, and those that compose files mount. */
import type { WordsInstruction } from '../dockerfile/ast.ts';
import { expandWord } from '../dockerfile/index.ts';
import type { ComposeService } from '../project/compose.ts';
import type { Analysis, StageAnalysis } from './model.ts';
import { resolveImagePath } from './path.ts';

/** A mount of a compose service. */
export interface ComposeMount {
  readonly service: ComposeService;
  /** Position in the service's `volumes`. */
  readonly index: number;
  /** Name of a volume, or a folder of the host. */
  readonly source: string;
  /** In the container, absolute. */
  readonly path: string;
}

/** Services that run this stage: by its name as `target`, or as the last one. */
export function servicesOf({ composeServices }: Analysis, stage: StageAnalysis): ComposeService[] {
  return composeServices.filter(({ target }) =>
    target === undefined ? stage.isLast : target.toLowerCase() === stage.stage.name?.toLowerCase(),
  );
}

/** Paths of a VOLUME instruction; words with variables that cannot be resolved are left out. */
export function volumePaths(analysis: Analysis, stage: StageAnalysis, instruction: WordsInstruction): string[] {
  return instruction.words.flatMap((word) => {
    const { value, unresolved } = expandWord(
      word.raw.replace(/^"(.*)"$/, '$1'),
      (name) => stage.scopeAt(instruction).get(name)?.value,
      analysis.dockerfile.escape,
    );
    return unresolved.length === 0 && value.startsWith('/') ? [resolveImagePath('/', value)] : [];
  });
}

/** Named volumes and folders of the host, but not the project's own sources, which developers mount over the application. */
export function composeMounts(analysis: Analysis, stage: StageAnalysis): ComposeMount[] {
  return servicesOf(analysis, stage).flatMap((service) =>
    service.volumes.flatMap((volume, index) => {
      const [source = '', path = ''] = volume.split(':');
      const isSource = source.startsWith('.') || source === '' || volume.split(':').length < 2;
      const isMount = path.startsWith('/') && !isSource && !path.includes('docker.sock') && !path.startsWith('/etc/');
      return isMount ? [{ service, index, source, path }] : [];
    }),
  );
}
