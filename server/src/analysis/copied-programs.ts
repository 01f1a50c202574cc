/** COPY --from lines that bring programs out of images which are not Chainguard's Node. */
import type { CopyInstruction } from '../dockerfile/ast.ts';
import { copySourceStages } from '../dockerfile/index.ts';
import { classifyImage, contractOf, type ImageKind } from '../images/index.ts';
import type { Analysis, StageAnalysis } from './model.ts';

export interface CopiedProgram {
  readonly instruction: CopyInstruction;
  /** `node`: Docker's installation of Node. `musl`: from Alpine. `unknown`: nobody knows the C library. */
  readonly kind: 'node' | 'musl' | 'unknown';
  /** As people call it. */
  readonly image: string;
  /** Shared libraries, or folders that hold some. */
  readonly libraries: boolean;
  /** Every source of the COPY is of that kind. */
  readonly whole: boolean;
}

const PROGRAM =
  /^\/(?:usr\/(?:local\/)?)?s?bin\/|^\/(?:usr\/(?:local\/)?)?s?bin$|^\/opt\/|^\/go\/bin\/|^\/app\/[\w-]+$|^\/[\w-]+$|\/target\/release\//;
const LIBRARY = /^\/(?:usr\/(?:local\/)?)?lib(?:64)?(?:\/|$)|\.so(?:\.|$)|^\/usr(?:\/local)?$|^\/$/;
const NODE = /^\/usr\/local\/(?:bin\/(?:node|nodejs|npm|npx|corepack|yarn|yarnpkg)|lib\/node_modules(?:\/(?:npm|corepack))?)$|^\/opt\/yarn/;

/** The copies of a stage itself, in order. Node out of a stage that brings it from elsewhere is none. */
export function copiedPrograms(analysis: Analysis, stage: StageAnalysis): CopiedProgram[] {
  return stage.stage.instructions.flatMap((instruction) =>
    instruction.keyword === 'COPY' ? programsIn(analysis, stage, instruction) : [],
  );
}

function programsIn(analysis: Analysis, stage: StageAnalysis, instruction: CopyInstruction): CopiedProgram[] {
  const from = instruction.flags.find((flag) => flag.name === 'from')?.value;
  if (from === undefined || from.includes('$')) return [];
  const parsed = copySourceStages(analysis.dockerfile, instruction, stage.stage)[0];
  const source = parsed ? analysis.stages[parsed.index] : undefined;
  const image: ImageKind = source ? source.image : classifyImage(from, analysis.settings);
  const name = source ? (source.imageText ?? from) : from;
  const paths = instruction.sources.map((word) => word.value.replace(/(.)\/+$/, '$1'));
  const common = { instruction, image: name };
  if (image.kind === 'official-node') {
    const node = paths.filter((path) => NODE.test(path));
    // Global packages of a stage that is converted itself lie where they lay before.
    const own =
      source !== undefined &&
      paths.some((path) => path === '/usr/local/lib/node_modules') &&
      !paths.some((path) => path.endsWith('/bin/node'));
    return node.length > 0 && !own ? [{ ...common, kind: 'node', libraries: false, whole: node.length === paths.length }] : [];
  }
  if (image.kind === 'chainguard-node' || image.kind === 'chainguard-other' || image.kind === 'scratch' || image.kind === 'distroless-node')
    return [];
  const programs = paths.filter((path) => PROGRAM.test(path) || LIBRARY.test(path));
  if (programs.length === 0) return [];
  const libc = contractOf(image)?.libc ?? (image.kind === 'other' ? image.libc : 'unknown');
  const libraries = programs.some((path) => LIBRARY.test(path));
  if (libc === 'musl') return [{ ...common, kind: 'musl', libraries, whole: true }];
  return libc === 'unknown' ? [{ ...common, kind: 'unknown', libraries, whole: true }] : [];
}
