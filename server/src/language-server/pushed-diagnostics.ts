/** Diagnostics for clients that do not pull them: sent a moment after the last key. */
import type { Connection } from 'vscode-languageserver';
import { toDiagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';

const quietMilliseconds = 150;

export interface PushedDiagnostics {
  documentChanged(uri: string): void;
  documentClosed(uri: string): void;
  everythingChanged(): void;
}

export function createPushedDiagnostics(connection: Connection, documents: Documents, failed: (error: unknown) => void): PushedDiagnostics {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const push = async (uri: string): Promise<void> => {
    const checked = await documents.check(uri);
    // A newer version is on its way: it has its own timer.
    if (checked === undefined || waiting.has(uri)) return;
    await connection.sendDiagnostics({ uri, version: checked.document.version, diagnostics: toDiagnostics(checked) });
  };
  const schedule = (uri: string): void => {
    clearTimeout(waiting.get(uri));
    const timer = setTimeout(() => {
      waiting.delete(uri);
      push(uri).catch(failed);
    }, quietMilliseconds);
    waiting.set(uri, timer);
  };
  return {
    documentChanged: schedule,
    documentClosed(uri) {
      clearTimeout(waiting.get(uri));
      waiting.delete(uri);
      connection.sendDiagnostics({ uri, diagnostics: [] }).catch(failed);
    },
    everythingChanged() {
      for (const uri of documents.uris()) schedule(uri);
    },
  };
}
