/** The language of what the server says: English, or that of the messages which the client hands over when it starts. */
import { config } from '@vscode/l10n';

/**
 * Takes the translations out of the initialization options: an object from the English text to the translated one, as VS Code keeps it
 * (`vscode.l10n.bundle`). Anything else leaves English. Called once, before the first message is made: a process has one language.
 */
export function useLanguageOf(initializationOptions: unknown): void {
  const options = isRecord(initializationOptions) ? initializationOptions['messages'] : undefined;
  const entries = isRecord(options) ? Object.entries(options) : [];
  const contents: Record<string, string> = {};
  for (const [english, translated] of entries) if (typeof translated === 'string') contents[english] = translated;
  config({ contents });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
