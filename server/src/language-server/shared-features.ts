/** Hover, completion and links: our own answers, with the general ones behind them where those are wanted. */
import type { ClientCapabilities, CompletionList, Connection, DocumentLink, Hover, ServerCapabilities } from 'vscode-languageserver';
import { completionsAt } from './completion/completion.ts';
import { maximumPackages } from './completion/package-names.ts';
import { documentLinks, withoutWrongLinks } from './document-links.ts';
import type { Documents } from './documents.ts';
import { throwIfCancelled } from './documents.ts';
import { toRange } from './edits.ts';
import type { GeneralAnswers } from './general-features.ts';
import type { Guard } from './guard.ts';
import { hoverAt } from './hover/hover.ts';
import { markup } from './markdown.ts';
import { mergedHover } from './merged-hover.ts';

/** Offered to every client: nobody else has these answers. */
export const ownCapabilities: ServerCapabilities = {
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['/', ':', '=', ' '] },
  documentLinkProvider: {},
};

/** `general` is undefined where another extension answers what is not about migration. */
export function serveSharedFeatures(
  connection: Connection,
  documents: Documents,
  client: ClientCapabilities,
  general: GeneralAnswers | undefined,
  guard: Guard,
): void {
  const formats = client.textDocument?.hover?.contentFormat;

  connection.onHover(async ({ textDocument: { uri }, position }, token): Promise<Hover | null> => {
    const own = await guard('hover', undefined, () =>
      documents.ask(
        uri,
        (analysis, document) => {
          const found = hoverAt(analysis, document.offsetAt(position));
          return found && { contents: markup(found.markdown, formats), range: toRange(document, found.range) };
        },
        token,
      ),
    );
    const other = (await general?.hover(uri, position)) ?? null;
    throwIfCancelled(token);
    return mergedHover(own, other);
  });

  connection.onCompletion(async ({ textDocument: { uri }, position, context }, token): Promise<CompletionList> => {
    const own = await guard('completion', [], async () => {
      const document = documents.snapshot(uri);
      const settings = await documents.settingsOf(uri);
      if (document === undefined || !settings.enable) return [];
      return completionsAt(document, document.offsetAt(position), {
        settings,
        wolfi: settings.wolfi,
        trigger: context?.triggerCharacter,
      });
    });
    const others = (await general?.completion(uri, position)) ?? [];
    throwIfCancelled(token);
    const labels = new Set(own.map(({ label }) => label));
    return { isIncomplete: own.length >= maximumPackages, items: [...own, ...others.filter(({ label }) => !labels.has(label))] };
  });
  if (general) connection.onCompletionResolve((item) => general.resolveCompletion(item));

  connection.onDocumentLinks(async ({ textDocument: { uri } }, token): Promise<DocumentLink[]> => {
    const others = (await general?.links(uri)) ?? [];
    const links = await guard('links', undefined, () =>
      documents.ask(
        uri,
        (analysis, document) => [...documentLinks(analysis, document), ...withoutWrongLinks(analysis, document, others)],
        token,
      ),
    );
    throwIfCancelled(token);
    return links ?? others;
  });
}
