/** Build and compare as the language server asks for it, on this machine. */
import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { DEFAULT_OPTIONS, type Verification, verify } from '../verify/index.ts';
import type { Verifier } from './verify-request.ts';

export function createVerifier(environment: Readonly<Record<string, string | undefined>>): Verifier {
  return async (order, signal, progress): Promise<Verification> => {
    const { original, migrated, context, engine, port, paths } = order;
    let ignoreFile: string | undefined;
    try {
      ignoreFile = await readFile(`${order.dockerfile}.dockerignore`, 'utf8');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
        return { kind: 'engine-failed', message: l10n.t('The ignore file beside the Dockerfile cannot be read: {0}', String(error)) };
      }
    }
    const request = {
      ...DEFAULT_OPTIONS,
      original,
      migrated,
      context,
      ignoreFile,
      program: engine,
      port: typeof port === 'number' ? { before: port, after: port } : port,
      ...(paths !== undefined && paths.length > 0 && { paths }),
    };
    return await verify(request, { environment, signal, progress });
  };
}
