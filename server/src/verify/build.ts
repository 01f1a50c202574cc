/** One Dockerfile → an image with a name and a label of this run, or why there is none. */
import * as l10n from '@vscode/l10n';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cancelled, type Engine, lastLines } from './engine.ts';
import { type ProgramResult, runProgram } from './program.ts';
import type { Side } from './request.ts';
import type { Verification } from './result.ts';

export interface BuildOrder {
  readonly side: Side;
  /** Of the image. */
  readonly name: string;
  /** `key=value`. */
  readonly label: string;
  readonly dockerfile: string;
  /** Absolute. */
  readonly context: string;
  readonly ignoreFile: string | undefined;
  readonly options: readonly string[];
  readonly limitSeconds: number;
}

export type BuildFailure = Verification & { readonly kind: 'build-failed' | 'engine-unusable' };
export type Built = { readonly seconds: number } | { readonly failure: BuildFailure };

const SHOWN_LINES = 20;

/** Rejects with `Cancelled` alone. Nothing is pushed, and nothing is written beside the project. */
export async function buildImage(engine: Engine, order: BuildOrder, signal: AbortSignal, onLine: (line: string) => void): Promise<Built> {
  const started = Date.now();
  const result = await (order.ignoreFile === undefined
    ? runBuild(engine, order, '-', order.dockerfile, signal, onLine)
    : buildFromFolder(engine, order, order.ignoreFile, signal, onLine));
  if (result.end === 'aborted') throw new Cancelled();
  if (result.end === 'exited' && result.code === 0) return { seconds: (Date.now() - started) / 1000 };
  return { failure: explain(order, result) };
}

/** An ignore file of its own is found beside the Dockerfile alone, so both lie in a folder for the time of the build. */
async function buildFromFolder(
  engine: Engine,
  order: BuildOrder,
  ignoreFile: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<ProgramResult> {
  const folder = await mkdtemp(join(tmpdir(), 'migrate-to-chainguard-'));
  try {
    const file = join(folder, 'Dockerfile');
    await writeFile(file, order.dockerfile);
    await writeFile(`${file}.dockerignore`, ignoreFile);
    return await runBuild(engine, order, file, '', signal, onLine);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runBuild(
  engine: Engine,
  { name, label, context, options, limitSeconds }: BuildOrder,
  file: string,
  input: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<ProgramResult> {
  // Podman's own image format has no health check.
  const own = engine.kind === 'docker' ? ['--progress', 'plain'] : ['--format', 'docker'];
  const args = ['build', ...own, ...options, '--label', label, '--tag', name, '--file', file, context];
  return runProgram(engine.program, args, { environment: engine.environment, input, limitSeconds, signal, onLine });
}

function explain({ side, limitSeconds }: BuildOrder, { end, stdout, stderr }: ProgramResult): BuildFailure {
  const said = `${stdout}\n${stderr}`;
  const lines = lastLines(said, SHOWN_LINES);
  const failed = (cause: 'dockerfile' | 'disk-full' | 'time-limit' | 'network', message: string): BuildFailure => ({
    kind: 'build-failed',
    side,
    cause,
    message,
    lines,
  });
  if (/BuildKit is enabled but the buildx component is missing|legacy builder is deprecated/i.test(said)) {
    return {
      kind: 'engine-unusable',
      problem: 'no-buildkit',
      message: l10n.t(
        'This docker client has no BuildKit. Install its buildx plugin (docker-buildx or docker-buildx-plugin); the legacy builder gives other results.',
      ),
    };
  }
  if (end === 'late') {
    return failed(
      'time-limit',
      side === 'original'
        ? l10n.t('The original Dockerfile did not build within {0} s (--timeout). The build was stopped.', limitSeconds)
        : l10n.t('The migrated Dockerfile did not build within {0} s (--timeout). The build was stopped.', limitSeconds),
    );
  }
  if (/no space left on device|ENOSPC|disk quota exceeded/i.test(said)) {
    return failed(
      'disk-full',
      side === 'original'
        ? l10n.t(
            'No space was left while the original Dockerfile was built. Make room (docker system df shows what takes it) and try again.',
          )
        : l10n.t(
            'No space was left while the migrated Dockerfile was built. Make room (docker system df shows what takes it) and try again.',
          ),
    );
  }
  if (/network \S+ not found/i.test(said)) {
    return failed(
      'network',
      side === 'original'
        ? l10n.t('The engine has no network for the RUN lines of the original Dockerfile. Name one with --build-network, for example host.')
        : l10n.t(
            'The engine has no network for the RUN lines of the migrated Dockerfile. Name one with --build-network, for example host.',
          ),
    );
  }
  if (
    /failed to resolve source metadata|failed to do request|TLS handshake timeout|i\/o timeout|EAI_AGAIN|no such host|pull access denied|unauthorized:/i.test(
      said,
    )
  ) {
    return failed(
      'network',
      side === 'original'
        ? l10n.t('The original Dockerfile could not be built: an image or a package could not be fetched.')
        : l10n.t('The migrated Dockerfile could not be built: an image or a package could not be fetched.'),
    );
  }
  return failed(
    'dockerfile',
    side === 'original'
      ? l10n.t('The original Dockerfile does not build, so there is nothing to compare with.')
      : l10n.t('The original Dockerfile builds, the migrated one does not.'),
  );
}
