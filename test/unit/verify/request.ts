/** A request with short limits. */
import { DEFAULT_OPTIONS, verify, type VerifyProgress, type VerifyRequest, type Verification } from '../../../server/src/verify/index.ts';
import type { FakeEngine } from './fake-engine.ts';

const PLAIN: VerifyRequest = {
  ...DEFAULT_OPTIONS,
  original: 'FROM node:20\nEXPOSE 3000\nCMD node server.js\n',
  migrated: 'FROM cgr.dev/chainguard/node:latest\nEXPOSE 3000\nCMD ["server.js"]\n',
  context: '/tmp',
  ignoreFile: undefined,
  program: undefined,
  headers: ['content-type'],
  buildSeconds: 60,
  startSeconds: 10,
  workerSeconds: 1,
  healthSeconds: 2,
};

export interface Surroundings {
  readonly signal?: AbortSignal;
  readonly progress?: (event: VerifyProgress) => void;
}

export async function verifyWith(
  { environment }: Pick<FakeEngine, 'environment'>,
  changes: Partial<VerifyRequest> = {},
  { signal = new AbortController().signal, progress = () => undefined }: Surroundings = {},
): Promise<Verification> {
  return await verify({ ...PLAIN, ...changes }, { environment, signal, progress });
}
