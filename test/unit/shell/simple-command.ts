import assert from 'node:assert/strict';
import { parseScriptText, type SimpleCommand } from '../../../server/src/shell/index.ts';

/** The one simple command that `text` is. */
export function simpleCommand(text: string): SimpleCommand {
  const command = parseScriptText(text).items[0]?.pipeline.commands[0];
  assert.equal(command?.kind, 'simple');
  return command;
}
