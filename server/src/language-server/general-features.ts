/**
 * Editor features that are not about migration, from `dockerfile-language-service`.
 *
 * It parses the text anew at each call and takes quadratic time on some input, so it is asked below a size only.
 */
import { type DockerfileLanguageService, DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import type {
  ClientCapabilities,
  CompletionItem,
  Connection,
  DocumentLink,
  FormattingOptions,
  Hover,
  Position,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
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
  documentLinkProvider: {},
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  hoverProvider: true,
  renameProvider: { prepareProvider: true },
  semanticTokensProvider: { legend: { tokenTypes, tokenModifiers }, full: true },
  signatureHelpProvider: { triggerCharacters: ['-', '[', ',', '"', ' ', '='] },
};

/** Answers to requests that this product has answers of its own to. Never reject but for protocol errors. */
export interface GeneralAnswers {
  hover(uri: string, position: Position): Promise<Hover | null>;
  completion(uri: string, position: Position): Promise<CompletionItem[]>;
  resolveCompletion(item: CompletionItem): Promise<CompletionItem>;
  /** With their addresses. */
  links(uri: string): Promise<DocumentLink[]>;
}

/** Answers the requests of `generalCapabilities` that are nobody else's; the others are given back to be put together. */
export function serveGeneralFeatures(
  connection: Connection,
  documents: Documents,
  client: ClientCapabilities,
  guard: Guard,
): GeneralAnswers {
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

  connection.onDocumentSymbol(({ textDocument }) =>
    ask('symbols', textDocument.uri, [], (text) => service.computeSymbols(textDocument, text)),
  );
  connection.onFoldingRanges(({ textDocument }) => ask('folding', textDocument.uri, [], (text) => service.computeFoldingRanges(text)));
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
  return {
    hover: (uri, position) => ask('hover', uri, null, (text) => service.computeHover(text, position)),
    completion: (uri, position) => ask('completion', uri, [], (text) => service.computeCompletionItems(text, position)),
    resolveCompletion: (item) => guard('completion', item, () => service.resolveCompletionItem(item)),
    links: (uri) => ask('links', uri, [], (text) => service.computeLinks(text).map((link) => service.resolveLink(link))),
  };
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
