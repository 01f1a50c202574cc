/** What happens when the server ends by itself: restarts first, and one message when they do not help. */
import { l10n, type LogOutputChannel } from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

const maximumRestarts = 3;
const periodMilliseconds = 3 * 60 * 1000;

export interface ServerFailures {
  /** The server ended and is started again. */
  readonly restarted: () => void;
  /** Called at most once, with a sentence for people. */
  readonly gaveUp: (message: string) => void;
}

export function createErrorHandler(output: LogOutputChannel, { restarted, gaveUp }: ServerFailures): ErrorHandler {
  let restarts: number[] = [];
  return {
    error(error) {
      output.error(`Connection to the server: ${error.message}`);
      return { action: ErrorAction.Continue, handled: true };
    },
    closed() {
      const now = Date.now();
      restarts = [...restarts.filter((time) => now - time < periodMilliseconds), now];
      if (restarts.length <= maximumRestarts) {
        output.warn('The server ended and is started again.');
        restarted();
        return { action: CloseAction.Restart, handled: true };
      }
      const message = l10n.t(
        'Migrate to Chainguard: the server ended {0} times in three minutes and is not started again.',
        restarts.length,
      );
      output.error(message);
      gaveUp(message);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
