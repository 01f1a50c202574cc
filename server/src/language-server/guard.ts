/** Keeps one failing request from taking the server down, or from opening a box in the user's face. */
import * as l10n from '@vscode/l10n';
import { type Connection, ResponseError } from 'vscode-languageserver';
import type { StatusMethod, StatusParams } from '../protocol.ts';

const statusMethod: StatusMethod = 'migrateToChainguard/status';

/**
 * Runs `work`. A protocol error (cancelled, content modified) is passed on; any other exception is logged with its stack, raises the
 * status, and the answer is `nothing`.
 */
export type Guard = <T>(what: string, nothing: T, work: () => T | PromiseLike<T>) => Promise<T>;

export function createGuard(connection: Connection): Guard {
  let failing = false;
  const tell = (status: StatusParams): void => {
    failing = status.state === 'failed';
    connection.sendNotification(statusMethod, status).catch(() => {
      // The connection is closing: there is nobody left to tell.
    });
  };
  return async (what, nothing, work) => {
    try {
      const answer = await work();
      if (failing) tell({ state: 'ready', message: '' });
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      tell({ state: 'failed', message: l10n.t('{0} failed; see the output for details.', what) });
      return nothing;
    }
  };
}
