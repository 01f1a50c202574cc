/** The end of the server in the middle of a question, told apart from its answers. */
import { ConnectionError, ErrorCodes, ResponseError } from 'vscode-languageclient';

/** Not when the server was not running in the first place. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected);
}
