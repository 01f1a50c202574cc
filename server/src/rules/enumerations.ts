/** Names in a row, as a sentence of the reader's language has them. */
import * as l10n from '@vscode/l10n';

/** `a and b and c`. */
export function all(names: readonly string[]): string {
  return names.reduce((before, name) => l10n.t('{0} and {1}', before, name));
}

/** `a or b or c`. */
export function anyOf(names: readonly string[]): string {
  return names.reduce((before, name) => l10n.t('{0} or {1}', before, name));
}
