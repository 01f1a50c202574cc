/** What happens when the server fails: quiet restarts first, one message when they do not help. */
import type { LogOutputChannel } from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

const maximumRestarts = 3;
const periodMilliseconds = 3 * 60 * 1000;

/** `gaveUp` is called at most once, with a sentence for people. */
export function createErrorHandler(output: LogOutputChannel, gaveUp: (message: string) => void): ErrorHandler {
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
        return { action: CloseAction.Restart, handled: true };
      }
      const message = `Migrate to Chainguard: the server ended ${restarts.length} times in three minutes and is not started again.`;
      output.error(message);
      gaveUp(message);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
