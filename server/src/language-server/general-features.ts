/**
 * Editor features that are not about migration, from `dockerfile-language-service`.
 *
 * It parses the text anew at each call and takes quadratic time on some input, so it is asked below a size only.
 */
import { type DockerfileLanguageService, DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import type { ClientCapabilities, Connection, FormattingOptions, ServerCapabilities } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt } from './completion.ts';
import type { Documents } from './documents.ts';
import type { Guard } from './guard.ts';

const maximumLength = 200 * 1024;
const maximumLines = 5_000;
/** Semantic tokens of 5,000 lines took 17 seconds. */
const maximumTokenLines = 1_500;

/** In the order of the numbers that the service answers with. */
const tokenTypes = [
  'keyword',
  'comment',
  'parameter',
  'property',
  'namespace',
  'class',
  'macro',
  'string',
  'variable',
  'operator',
  'modifier',
];
const tokenModifiers = ['declaration', 'definition', 'deprecated'];

export const generalCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['=', ' ', '$', '-'], resolveProvider: true },
  definitionProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  hoverProvider: true,
  renameProvider: { prepareProvider: true },
  semanticTokensProvider: { legend: { tokenTypes, tokenModifiers }, full: true },
  signatureHelpProvider: { triggerCharacters: ['-', '[', ',', '"', ' ', '='] },
};

/** Answers the requests of `generalCapabilities`. Requests come in only when the capabilities were offered. */
export function serveGeneralFeatures(connection: Connection, documents: Documents, client: ClientCapabilities, guard: Guard): void {
  const service = createService(client);

  /** Asks the service, unless the document is closed, too large or switched off. */
  const ask = async <T>(
    what: string,
    uri: string,
    nothing: T,
    question: (text: string, document: TextDocument) => T | PromiseLike<T>,
  ): Promise<T> =>
    await guard(what, nothing, async () => {
      const document = documents.snapshot(uri);
      if (document === undefined || isTooLarge(document) || (await documents.settingsOf(uri)).languageFeatures === 'off') return nothing;
      return await question(document.getText(), document);
    });

  connection.onHover(({ textDocument, position }) => ask('hover', textDocument.uri, null, (text) => service.computeHover(text, position)));
  connection.onDocumentSymbol(({ textDocument }) =>
    ask('symbols', textDocument.uri, [], (text) => service.computeSymbols(textDocument, text)),
  );
  connection.onFoldingRanges(({ textDocument }) => ask('folding', textDocument.uri, [], (text) => service.computeFoldingRanges(text)));
  connection.onCompletion(({ textDocument, position }) =>
    ask('completion', textDocument.uri, [], async (text, document) => {
      const own = completionsAt(document, document.offsetAt(position));
      return own.length > 0 ? own : await service.computeCompletionItems(text, position);
    }),
  );
  connection.onCompletionResolve((item) => guard('completion', item, () => service.resolveCompletionItem(item)));
  connection.onDefinition(({ textDocument, position }) =>
    ask('definition', textDocument.uri, null, (text) => service.computeDefinition(textDocument, text, position)),
  );
  connection.onDocumentHighlight(({ textDocument, position }) =>
    ask('highlights', textDocument.uri, [], (text) => service.computeHighlightRanges(text, position)),
  );
  connection.onSignatureHelp(({ textDocument, position }) =>
    ask('signature help', textDocument.uri, null, (text) => service.computeSignatureHelp(text, position)),
  );
  connection.onPrepareRename(({ textDocument, position }) =>
    ask('rename', textDocument.uri, null, (text) => service.prepareRename(text, position)),
  );
  connection.onRenameRequest(({ textDocument, position, newName }) =>
    ask('rename', textDocument.uri, null, (text) => ({
      changes: { [textDocument.uri]: service.computeRename(textDocument, text, position, newName) },
    })),
  );
  connection.onDocumentFormatting(({ textDocument, options }) =>
    ask('formatting', textDocument.uri, [], (text) => service.format(text, formatterSettings(options))),
  );
  connection.onDocumentRangeFormatting(({ textDocument, range, options }) =>
    ask('formatting', textDocument.uri, [], (text) => service.formatRange(text, range, formatterSettings(options))),
  );
  connection.languages.semanticTokens.on(({ textDocument }) =>
    ask('semantic tokens', textDocument.uri, { data: [] }, (text, document) =>
      document.lineCount > maximumTokenLines ? { data: [] } : service.computeSemanticTokens(text),
    ),
  );
}

function createService({ textDocument }: ClientCapabilities): DockerfileLanguageService {
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  service.setCapabilities({
    completion: { completionItem: textDocument?.completion?.completionItem ?? {} },
    hover: { contentFormat: textDocument?.hover?.contentFormat ?? [] },
    foldingRange: textDocument?.foldingRange ?? {},
  });
  return service;
}

/** Instructions over several lines keep the indentation that people gave them. */
function formatterSettings(options: FormattingOptions): FormattingOptions & { ignoreMultilineInstructions: boolean } {
  return { ...options, ignoreMultilineInstructions: true };
}

function isTooLarge(document: TextDocument): boolean {
  return document.lineCount > maximumLines || document.getText().length > maximumLength;
}
